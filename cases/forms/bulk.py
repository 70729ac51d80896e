"""What is asked once for all rows chosen."""

from django import forms

from cases.domain.message import LONGEST
from legalaid.platform.audit.disclosure import LONGEST as LONGEST_REASON
from legalaid.platform.office.forms import OfficeForm


class MessageForm(OfficeForm):
    text = forms.CharField(
        label="内容",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="每件发给它的承办人，前面自动写案件编号；不要写当事人的姓名、电话和证件号码。",
    )


class PapersForm(OfficeForm):
    kinds = forms.MultipleChoiceField(
        label="打印哪些文书",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择要打印的文书。"},
    )
    reason = forms.CharField(
        label="查看理由",
        required=False,
        max_length=LONGEST_REASON,
        help_text="印有证件号码、电话或住址的文书，所属案件不在您手上、今天也没有办过的，要写明理由。",
    )

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = kinds


class ExportForm(OfficeForm):
    pass
