from django import forms

from cases.law import grounds, topics
from cases.law.handbook import PARTS
from cases.models import HandbookPage
from legalaid.platform.office.forms import OfficeModelForm

from .fields import text, ticks


class PageForm(OfficeModelForm):
    """A page; its lists are written a word to a line, or ticked."""

    words = text("案由含有（一行一词，案由或其上级含其中一词即显示）", required=False, rows=4)
    crowds = ticks(
        "人员类别（属于其中一类即显示）",
        [(row.code, row.text) for row in grounds.CROWDS],
        required=False,
    )
    topics = ticks("咨询问题类型（登记咨询时显示）", topics.CHOICES, required=False)
    reason = text("修改说明", length=120)

    class Meta:
        model = HandbookPage
        fields = [
            "title",
            "articles",
            "eligible",
            "ask",
            "collect",
            "say",
            "kind",
            "words",
            "crowds",
            "topics",
            "active",
        ]
        widgets = {name: forms.Textarea(attrs={"rows": 7}) for name, _ in PARTS}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["words"] = "\n".join(self.instance.words)

    def clean_words(self):
        return lines(self.cleaned_data["words"])

    def clean(self):
        data = super().clean()
        return data | {part: "\n".join(lines(data[part])) for part, _ in PARTS if part in data}


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]
