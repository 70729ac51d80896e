from django import forms

from cases.domain.telling import MANNERS
from legalaid.platform.office.forms import OfficeForm

from .fields import one_of, text


class ToldForm(OfficeForm):
    reached = forms.TypedChoiceField(
        label="结果",
        choices=[("1", "已经告知"), ("0", "没有联系上，以后再联系")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    manner = one_of("方式", [(way, way) for way in MANNERS])
    note = text("情况（没有联系上的必填）", required=False, length=120)


class UntoldForm(OfficeForm):
    reason = text("撤销的理由", length=120)
