from django import forms

from legalaid.platform.office.forms import OfficeForm
from stations.hall.enums import Purpose
from stations.hall.law import queueing


class TakeForm(OfficeForm):
    """What for, and which green channel if any; the kiosk and the window ask the same."""

    purpose = forms.ChoiceField(
        label="办理事项", choices=Purpose.choices, widget=forms.Select(attrs={"autofocus": False})
    )
    ground = forms.ChoiceField(
        label="绿色通道", choices=[("", "无"), *queueing.CHOICES], required=False
    )
