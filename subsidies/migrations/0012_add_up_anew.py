"""The totals added up from the lines."""

from django.db import migrations
from django.db.models import Case, Q, Sum, When
from django.db.models.functions import TruncMonth, TruncYear

PLACES = ("", "firm", "handler", "station")
CLASSES = ("performer", "matter")
INCOME = ("appropriated", "carried_in")
TAKEN_BACK = Q(amount__lt=0) & ~Q(account__in=INCOME) | Q(amount__gt=0, account__in=INCOME)
COUNTED = Case(When(TAKEN_BACK, then=-1), default=1)


def add_up(apps, schema_editor):
    EntryLine = apps.get_model("subsidies", "EntryLine")
    moves = EntryLine.objects.exclude(account__in=("available", "reserved"))
    for name, span in (("MonthTotal", TruncMonth), ("YearTotal", TruncYear)):
        model = apps.get_model("subsidies", name)
        _add(model, span, "", (), EntryLine.objects.all())
        _add(model, span, "case", ("performer",), EntryLine.objects.filter(case__isnull=False))
        for place in PLACES:
            fields = (place,) if place else ()
            if place:
                _add(model, span, place, fields, moves)
            _add(model, span, f"{place}.class", (*fields, *CLASSES), moves)


def _add(model, span, cut, fields, lines):
    where = ("starts", "fund_id", "line", "account")
    rows = lines.annotate(starts=span("on")).order_by().values_list(*where, *fields)
    found = rows.annotate(s=Sum("amount"), n=Sum(COUNTED))
    names = ["key" if field in PLACES else field for field in fields]
    model.objects.bulk_create([
        model(cut=cut, amount=row[-2], count=row[-1], **dict(zip(where, row, strict=False)),
              **{name: "" if value is None else str(value) for name, value in zip(names, row[4:], strict=False)})
        for row in found.iterator()
    ], batch_size=500)


def empty(apps, schema_editor):
    for name in ("MonthTotal", "YearTotal"):
        apps.get_model("subsidies", name).objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [("subsidies", "0011_totals_by_class_and_year")]
    operations = [migrations.RunPython(add_up, empty)]
