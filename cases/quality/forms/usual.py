"""What several acts ask for alike."""

from django.utils import timezone

from cases.forms.fields import day, text
from legalaid.platform.office.forms import OfficeForm


class EmptyForm(OfficeForm):
    """Nothing is asked: the step is sent as it stands."""


class ReasonForm(OfficeForm):
    reason = text("理由", length=300, rows=3)


class VoidForm(OfficeForm):
    reason = text("作废的理由", length=200, rows=2)


class EndForm(OfficeForm):
    """The last day of a term that ends before its time."""

    to_on = day("聘期至", initial=timezone.localdate)
    reason = text("理由", length=200, rows=2)


class SpanForm(OfficeForm):
    first = day("自")
    last = day("至")
