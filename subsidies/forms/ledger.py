"""The filters of the ledger; they live in the URL, so that a page can be sent to a colleague."""

import re
from datetime import date
from html import escape

from django import forms
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.choices import BaseChoiceIterator
from django.utils.safestring import mark_safe

from subsidies.enums import Source
from subsidies.law import chart
from subsidies.queries.ledger import CHOICES, DIMENSIONS, NONE, options_for


class MonthField(forms.CharField):
    """A month as 2026-03."""

    widget = forms.TextInput(attrs={"type": "month"})

    def to_python(self, value):
        written = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", (value or "").strip())
        if not written:
            raise forms.ValidationError("月份写作 2026-03。")
        return date(int(written[1]), int(written[2]), 1)


class LongSelect(forms.Select):
    """Writes its options in one pass: a county has hundreds of handlers, and the page is opened all day."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = str(value or "")
        options = []
        for key, words in self.choices:
            mark = " selected" if str(key) == chosen else ""
            options.append(
                f'<option value="{escape(str(key))}"{mark}>{escape(str(words))}</option>'
            )

        attributes = flatatt(self.build_attrs(self.attrs, attrs))
        whole = f'<select name="{escape(name)}"{attributes}>{"".join(options)}</select>'
        return mark_safe(whole)  # noqa: S308  every value is escaped


class Rows(BaseChoiceIterator):
    """Options that are pairs already; a list would be gone through and copied once more."""

    def __init__(self, rows):
        self.rows = rows

    def __iter__(self):
        return iter(self.rows)


def pick(label, rows, *, none=False, every="全部"):
    choices = [("", every)]
    if none:
        choices.append((NONE, "（无）"))

    choices = Rows([*choices, *rows])
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=LongSelect)


class MonthsForm(forms.Form):
    """Whole months; without any, this year so far."""

    use_required_attribute = False

    since = MonthField(label="自")
    until = MonthField(label="至")

    def __init__(self, data, **kwargs):
        until = data.get("until") or f"{timezone.localdate():%Y-%m}"
        since = data.get("since") or f"{until[:4]}-01"
        super().__init__({**data.dict(), "since": since, "until": until}, **kwargs)

    def clean(self):
        data = super().clean()
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            self.add_error("until", "止月早于起月。")
        return data


class LedgerForm(MonthsForm):
    by = forms.ChoiceField(
        label="按", choices=[(key, words) for key, (words, _) in DIMENSIONS.items()], required=False
    )
    account = pick(
        "科目",
        [(chart.APPROPRIATED, "拨款收入"), (chart.CARRIED_IN, "上年结转"), *chart.EXPENSE_KINDS],
        every="全部支出",
    )
    source = pick("来源", Source.choices)
    performer = pick("办理人员", CHOICES["performer"], none=True)
    matter = pick("案件类别", CHOICES["matter"], none=True)
    field_order = ["by", "since", "until", "account", "source"]

    def __init__(self, data, *, user):
        super().__init__(data)
        options = options_for(user)
        self.names = {by: dict(rows) for by, rows in (options | CHOICES).items()}

        self.fields["fund"] = pick("经费", options["fund"])
        self.fields["firm"] = pick("承办机构", options["firm"], none=True)
        self.fields["handler"] = pick("承办人", options["handler"], none=True)
        self.fields["station"] = pick("站点", options["station"])

    def clean(self):
        data = super().clean()
        data["by"] = data.get("by") or "month"
        return data
