from django import forms
from django.utils import timezone

from cases.enums import RemedyKind
from cases.forms.fields import NAME, NAME_MESSAGE, day, one_of, telephone, text
from cases.quality.domain.complaint import FACTS
from cases.quality.enums.complaint import (
    OF_CASE,
    AnswerManner,
    ComplaintChannel,
    ComplaintOutcome,
    ComplaintParty,
    InquiryKind,
)
from cases.quality.models import ComplaintGround
from legalaid.platform.office.forms import OfficeForm, OfficeModelForm

BY_HAND = [pair for pair in ComplaintChannel.choices if pair[0] not in OF_CASE]


class ComplaintFacts(OfficeForm):
    channel = one_of("投诉方式", BY_HAND)
    received_on = day("收到日期", initial=timezone.localdate)
    name = text(
        "投诉人姓名（不愿具名的不填）", required=False, length=60, regex=NAME, message=NAME_MESSAGE
    )
    phone = telephone("投诉人电话（可不填）")
    address = text("投诉人通讯地址（可不填）", required=False, length=120)
    station = forms.ModelChoiceField(
        label="被投诉的机构，或者被投诉人所在的机构", queryset=None, empty_label=None
    )
    party = one_of("投诉谁", ComplaintParty.choices)
    accused = text(
        "被投诉人姓名，或者律师事务所、基层法律服务所全称（投诉中心、工作站的不填；已经离任的照写）",
        required=False,
        length=80,
    )
    case_number = text("有关案件的案号（不知道的不填）", required=False, length=40)
    ground = forms.ModelChoiceField(
        label="投诉事由",
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择投诉事由。"},
    )
    content = text("反映的情况", rows=6, length=4000)
    demand = text("投诉人的要求（可不填）", required=False, rows=2, length=1000)
    read_back = forms.BooleanField(label="口头提出的：记录已向投诉人宣读，由其确认", required=False)

    def __init__(self, *args, stations, channel="", **kwargs):
        """`channel`: the one of what is made of a case, whose number and channel stay."""
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations
        self.fields["ground"].queryset = ComplaintGround.objects.filter(active=True)
        if channel in OF_CASE:
            self.fields["channel"].choices = [(channel, ComplaintChannel(channel).label)]
            del self.fields["case_number"]

    def facts(self):
        return {name: self.cleaned_data[name] for name in FACTS}


class ComplaintForm(ComplaintFacts):
    """`alarm`: made of a bad answer at a call back, which asks for the recipient's consent."""

    consented_on = day("受援人同意转为投诉的日期")

    def __init__(self, *args, alarm=None, **kwargs):
        channel = ComplaintChannel.CALLBACK.value if alarm else ""
        super().__init__(*args, channel=channel, **kwargs)
        if not alarm:
            del self.fields["consented_on"]


class AmendComplaintForm(ComplaintFacts):
    """Telephone and address are not shown: left empty they stay as they are."""

    reason = text("更正的理由", length=200)

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, channel=row.channel, **kwargs)
        self.row = row
        self.fields["phone"].label = "投诉人电话（不改的不填）"
        self.fields["address"].label = "投诉人通讯地址（不改的不填）"

    def facts(self):
        kept = {name: getattr(self.row, name) for name in ("phone", "address")}
        return super().facts() | {
            name: self.cleaned_data[name] or value for name, value in kept.items()
        }


class RefuseForm(OfficeForm):
    reason = text("不予受理的理由（写入告知书）", length=1000, rows=4)


class OtherComplaint(forms.ModelChoiceField):
    def label_from_instance(self, row):
        return f"{row.number} {row.complainant}，{row.about}：{row.ground}"


class MergeForm(OfficeForm):
    other = OtherComplaint(
        label="并入哪一件",
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "请选择并入哪一件。"},
    )

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others


class WithRole(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return f"{user.name}（{user.get_role_display()}）"


class AskForm(OfficeForm):
    kind = one_of("要求", InquiryKind.choices)
    to = WithRole(label="请谁答复", queryset=None, empty_label="请选择")
    question = text("请其说明、整改的事项（其只看到这一段，不能写出投诉人）", rows=5, length=2000)
    due_on = day("答复期限")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people


class StatementForm(OfficeForm):
    answer = text("答复", rows=8, length=4000)


class HearingForm(OfficeForm):
    on = day("调查日期", initial=timezone.localdate)
    heard = text("向谁调查", length=80)
    said = text("调查的情况", rows=6, length=4000)


class CorrectHearingForm(HearingForm):
    hearing = forms.ModelChoiceField(label="哪一次调查", queryset=None, empty_label=None)
    reason = text("更正的理由", length=200)
    field_order = ("hearing",)

    def __init__(self, *args, hearings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hearing"].queryset = hearings
        self.fields["hearing"].label_from_instance = lambda row: f"{row.on} {row.heard}"


class SettleForm(OfficeForm):
    outcome = one_of("处理", ComplaintOutcome.choices)
    findings = text("查明的事实（写入答复书）", rows=5, length=4000)
    handling = text("处理情况（写入答复书）", rows=4, length=2000)


class AnswerForm(OfficeForm):
    told_how = one_of("答复方式", AnswerManner.choices)
    told_on = day("答复日期", initial=timezone.localdate)


class WithdrawForm(OfficeForm):
    on = day("撤回日期", initial=timezone.localdate)
    reason = text("撤回的理由（可不填）", length=300, required=False, rows=2)


class RemedyForm(OfficeForm):
    kind = one_of("方式", RemedyKind.choices)
    body = text("复议机关或者法院", length=60)
    brought_on = day("提出日期", initial=timezone.localdate)


class GroundForm(OfficeModelForm):
    class Meta:
        model = ComplaintGround
        fields = ["text", "line", "active"]
