from django import forms

from cases.enums import Beside
from legalaid.platform.office.forms import OfficeForm

from .fields import one_of, text


class JoinForm(OfficeForm):
    kind = one_of("身份", Beside.choices)
    handler = forms.ModelChoiceField(
        label="协办人（本机构的承办人）", queryset=None, required=False, empty_label="不选"
    )
    name = text("实习律师姓名", required=False, length=40)
    licence = text("实习证号", required=False, length=30)

    def __init__(self, *args, mates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = mates


class LeaveForm(OfficeForm):
    member = forms.ModelChoiceField(label="谁", queryset=None, empty_label=None)

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members
