from django import forms

from cases.enums import PriorFinding, Urgency
from cases.law.urgency import SHORT
from legalaid.platform.office.forms import OfficeForm

from .decision import RecommendForm
from .fields import day, one_of, text, themselves, ticks
from .intake_steps import in_a_week, outstanding

GROUNDS = [(one.value, one.label) for one in Urgency if one != Urgency.NORMAL]
UNFORMAL = "建议给予的，须先核实管辖、申请人和材料。"


class ProvideFirstForm(OfficeForm):
    ground = one_of(
        "紧急情形", GROUNDS, error_messages={"required": "请选择紧急情形（法律援助法第四十四条）。"}
    )
    limitation_on = day(f"时效或者法定期限届满日（不足{SHORT}日的必填）", required=False)
    reason = text("紧急的情况和理由", length=500, rows=3)
    owed = ticks("须补交的材料（写入通知书）", required=False)
    owed_by = day("补办手续的期限", initial=in_a_week)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owed"].choices = themselves(outstanding(case))

    def clean_ground(self):
        return Urgency(self.cleaned_data["ground"])


class ExtendPriorForm(OfficeForm):
    owed_by = day("延长至")
    reason = text("延长的理由", length=300, rows=3)


class ReviewPriorForm(RecommendForm):
    formal = forms.BooleanField(
        label="属于本机构受理，申请人和代理人的身份、权限已核实，材料已补齐", required=False
    )
    field_order = ("formal",)

    def clean(self):
        data = super().clean()
        if data.get("proposal") == "给予" and not data.get("formal"):
            self.add_error("formal", UNFORMAL)
        return data

    def facts(self):
        facts = super().facts()
        del facts["findings"]["formal"]
        return facts


class FailPriorForm(OfficeForm):
    finding = one_of("不能确认的原因", PriorFinding.choices)
    reasons = text("理由", length=500, rows=4)

    def clean_finding(self):
        return PriorFinding(self.cleaned_data["finding"])


class RevokePriorForm(OfficeForm):
    reason = text("撤销的理由（写入通知书）", length=500, rows=4)
