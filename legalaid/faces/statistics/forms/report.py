from django import forms

from legalaid.faces.statistics.annual.asked import QUESTIONS, read
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.forms import OfficeForm


class AnswerField(forms.CharField):
    """An answer to one question, as it is kept."""

    def __init__(self, question, **kwargs):
        most = 300 if question.kind == "text" else 30
        super().__init__(label=question.label, max_length=most, required=False, **kwargs)
        self.question = question
        if question.kind in ("count", "yuan"):
            self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value):
        try:
            return read(self.question, super().clean(value))
        except DomainError as error:
            raise forms.ValidationError(error.sentence) from error


class AnswersForm(OfficeForm):
    """What no data can know, last year's answer offered where this year has none; but for a date, which is never that of last year."""

    def __init__(self, *args, answers, **kwargs):
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            this, last = answers[question.key]
            note = f"{question.help}；上年填的是“{last}”" if last else question.help
            offered = "" if question.kind == "date" else last
            self.fields[question.key] = AnswerField(
                question, help_text=note, initial=this or offered
            )


class PassageForm(OfficeForm):
    text = forms.CharField(
        label="报告中的文字",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="数据更新以后，改写的话保留，没有改写的数字照新数据更新。清空的，报告中没有这一段。",
    )
