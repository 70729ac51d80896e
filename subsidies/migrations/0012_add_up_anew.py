"""The totals added up from the lines."""

from django.db import migrations
from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth, TruncYear

PLACES = ("", "firm", "handler", "station")
CLASSES = ("performer", "matter")


def add_up(apps, schema_editor):
    EntryLine = apps.get_model("subsidies", "EntryLine")
    moves = EntryLine.objects.exclude(account__in=("available", "reserved"))
    backwards = Q(entry__reversal_of__isnull=False)
    for name, span in (("MonthTotal", TruncMonth), ("YearTotal", TruncYear)):
        model = apps.get_model("subsidies", name)
        _add(model, span, "", (), EntryLine.objects.all(), backwards)
        _add(model, span, "case", (), EntryLine.objects.filter(case__isnull=False), Q(amount__lt=0))
        for place in PLACES:
            fields = (place,) if place else ()
            if place:
                _add(model, span, place, fields, moves, backwards)
            _add(model, span, f"{place}.class", (*fields, *CLASSES), moves, backwards)


def _add(model, span, cut, fields, lines, backwards):
    where = ("starts", "fund_id", "line", "account")
    rows = lines.annotate(starts=span("on")).order_by().values_list(*where, *fields)
    found = rows.annotate(s=Sum("amount"), n=Count("pk") - 2 * Count("pk", filter=backwards))
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
