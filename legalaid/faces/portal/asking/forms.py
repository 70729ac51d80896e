"""A question online: no name and no number needed; how to reach whoever asks is asked before any number is taken."""

from django import forms

from cases.forms.fields import one_of
from cases.law import topics
from legalaid.faces.portal.apply.codes import typed_blinds
from legalaid.faces.portal.apply.forms.end import Trap
from legalaid.faces.portal.numbers import find_patterns
from legalaid.faces.portal.reaching import NO, STATED, USUAL, ReachForm, reached
from legalaid.platform.office.forms import OfficeForm

SHORTEST, LONGEST = 10, 2000
UNSURE = [("", "说不清，请工作人员看")]
REACH = (
    (NO, "不要联系我，我自己凭查询码来看"),
    (USUAL, "说不清的，可以打电话问我"),
    (STATED, "可以打电话，但是只能按我写的时间和方式"),
)
NUMBERS = ("证件号码", "银行账号", "护照、通行证号码")
NUMBERED = "里面有{}。答复用不着，请删去再发。一定要让工作人员看到的，勾选下面一项。"
ONLY_ONLINE = "只在网上答复，不用其他方式联系"


class QuestionText(Trap, OfficeForm):
    question = forms.CharField(
        label="您想问什么",
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7, "autofocus": False}),
        help_text="什么时候，谁和谁，出了什么事，您想怎么样。不用写姓名、身份证号、银行卡号。",
    )
    keep = forms.BooleanField(label="号码确实要写，请照样发出", required=False)

    def clean(self):
        data = super().clean()
        found = {one.what for one in find_patterns([("", data.get("question", ""))])}
        named = [what for what in NUMBERS if what in found]
        if named and not data.get("keep"):
            self.add_error("question", NUMBERED.format("、".join(named)))
        return data

    @property
    def asks_to_keep(self):
        """Whether to offer that a number stays in."""
        return self.is_bound and (
            self["keep"].value() or any("里面有" in one for one in self["question"].errors)
        )


class AskForm(QuestionText, ReachForm):
    field_order = (
        "question", "keep", "token", "topic", "age", "seen_by", "reach", "phone", "contact", "name", "word", "may_publish", "agree",
    )  # fmt: skip
    no_child = "不满14周岁的不留电话，请选“不要联系我”，凭查询码看答复。着急的，打110、12355，或者请信得过的大人带你来。"
    token = forms.UUIDField(widget=forms.HiddenInput)
    reach = one_of("我们能不能联系您？", REACH, initial=NO)
    topic = forms.ChoiceField(
        label="是哪一类事", choices=[*UNSURE, *topics.CHOICES], required=False
    )
    name = forms.CharField(
        label="怎么称呼您（可以不写）",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    word = forms.CharField(
        label="自己定一个口令",
        min_length=4,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="看答复的时候，查询码和口令都要对。四个以上的字或者数字，别用生日和手机号。我们看不到，忘了要带身份证到窗口重新设定。",
    )
    may_publish = forms.BooleanField(
        label="同意隐去个人情况以后公开，给别人参考（不同意也照样答复）", required=False
    )
    agree = forms.BooleanField(
        label="我同意把写的内容用来答复这个问题，按咨询登记留存；法律援助机构对我的隐私保密",
        error_messages={"required": "请先勾选这一项。"},
    )

    def facts(self):
        """Field values of the consultation."""
        data = self.cleaned_data
        minor = data["age"] != "adult"
        return {
            "question": data["question"],
            "name": data["name"],
            "anonymous": not data["name"],
            "crowds": ["minor"] if minor else [],
            "channel": "web",
        } | reached(data, ONLY_ONLINE)


class OpenForm(Trap, OfficeForm):
    code = forms.CharField(
        label="12位查询码，或者四个词",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": False}),
    )
    word = forms.CharField(
        label="您定的口令",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_code(self):
        typed = self.cleaned_data["code"]
        if not typed_blinds(typed):
            raise forms.ValidationError("查询码是12位数字，或者四个两字的词，请核对。")
        return typed
