from django import forms

from legalaid.faces.statistics.annual.asked import QUESTIONS
from legalaid.platform.office.forms import OfficeForm


class AnswersForm(OfficeForm):
    """What no data can know, last year's answer offered where this year has none."""

    def __init__(self, *args, answers, **kwargs):
        super().__init__(*args, **kwargs)
        for key, label, help_text in QUESTIONS:
            this, last = answers[key]
            note = f"{help_text}；上年填的是“{last}”" if last else help_text
            self.fields[key] = forms.CharField(
                label=label, help_text=note, initial=this or last, max_length=300, required=False
            )
