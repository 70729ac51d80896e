"""The beginning and the end: starting, coming back, who helped, what is confirmed and declared, sending."""

from django import forms

from cases.enums import Agency
from cases.forms.fields import one_of
from legalaid.faces.portal.doubt import RiddleField
from legalaid.platform.office.forms import OfficeForm

from ..enums import Helper, SeenBy
from .means import SparedForm, means_form
from .person import is_child
from .question import Question


class Trap(forms.Form):
    """A field that nobody sees and only a machine fills in; of whoever is doubted, a question besides."""

    website = forms.CharField(required=False, max_length=200)

    def __init__(self, *args, doubted=False, **kwargs):
        super().__init__(*args, **kwargs)
        if doubted:
            self.fields["riddle"] = RiddleField(label="请写下图里的四个数字")

    @property
    def is_trapped(self):
        return bool(self.data.get("website"))


class StartForm(Trap, OfficeForm):
    seen_by = one_of("您用的手机（电脑），别人会看到吗？", SeenBy.choices)
    agree = forms.BooleanField(
        label="我知道：填写的内容加密保存，没有提交的到期删除，只用来办理法律援助",
        error_messages={"required": "请先勾选这一项。"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen_by"].widget.attrs.pop("autofocus", None)


class ResumeForm(Trap, OfficeForm):
    code = forms.CharField(
        label="12位查询码，或者四个词",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": False}),
        help_text="查询码如 1234 5678 9012；四个词如 苹果 黄牛 小桥 春风。空格有没有都行。",
    )


class RemindForm(OfficeForm):
    remind = forms.BooleanField(
        label="快到期还没有提交时，发一条短信提醒我",
        required=False,
        widget=forms.CheckboxInput(attrs={"autofocus": False}),
    )


class HelperForm(Question):
    helper = one_of("这份申请是谁帮您填的？", Helper.choices)
    helper_name = forms.CharField(
        label="帮忙的人叫什么、在哪个单位、电话（自己填的不填）", max_length=80, required=False
    )

    def clean(self):
        data = super().clean()
        helped = data.get("helper") not in (None, Helper.NOBODY, Helper.AGENT)
        if helped and not data.get("helper_name"):
            self.add_error("helper_name", "请写上帮忙的人，有不清楚的我们好问。")
        return data


class PromiseForm(Question):
    told = forms.BooleanField(label="上面的告知书我看过了（或者有人念给我听了）")
    honest = forms.BooleanField(
        label="我保证填的、交的都是真的；骗取法律援助的，援助会被终止，还要支付费用、被罚款"
    )
    checked = forms.BooleanField(
        label="我同意法律援助机构向有关部门核查我的经济状况（法律援助法第四十一条）"
    )
    consent = forms.BooleanField(
        label="我同意把填写的个人信息（包括健康、收入等敏感信息）用于办理这次法律援助"
    )
    committed = forms.BooleanField(
        label="拿不出经济困难证明的，我愿意作个人诚信承诺（法律援助法第四十一条）", required=False
    )

    def prepare(self):
        """Nobody's means are checked whom art. 32 spares: asking around may put somebody in danger who was beaten."""
        if means_form(self.draft) is SparedForm:
            del self.fields["checked"], self.fields["committed"]
        if is_child(self.draft) and self.draft.first("representative_agency") == Agency.STATUTORY:
            self.fields["consent"].label = OF_GUARDIAN
        for field in self.fields.values():
            field.error_messages["required"] = "请勾选这一项，才能提交。"


OF_GUARDIAN = "申请人不满14周岁：我是监护人，同意把填写的孩子的个人信息（包括健康、家庭等敏感信息）用于办理这次法律援助（个人信息保护法第三十一条）"


class SendForm(Trap, OfficeForm):
    """The button; what is sent stands on the pages before."""
