from django import forms

from cases.forms.fields import one_of
from cases.queries.following import LAST, last_of
from legalaid.faces.portal.apply.codes import typed_blinds
from legalaid.faces.portal.apply.forms.end import Trap
from legalaid.faces.portal.letters.rating import LEVELS
from legalaid.faces.portal.uploading import ACCEPT
from legalaid.platform.office.forms import FilesField, OfficeForm, PhoneField

# as complaints tell them apart
COMPLAINED_OF = (
    ("person", "承办我案件的人"),
    ("firm", "他所在的律师事务所、法律服务所"),
    ("centre", "法律援助中心、工作站"),
)
QUIET = {"autocomplete": "off", "autocapitalize": "characters"}


class MineForm(Trap, OfficeForm):
    code = forms.CharField(
        label="12位查询码",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="印在申请材料接收凭证上，如 1234 5678 9012。网上申请的，用申请时的查询码或者四个词。",
    )
    last = forms.CharField(
        label="证件号码后四位",
        max_length=20,
        widget=forms.TextInput(attrs=QUIET),
        help_text="申请人本人的。替孩子、替关押的家人申请的，填代理人自己的。末位是X的填X。",
    )

    def clean_code(self):
        typed = self.cleaned_data["code"]
        if not typed_blinds(typed):
            raise forms.ValidationError("查询码是12位数字，或者四个两字的词，请核对。")
        return typed

    def clean_last(self):
        last = last_of(self.cleaned_data["last"])
        if len(last) != LAST or not last.isascii():
            raise forms.ValidationError("请填证件号码的最后四位，数字或者字母。")
        return last


class WithFiles(Trap, OfficeForm):
    """What is written, with photographs of papers."""

    file = FilesField(label="照片、PDF（没有的不选）", required=False, accept=ACCEPT)

    def letter(self):
        return {"text": self.cleaned_data["text"], "files": self.cleaned_data["file"]}


class MessageForm(WithFiles):
    text = forms.CharField(
        label="想说的话",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="不要写密码。交材料的，写明是什么，在下面拍照交，原件留好。",
    )


class ContactForm(Trap, OfficeForm):
    phone = PhoneField(
        label="新的电话（只说什么时候不要打的不填）",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    text = forms.CharField(
        label="什么时候、什么情况不要打（没有的不填）",
        max_length=100,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="如：白天上班不要打，晚上七点以后可以打。",
    )

    def clean(self):
        data = super().clean()
        if not self.errors and not (data.get("phone") or data.get("text")):
            self.add_error("phone", "新的电话、什么时候不要打，至少填一项。")
        return data

    def letter(self):
        return {"text": self.cleaned_data["text"], "phone": self.cleaned_data["phone"]}


def reason(label):
    box = forms.Textarea(attrs={"rows": 6})
    return forms.CharField(label=label, min_length=4, max_length=500, widget=box)


class ReplacementForm(WithFiles):
    text = reason("为什么要换")


class ObjectionForm(WithFiles):
    about = one_of("不同意哪份决定", ())
    text = reason("为什么不同意：事实和理由")

    def __init__(self, *args, decisions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = decisions
        if len(decisions) == 1:
            self.initial["about"] = decisions[0][0]

    def letter(self):
        return super().letter() | {"about": self.cleaned_data["about"]}


class ComplaintForm(WithFiles):
    about = one_of("投诉谁", COMPLAINED_OF)
    text = reason("什么事：时间、经过，有什么要求")

    def letter(self):
        return super().letter() | {"about": self.cleaned_data["about"]}


class RateForm(Trap, OfficeForm):
    level = one_of("您对这次服务", LEVELS)
    said = forms.CharField(
        label="意见（可不填）",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def cleaned(self):
        return {"level": self.cleaned_data["level"], "said": self.cleaned_data["said"]}
