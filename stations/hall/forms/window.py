from django import forms

from legalaid.platform.office.forms import OfficeModelForm
from stations.hall.enums import Purpose
from stations.hall.models import Hall, Window


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
