from django import forms
from django.utils import timezone

from cases.domain.stage import may_follow
from cases.enums import APPLIED, Kind
from cases.law import grounds
from cases.law.appeals import DECISIONS, UNREACHED
from cases.law.questions import CRIMINAL_ROLES
from cases.queries.stage import possible_earlier
from legalaid.platform.office.forms import OfficeForm

from .fields import day, money, one_of, text, themselves, ticks
from .notice import CHOOSE, SITUATIONS, NoticeForm
from .notice import OF_NOTICE as NOTICE_FIELDS

MANNERS = ("当面", "电话", "短信", "书面")
SAME, CHANGED = "same", "changed"
MEANS = (
    (SAME, "逐项核对过，没有变化；已对这次申请作个人诚信承诺"),
    (CHANGED, "有变化，或者还没有核对（先不填，受理前更正登记信息时填）"),
)
OF_CASE = ("stage", "notified", "applicant_role", "organ", "facts")


class AppealForm(OfficeForm):
    decision = one_of("受援人的决定", DECISIONS)
    decided_on = day("日期", initial=timezone.localdate)
    manner = forms.ChoiceField(label="得知的方式", choices=[CHOOSE, *themselves(MANNERS)])
    note = text("说明（没有找到受援人的，写明怎样联系过）", required=False, rows=2)

    def clean(self):
        data = super().clean()
        if data.get("decision") == UNREACHED and len(data.get("note", "").strip()) < 5:
            self.add_error("note", "请写明怎样联系过（不少于5个字）。")
        return data


class NextForm(OfficeForm):
    """The next stage by the recipient's application: what is new about it; the people go along as they are."""

    stage = one_of("下一阶段", ())
    applicant_role = forms.ChoiceField(label="法律地位")
    mode = forms.ChoiceField(label="申请援助方式", required=False)
    organ = text("办案（争议处理）机关", required=False, length=80)
    channel = forms.ChoiceField(label="案件来源", choices=[CHOOSE, *APPLIED])
    facts = text("案情及请求（这一阶段的）", rows=5)
    amount = money("涉及金额（元）", digits=14)
    people = ticks("一起申请的人（已退出、去世、未获援助的不列入）", required=False)
    parties = ticks("代理人和对方当事人（没有变化的）", required=False)
    received = ticks("核对过、这次仍可用的材料（扫描件一并带入）", required=False)
    means = one_of("经济困难状况", MEANS)

    def __init__(self, *args, case, good, has_means, people, parties, **kwargs):
        """`good`: [(slot, title)] of material that may serve again; `has_means`: whether a statement of means is on file; `people`,
        `parties`: who may go along."""
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = themselves(may_follow(case))

        criminal = case.kind == Kind.CRIMINAL
        roles = [r for r in grounds.APPLICANT_ROLES if (r in CRIMINAL_ROLES) == criminal]
        self.fields["applicant_role"].choices = [CHOOSE, *themselves(roles)]
        modes = [mode.code for mode in grounds.aid_modes(case.kind)]
        self.fields["mode"].choices = [("", "由审查决定"), *themselves(modes)]

        self.fields["received"].choices = good
        self.fields["people"].choices = [(one.pk, str(one)) for one in people]
        self.fields["parties"].choices = [
            (one.pk, f"{one.get_agency_display() or one.get_role_display()}：{one}")
            for one in parties
        ]

        asked = {"received": good, "means": has_means, "people": people, "parties": parties}
        for name, wanted in asked.items():
            if not wanted:
                del self.fields[name]


class NextNoticeForm(NoticeForm):
    """An organ's notice for the next stage of a person whom we know already."""

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        for name in ("name", "id_kind", "id_number", "sex", "birth", "address", "crowds"):
            del self.fields[name]
        for name in ("cause", "co_accused"):
            del self.fields[name]
        offered = may_follow(case)
        self.fields["stage"].choices = [
            CHOOSE,
            *(row for row in self.fields["stage"].choices if row[0] in offered),
        ]
        self.fields["notified"].choices = [CHOOSE, *SITUATIONS]
        ticks = self.fields["unclear"].choices
        self.fields["unclear"].choices = [row for row in ticks if row[0] in self.fields]

    def clean(self):
        data = OfficeForm.clean(self)
        self.leave_open(data)
        return data

    def facts_of(self):
        data = self.cleaned_data
        return {
            "notice": {name: data[name] for name in NOTICE_FIELDS},
            "fields": {name: data[name] for name in OF_CASE},
        }


class LinkForm(OfficeForm):
    earlier = forms.ModelChoiceField(
        label="前一阶段案件", queryset=None, required=False, empty_label="没有前一阶段"
    )
    reason = text("理由", length=300, rows=2)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["earlier"].queryset = possible_earlier(case)
        self.fields["earlier"].label_from_instance = lambda one: f"{one.number} {one.stage}"


class AnnulForm(OfficeForm):
    reason = text("登记错在哪里（登记错人、重复登记、误开阶段等）", length=300, rows=3)
