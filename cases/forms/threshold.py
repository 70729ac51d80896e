from django import forms

from cases.law.thresholds import THRESHOLDS
from legalaid.platform.office.forms import OfficeForm


class ThresholdForm(OfficeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for rule in THRESHOLDS.values():
            self.fields[rule.key] = forms.IntegerField(
                label=f"{rule.label}（{rule.unit}）",
                min_value=rule.least,
                max_value=rule.most,
                help_text=f"没有设定的按{rule.usual}{rule.unit}。",
            )
