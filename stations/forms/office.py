import re

from django import forms

from legalaid.platform.accounts.models import User
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.models import Office
from legalaid.platform.core.regions import check_region
from legalaid.platform.office.forms import OfficeModelForm

from .station import day

HELP = {
    "center": "印在文书和每一页上，例如：某某县法律援助中心。",
    "short": "印在文号里，例如“清”：清援案〔2026〕1号。",
    "region": "六位，GB/T 2260。",
    "place": "印在每一页下面，可以不填。",
    "help": "登录不了、系统有问题时找谁；不填的写“本中心的系统管理员”。",
    "remedy": "印在维持原决定的异议审查决定书上，例如：行政复议向某某县人民政府申请，行政诉讼向某某县人民法院提起。"
    "由司法局核对以后填写，不填的不印。",
}


class NamesForm(OfficeModelForm):
    class Meta:
        model = Office
        fields = Office.NAMES
        help_texts = HELP

    def clean_short(self):
        """It stands before 援案〔2026〕1号: Han characters alone."""
        short = self.cleaned_data["short"]
        if not re.fullmatch(r"[\u3400-\u9fff〇]+", short):
            raise forms.ValidationError("文号简称只用汉字，例如“清”，不带括号、数字和空格。")
        return short

    def clean_region(self):
        """A county's code that was given out; the code the office has is not asked again."""
        code = self.cleaned_data["region"]
        if code == self.initial.get("region"):
            return code
        if len(code) != 6:
            raise forms.ValidationError("请填写县级行政区划代码，六位数字。")
        try:
            return check_region(code)
        except DomainError as error:
            raise forms.ValidationError(error.sentence) from None


class RenameForm(NamesForm):
    valid_from = day("启用日期", help_text="从这一天起的文书和文号用新名称，以前的不变。")
    reason = forms.CharField(label="理由（文号）", max_length=200)


class AdministratorForm(OfficeModelForm):
    class Meta:
        model = User
        fields = ["username", "name", "email"]
