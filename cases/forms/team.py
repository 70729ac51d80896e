from django import forms

from cases.enums import Beside
from legalaid.platform.office.forms import OfficeForm

from .fields import one_of, text

LICENCE = r"^(?=(?:.*\d){4})[0-9A-Za-z\u4e00-\u9fff〔〕（）()-]{6,30}$"
LICENCE_MESSAGE = "实习证号由数字、字母和“实”等字组成，不少于6位，请照证件填写。"


class JoinForm(OfficeForm):
    kind = one_of("身份", Beside.choices)
    handler = forms.ModelChoiceField(
        label="协办人（本机构的承办人）", queryset=None, required=False, empty_label="不选"
    )
    name = text("实习律师姓名", required=False, length=40)
    licence = text("实习证号", required=False, length=30, regex=LICENCE, message=LICENCE_MESSAGE)

    def __init__(self, *args, mates, trainees, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = mates
        if not trainees:
            self.fields["kind"].choices = [(Beside.ASSISTANT.value, Beside.ASSISTANT.label)]
            self.fields["kind"].initial = Beside.ASSISTANT.value
            del self.fields["name"], self.fields["licence"]


class LeaveForm(OfficeForm):
    member = forms.ModelChoiceField(label="谁", queryset=None, empty_label=None)

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members


class VoidForm(LeaveForm):
    reason = text("怎样登错", length=200, rows=2)
