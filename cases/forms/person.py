from django import forms

from legalaid.platform.office.forms import OfficeForm

from .fields import text


class JoinForm(OfficeForm):
    number = text("另一人的案件编号", length=40)
    reason = text("认定为同一人的理由（记入两人的案件经过）", length=200, rows=2)


class PartForm(OfficeForm):
    joining = forms.IntegerField(widget=forms.HiddenInput)
    reason = text("撤销的理由（记入两人的案件经过）", length=200, rows=2)
