"""The totals of a year also by two of unit, handler and station together, added up from the lines."""

from itertools import combinations

from django.db import migrations
from django.db.models import Case, Q, Sum, When
from django.db.models.functions import TruncYear

INCOME = ("appropriated", "carried_in")
TAKEN_BACK = Q(amount__lt=0) & ~Q(account__in=INCOME) | Q(amount__gt=0, account__in=INCOME)
COUNTED = Case(When(TAKEN_BACK, then=-1), default=1)
PAIRS = {f"{one}.{two}": (one, two) for one, two in combinations(("firm", "handler", "station"), 2)}


def add_up(apps, schema_editor):
    YearTotal, EntryLine = (apps.get_model("subsidies", name) for name in ("YearTotal", "EntryLine"))
    lines = EntryLine.objects.exclude(account__in=("available", "reserved")).annotate(starts=TruncYear("on")).order_by()
    for cut, places in PAIRS.items():
        rows = lines.values_list("starts", "fund_id", "line", "account", *places).annotate(n=Sum(COUNTED), s=Sum("amount"))
        YearTotal.objects.bulk_create([
            YearTotal(starts=starts, fund_id=fund, line=line, account=account, cut=cut, key="" if key is None else str(key),
                      other="" if other is None else str(other), amount=amount, count=count)
            for starts, fund, line, account, key, other, count, amount in rows.iterator()
        ], batch_size=500)


def drop(apps, schema_editor):
    apps.get_model("subsidies", "YearTotal").objects.filter(cut__in=PAIRS).delete()


class Migration(migrations.Migration):

    dependencies = [("subsidies", "0016_pairs_of_a_year")]
    operations = [migrations.RunPython(add_up, drop)]
