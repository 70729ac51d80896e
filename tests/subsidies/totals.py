"""The totals of the ledger added up anew from its lines, by SQL of its own: for the bench, which writes lines in bulk, and against the acts."""

from itertools import combinations

from django.db.models import Case, Q, Sum, When
from django.db.models.functions import TruncMonth, TruncYear

from subsidies.models import EntryLine, MonthTotal, YearTotal

PLACES = ("", "firm", "handler", "station")
CLASSES = ("performer", "matter")
PAIRS = tuple(combinations(PLACES[1:], 2))
INCOME = ("appropriated", "carried_in")
TAKEN_BACK = Q(amount__lt=0) & ~Q(account__in=INCOME) | Q(amount__gt=0, account__in=INCOME)
COUNTED = Case(When(TAKEN_BACK, then=-1), default=1)
WHERE = ("starts", "fund_id", "line", "account")


def add_up():
    """Replaces every month's and year's total by what the lines say."""
    lines = EntryLine.objects.all()
    moves = lines.exclude(account__in=("available", "reserved"))
    for model, span in ((MonthTotal, TruncMonth), (YearTotal, TruncYear)):
        model.objects.all().delete()
        _add(model, span, "", (), lines)
        _add(model, span, "case", ("performer",), lines.filter(case__isnull=False))
        for place in PLACES:
            fields = (place,) if place else ()
            if place:
                _add(model, span, place, fields, moves)
            _add(model, span, f"{place}.class", (*fields, *CLASSES), moves)
    for pair in PAIRS:
        _add(YearTotal, TruncYear, ".".join(pair), pair, moves)


def _add(model, span, cut, fields, lines):
    rows = lines.annotate(starts=span("on")).order_by().values_list(*WHERE, *fields)
    found = rows.annotate(s=Sum("amount"), n=Sum(COUNTED))
    names = _columns(fields)
    made = [
        model(
            cut=cut,
            amount=row[-2],
            count=row[-1],
            **dict(zip(WHERE, row, strict=False)),
            **{
                name: "" if value is None else str(value)
                for name, value in zip(names, row[len(WHERE) :], strict=False)
            },
        )
        for row in found.iterator()
    ]
    model.objects.bulk_create(made, batch_size=500)


def _columns(fields):
    """The columns that hold these: the first place is the key, a second the other; the rest keep their names."""
    places = iter(("key", "other"))
    return [next(places) if field in PLACES else field for field in fields]
