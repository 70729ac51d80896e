from django import forms

from legalaid.platform.audit.disclosure import LONGEST, SHORTEST
from legalaid.platform.office.forms import OfficeForm


class ReasonForm(OfficeForm):
    reason = forms.CharField(
        label="查看理由",
        min_length=SHORTEST,
        max_length=LONGEST,
        error_messages=dict.fromkeys(("required", "min_length"), "请写明查看的理由。"),
        widget=forms.TextInput(attrs={"placeholder": "例如：电话核对地址、答复申请人询问"}),
    )
