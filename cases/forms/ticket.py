from django import forms

from cases.enums import Purpose
from cases.law import queueing
from cases.models import Hall, Window
from legalaid.platform.office.forms import OfficeForm, OfficeModelForm


class TakeForm(OfficeForm):
    """What for, and which green channel if any; the kiosk and the window ask the same."""

    purpose = forms.ChoiceField(
        label="办理事项", choices=Purpose.choices, widget=forms.Select(attrs={"autofocus": False})
    )
    ground = forms.ChoiceField(
        label="绿色通道", choices=[("", "无"), *queueing.CHOICES], required=False
    )


class WindowForm(OfficeModelForm):
    purposes = forms.MultipleChoiceField(
        label="办理事项",
        choices=Purpose.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一项。"},
    )

    class Meta:
        model = Window
        fields = ["number", "name", "purposes", "active"]


class HallForm(OfficeModelForm):
    renew = forms.BooleanField(label="更换大屏和自助取号的地址（旧地址立即失效）", required=False)

    class Meta:
        model = Hall
        fields = ["kiosk_open", "notice"]
