"""Monthly returns: which are to be handed in, and until when."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from cases.models import Consultation, CountedCase
from legalaid.faces.statistics.models import Period, Scheme, Snapshot, Unit
from legalaid.faces.statistics.periods import REPORT
from legalaid.platform.procedure.deadlines import rule_for

BACK = timedelta(days=45)  # a month missed earlier is not asked for for ever


@dataclass(frozen=True)
class Owed:
    period: Period
    due: date

    def late(self, today):
        return self.due < today


def monthly_scheme():
    """The scheme of months the office reports by: that of its last frozen month, else the first there is."""
    months = Snapshot.objects.filter(period__scheme__unit=Unit.MONTH).defer("figures", "rows")
    last = months.select_related("period__scheme").order_by("-at", "-pk").first()
    return last.period.scheme if last else Scheme.objects.filter(unit=Unit.MONTH).first()


def owed(today):
    """[Owed] of the months that are over and not frozen yet, the oldest first."""
    scheme = monthly_scheme()
    if scheme is None:
        return []
    frozen = Snapshot.objects.filter(period=OuterRef("pk"))
    since = max(today - BACK, in_use_since() or today)
    over = scheme.periods.filter(ends_on__lt=today, ends_on__gte=since)
    rows = over.filter(~Exists(frozen)).select_related("scheme").order_by("starts_on")
    return [Owed(row, due_on(row)) for row in rows]


def in_use_since():
    """The day of the first application or question on record; None before there is one: an office that has just begun owes nothing."""
    case = CountedCase.objects.order_by("received_on").values_list("received_on", flat=True).first()
    asked = Consultation.objects.order_by("at").values_list("at", flat=True).first()
    return min((one for one in (case, asked and timezone.localdate(asked)) if one), default=None)


def due_on(period):
    """The last day to hand in: so many days after the period as the office has set for its end."""
    return period.ends_on + timedelta(days=rule_for(REPORT.key, period.ends_on).limit)
