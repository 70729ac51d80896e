"""How many clocks were met in time, this period and the last, from sums of months; of a part of the stations from the clocks themselves.

A limit that has passed while its matter is open was not kept.
"""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, Sum
from django.utils import timezone

from cases.queries.case import reach_of
from legalaid.faces.statistics.models import Span
from legalaid.platform.core.money import percent
from legalaid.platform.procedure.clocks import RULES
from legalaid.platform.procedure.deadlines import limits_within
from legalaid.platform.procedure.models import Deadline, MetMonth
from stations.queries.station import sees_every_station


@dataclass(frozen=True)
class Promise:
    """`now`, `before`: percent met in time, None where nothing was due; `statutory`: a limit of the law, else what we promised."""

    name: str
    statutory: bool
    limit: str
    done: int
    now: Decimal
    before: Decimal | None


def promises(user, span):
    """What was met in time or fell due in the span, the worst first, against the whole months of the year before."""
    before = _whole_months(span.year_before)
    found = _of_months(span, before) if sees_every_station(user) else _of_clocks(user, span, before)
    limits = limits_within(span.starts, span.ends)

    rows = []
    for rule, (now, earlier) in found.items():
        if now is not None:
            done, kept = now
            percents = percent(kept, done), percent(*reversed(earlier)) if earlier else None
            known = RULES[rule]
            rows.append(Promise(known.name, known.by_law, limits(rule), done, *percents))
    return sorted(rows, key=lambda row: (row.now, row.name))


def _whole_months(span):
    last = monthrange(span.ends.year, span.ends.month)[1]
    return Span(span.starts, span.ends.replace(day=last))


def _paired(rows):
    """{rule: [(done, kept) of the period or None, the same of the period before]}"""
    found = defaultdict(lambda: [None, None])
    for is_now, rule, *counted in rows:
        place = 0 if is_now else 1
        done, kept = found[rule][place] or (0, 0)
        found[rule][place] = (done + counted[0], kept + counted[1])
    return found


def _of_months(span, before):
    now = Q(month__range=(span.starts, span.ends))
    rows = MetMonth.objects.filter(
        now | Q(month__range=(before.starts, before.ends)), workflow="case", done__gt=0
    )
    keyed = rows.annotate(now=ExpressionWrapper(now, output_field=BooleanField())).order_by()
    over = keyed.values_list("now", "rule").annotate(Sum("done"), Sum("kept"))
    return _paired([*over, *_running(span, before)])


def _running(span, before):
    """[(whether of this period, rule, how many, none of them kept)] of the clocks that fell due and run on."""
    now, earlier = (
        Q(due_at__gte=begin, due_at__lt=end) for begin, end in (span.moments, before.moments)
    )
    late = Deadline.objects.ours().overdue(timezone.now()).filter(due_at__gte=before.moments[0])
    rows = late.filter(now | earlier, workflow="case")
    keyed = rows.annotate(now=ExpressionWrapper(now, output_field=BooleanField())).order_by()
    return [(*row, 0) for row in keyed.values_list("now", "rule").annotate(n=Count("*"))]


def _of_clocks(user, span, before):
    own = reach_of(user).order_by().values("pk")
    rows = []
    for is_now, (begin, end) in ((True, span.moments), (False, before.moments)):
        over = Deadline.objects.ours().told_within(begin, end)
        told = over.filter(workflow="case", subject_id__in=own)
        kept = Count("pk", filter=Q(met_at__lte=F("due_at")))
        counted = told.order_by().values_list("rule").annotate(n=Count("pk"), kept=kept)
        rows += [(is_now, *row) for row in counted]
    return _paired(rows)
