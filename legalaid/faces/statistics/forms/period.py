from django import forms

from legalaid.faces.statistics.models import Scheme
from legalaid.platform.office.forms import OfficeForm


def _day(label):
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class PeriodForm(OfficeForm):
    scheme = forms.ModelChoiceField(Scheme.objects.all(), label="口径", empty_label=None)
    name = forms.CharField(label="期别", max_length=40)
    starts_on = _day("自")
    ends_on = _day("至（含当日）")
