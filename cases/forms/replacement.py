from django import forms
from django.utils import timezone

from cases.enums import ReplacementAsker
from legalaid.platform.office.forms import OfficeForm

from .fields import day, text


class AskReplacementForm(OfficeForm):
    asked_by = forms.TypedChoiceField(
        label="由谁提出",
        choices=ReplacementAsker.choices,
        coerce=ReplacementAsker,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择由谁提出。"},
    )
    asker = text(
        "提出人姓名（法定代理人、近亲属代为提出的写明关系），或者机关名称和文号", length=80
    )
    received_on = day("收到日期", initial=timezone.localdate)
    reason = text("申请更换的理由", length=500, rows=4)
    evidence = text("证据和线索（没有的不填）", required=False, length=500, rows=3)


class OwnReplacementForm(AskReplacementForm):
    """The handler asks: for a conflict of interest, illness, whatever keeps him from going on."""

    reason = text("不能继续承办的理由（利益冲突、疾病等）", length=500, rows=4)
    evidence = text("证明（没有的不填）", required=False, length=500, rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["asked_by"], self.fields["asker"]


class ReviewReplacementForm(OfficeForm):
    opinion = text("审核意见（核实的情况和建议，印入申请表）", length=500, rows=4)


class RefuseReplacementForm(OfficeForm):
    reasons = text("不予更换的理由（写入答复书）", length=500, rows=4)


class WithdrawReplacementForm(OfficeForm):
    reason = text("撤回的理由（登记错误的写明）", length=300, rows=3)
