"""What a person writes when something is done with a submission."""

from django import forms

from cases.forms.fields import one_of, text
from legalaid.platform.office.forms import OfficeForm

from ..enums import Why


class ReferForm(OfficeForm):
    destination = text("告知向哪个机构申请", length=80)
    reason = text("原因（申请人凭查询码能看到）", length=300, rows=3)


class AsideForm(OfficeForm):
    why = one_of("为什么不作为申请登记", Why.choices)
    reason = text("说明（申请人凭查询码能看到，不写他人的信息）", length=300, rows=3)


class ReasonForm(OfficeForm):
    reason = forms.CharField(label="重新办理的理由", max_length=200, min_length=4)
