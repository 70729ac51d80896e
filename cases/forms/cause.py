from django import forms

from cases.models import Cause, CauseWord
from cases.queries.cause import search_causes
from legalaid.platform.core.names import squeezed
from legalaid.platform.office.forms import OfficeModelForm

MOST = 12  # causes of a word: more would tell nothing
NEAR = 3  # proposed for one that is not there


class WordForm(OfficeModelForm):
    causes = forms.CharField(
        label="案由",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="一行一个，照案由字典写全称。",
    )

    class Meta:
        model = CauseWord
        fields = ["word"]
        help_texts = {"word": "群众怎么说就怎么写，如“欠薪”“家暴”，至少两个字。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            names = dict.fromkeys(cause.name for cause in self.instance.causes.all())
            self.initial["causes"] = "\n".join(names)

    def _post_clean(self):
        """What it clashes with is said by the act."""

    def clean_word(self):
        word = self.cleaned_data["word"].strip()
        if len(squeezed(word)) < 2:
            raise forms.ValidationError("至少写两个字。")
        return word

    def clean_causes(self):
        names = list(
            dict.fromkeys(filter(None, map(str.strip, self.cleaned_data["causes"].splitlines())))
        )
        found = list(Cause.objects.filter(name__in=names).order_by("kind", "code"))
        there = {cause.name for cause in found}

        if missing := [_missing(name) for name in names if name not in there]:
            raise forms.ValidationError(missing)
        if len(names) > MOST:
            raise forms.ValidationError(f"最多{MOST}个案由，现有{len(names)}个。")
        return found


def _missing(name):
    near = "、".join(dict.fromkeys(cause.name for cause in search_causes(name, limit=NEAR)))
    return f"案由字典里没有“{name}”" + (f"，是不是：{near}？" if near else "。")
