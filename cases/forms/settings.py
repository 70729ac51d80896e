from django import forms

from cases.models import EconomicStandard
from legalaid.platform.core.forms import OfficeForm, OfficeModelForm
from legalaid.platform.procedure.models import ClockRule

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class YearForm(OfficeForm):
    year = forms.IntegerField(label="年份", min_value=2020, max_value=2100)
    source = forms.CharField(label="来源（文号）", max_length=120)
    text = forms.CharField(label="国务院办公厅通知原文", widget=forms.Textarea(attrs={"rows": 10}))


class ClockForm(OfficeModelForm):
    class Meta:
        model = ClockRule
        fields = ["limit", "unit", "roll", "article", "promised_limit", "promised_unit", "valid_from"]
        widgets = {"valid_from": DAY}


class StandardForm(OfficeModelForm):
    class Meta:
        model = EconomicStandard
        fields = ["region", "valid_from", "monthly_per_head", "asset_limit", "source"]
        widgets = {"valid_from": DAY}
