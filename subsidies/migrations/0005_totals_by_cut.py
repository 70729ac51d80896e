"""Month totals whole and by one thing at a time, instead of by all of them together; added up anew from the lines."""

from django.db import migrations, models
from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth


CUTS = {"": None, "firm": "firm", "handler": "handler", "station": "station", "performer": "performer", "matter": "matter"}


def empty(apps, schema_editor):
    apps.get_model("subsidies", "MonthTotal").objects.all().delete()


def add_up(apps, schema_editor):
    MonthTotal, EntryLine = (apps.get_model("subsidies", name) for name in ("MonthTotal", "EntryLine"))
    back = Count("pk", filter=Q(entry__reversal_of__isnull=False))
    for cut, field in CUTS.items():
        lines = EntryLine.objects.exclude(account__in=("available", "reserved")) if cut else EntryLine.objects.all()
        where = ["month", "fund", "line", "account", *([field] if field else [])]
        rows = lines.annotate(month=TruncMonth("on")).order_by().values_list(*where)
        MonthTotal.objects.bulk_create([
            MonthTotal(month=row[0], fund_id=row[1], line=row[2], account=row[3], cut=cut, key="" if not field or row[4] is None else row[4],
                       amount=row[-2], count=row[-1])
            for row in rows.annotate(amount_sum=Sum("amount"), number=Count("pk") - 2 * back)
        ], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('subsidies', '0004_newest_line'),
    ]

    operations = [
        migrations.RunPython(empty, migrations.RunPython.noop),
        migrations.RemoveIndex(
            model_name='monthtotal',
            name='total_of_month',
        ),
        migrations.RemoveField(
            model_name='monthtotal',
            name='firm',
        ),
        migrations.RemoveField(
            model_name='monthtotal',
            name='handler',
        ),
        migrations.RemoveField(
            model_name='monthtotal',
            name='matter',
        ),
        migrations.RemoveField(
            model_name='monthtotal',
            name='performer',
        ),
        migrations.RemoveField(
            model_name='monthtotal',
            name='station',
        ),
        migrations.AddField(
            model_name='monthtotal',
            name='cut',
            field=models.CharField(blank=True, max_length=10, verbose_name='分项'),
        ),
        migrations.AddField(
            model_name='monthtotal',
            name='key',
            field=models.CharField(blank=True, max_length=26, verbose_name='分项值'),
        ),
        migrations.AddIndex(
            model_name='monthtotal',
            index=models.Index(fields=['cut', 'month'], name='total_of_cut'),
        ),
        migrations.AddConstraint(
            model_name='monthtotal',
            constraint=models.UniqueConstraint(fields=('month', 'fund', 'line', 'account', 'cut', 'key'), name='one_total_each'),
        ),
        migrations.RunPython(add_up, empty),
    ]
