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


class PassageForm(OfficeForm):
    text = forms.CharField(
        label="文字", max_length=800, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    reason = forms.CharField(label="修改理由", max_length=120)

    def __init__(self, *args, one, **kwargs):
        super().__init__(*args, **kwargs)
        hints = [f"最多{one.longest}个字。"]
        hints += ["在一段话里面，不另起一行。"] if one.within else ["可以分段，一行是一段。"]
        hints += ["留空的，文书上不印这一处。"] if one.may_be_empty else []
        self.fields["text"].help_text = "".join(hints)
