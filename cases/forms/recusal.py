from django import forms
from django.utils import timezone

from cases.enums import RecusalAsker, RecusalResult
from legalaid.platform.office.forms import OfficeForm

from .fields import day, one_of, text

ASKED = [one for one in RecusalAsker.choices if one[0] != RecusalAsker.REPLACED]


class WithRole(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return f"{user.name}（{user.get_role_display()}）"


class AskRecusalForm(OfficeForm):
    user = WithRole(
        label="要求谁回避",
        queryset=None,
        empty_label="请选择",
        help_text="承办人的回避，请登记更换承办人的申请。",
    )
    asked_by = one_of("由谁提出", ASKED)
    asker = text("提出人姓名（本人提出的不填）", required=False, length=80)
    received_on = day("收到日期", initial=timezone.localdate)
    reason = text("回避的理由", length=500, rows=4)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people


class OneRecusal(forms.ModelChoiceField):
    def label_from_instance(self, row):
        return f"{row}：{row.get_asked_by_display()}"


class SettleForm(OfficeForm):
    """Which of those of the case; the only one is chosen."""

    recusal = OneRecusal(
        label="哪一项",
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "请选择哪一项。"},
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recusal"].queryset = rows


class DecideRecusalForm(SettleForm):
    result = one_of(
        "决定",
        [(one.value, one.label) for one in (RecusalResult.GRANTED, RecusalResult.REFUSED)],
    )
    reasons = text("决定的理由", length=500, rows=4)


class WithdrawRecusalForm(SettleForm):
    reason = text("撤回的理由（登记错误的写明）", length=300, rows=3)


class LiftRecusalForm(SettleForm):
    reason = text("撤销的理由", length=300, rows=3)
