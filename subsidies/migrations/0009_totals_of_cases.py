"""The case subsidies added up with the number of cases paid, corrections taken off."""

from django.db import migrations
from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth


def add_up(apps, schema_editor):
    MonthTotal, EntryLine = (apps.get_model("subsidies", name) for name in ("MonthTotal", "EntryLine"))
    lines = EntryLine.objects.filter(case__isnull=False).annotate(month=TruncMonth("on")).order_by()
    back = Count("pk", filter=Q(amount__lt=0))
    MonthTotal.objects.bulk_create([
        MonthTotal(month=month, fund_id=fund, line=line, account=account, cut="case", key="", amount=amount, count=number)
        for month, fund, line, account, amount, number in lines.values_list("month", "fund", "line", "account").annotate(
            s=Sum("amount"), n=Count("pk") - 2 * back)
    ], batch_size=500)


def drop(apps, schema_editor):
    apps.get_model("subsidies", "MonthTotal").objects.filter(cut="case").delete()


class Migration(migrations.Migration):

    dependencies = [("subsidies", "0008_payment_sent_at")]
    operations = [migrations.RunPython(add_up, drop)]
