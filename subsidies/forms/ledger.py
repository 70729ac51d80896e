"""The filters of the ledger; they live in the URL, so that a page can be sent to a colleague."""

import re
from datetime import date

from django import forms
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from stations.models import Firm, Handler
from stations.queries.station import stations_for
from subsidies.enums import Source
from subsidies.law import chart
from subsidies.queries.fund import funds_for
from subsidies.queries.ledger import CHOICES, DIMENSIONS, NONE


class MonthField(forms.CharField):
    """A month as 2026-03."""

    widget = forms.TextInput(attrs={"type": "month"})

    def to_python(self, value):
        if not value:
            return None
        found = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", value.strip())
        if not found:
            raise forms.ValidationError("月份写作 2026-03。")
        return date(int(found[1]), int(found[2]), 1)


class LongSelect(forms.Select):
    """Writes its options in one pass: a county has hundreds of handlers, and the page is opened all day."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = str(value or "")
        rows = ((key, mark_safe(" selected") if str(key) == chosen else "", words) for key, words in self.choices)
        options = format_html_join("", '<option value="{}"{}>{}</option>', rows)
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), options)


def pick(label, rows, *, none=False):
    choices = [("", "全部"), *([(NONE, "（无）")] if none else []), *rows]
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=LongSelect)


class PeriodForm(forms.Form):
    """Whole months; without any, this year so far."""

    since = MonthField(label="自", required=False)
    until = MonthField(label="至", required=False)

    def clean(self):
        data, today = super().clean(), timezone.localdate()
        data["until"] = data.get("until") or today.replace(day=1)
        data["since"] = data.get("since") or data["until"].replace(month=1)
        if data["since"] > data["until"]:
            self.add_error("until", "止月早于起月。")
        return data


class LedgerForm(PeriodForm):
    by = forms.ChoiceField(label="按", choices=[(key, words) for key, (words, _) in DIMENSIONS.items()], required=False)
    account = pick("科目", [(chart.APPROPRIATED, "拨款收入"), (chart.CARRIED_IN, "上年结转"), *chart.EXPENSE_KINDS])
    source = pick("来源", Source.choices)
    performer = pick("办理人员", CHOICES["performer"], none=True)
    matter = pick("案件类别", CHOICES["matter"], none=True)
    field_order = ["by", "since", "until", "account", "source"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [("", "全部支出"), *self.fields["account"].choices[1:]]
        handlers = Handler.objects.select_related("user").order_by("user__name")
        more = {
            "fund": pick("经费", [(fund.pk, str(fund)) for fund in funds_for(user)]),
            "firm": pick("承办机构", Firm.objects.values_list("pk", "name"), none=True),
            "handler": pick("承办人", [(row.pk, row.user.name) for row in handlers], none=True),
            "station": pick("站点", stations_for(user).values_list("pk", "name")),
        }
        self.fields.update(more)

    def clean(self):
        data = super().clean()
        data["by"] = data.get("by") or "month"
        return data
