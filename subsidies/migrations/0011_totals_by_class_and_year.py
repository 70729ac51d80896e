"""Totals of whole years beside those of months, both also by who worked and by what kind of case; lines are added up from an index."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth

EXPENSES = [
    "personnel_cost", "office_cost", "case", "consultation", "duty", "drafting", "appraisal", "publicity", "training", "quality", "other",
    "special_cost",
]
BEFORE = {"": None, "firm": "firm", "handler": "handler", "station": "station", "performer": "performer", "matter": "matter"}


def empty(apps, schema_editor):
    apps.get_model("subsidies", "MonthTotal").objects.all().delete()


def add_up_as_before(apps, schema_editor):
    MonthTotal, EntryLine = (apps.get_model("subsidies", name) for name in ("MonthTotal", "EntryLine"))
    lines = EntryLine.objects.annotate(month=TruncMonth("on")).order_by()
    where = ["month", "fund_id", "line", "account"]

    def add(cut, rows, field, back):
        facts = {"amount": Sum("amount"), "count": Count("pk") - 2 * Count("pk", filter=back)}
        found = rows.values_list(*where, *([field] if field else [])).annotate(s=facts["amount"], n=facts["count"])
        MonthTotal.objects.bulk_create([
            MonthTotal(**dict(zip(where, row, strict=False)), cut=cut, key="" if not field or row[4] is None else row[4], amount=row[-2],
                       count=row[-1])
            for row in found
        ], batch_size=500)

    for cut, field in BEFORE.items():
        rows = lines.exclude(account__in=("available", "reserved")) if cut else lines
        add(cut, rows, field, Q(entry__reversal_of__isnull=False))
    add("case", lines.filter(case__isnull=False), None, Q(amount__lt=0))


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0019_tally_by_shape"),
        ("stations", "0007_newest_slip"),
        ("subsidies", "0010_narrower_ledger_indexes"),
    ]

    operations = [
        migrations.RunPython(empty, add_up_as_before),
        migrations.CreateModel(
            name='YearTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.DateField(verbose_name='起始日')),
                ('line', models.CharField(choices=[('personnel', '人员经费'), ('office', '公用经费'), ('casework', '业务经费'), ('special', '专项经费')], max_length=12, verbose_name='预算科目')),
                ('account', models.CharField(choices=[('available', '可用资金'), ('reserved', '已批待付'), ('appropriated', '拨款收入'), ('carried_in', '上年结转'), ('carried_out', '结转下年'), ('personnel_cost', '人员支出'), ('office_cost', '公用支出'), ('case', '办案补贴及直接费用'), ('consultation', '咨询补贴'), ('duty', '法院看守所值班律师补贴'), ('drafting', '代书补贴'), ('appraisal', '受援人败诉鉴定费'), ('publicity', '宣传'), ('training', '培训'), ('quality', '案件质量评估补贴'), ('other', '其他业务支出'), ('special_cost', '专项支出')], max_length=14, verbose_name='科目')),
                ('cut', models.CharField(blank=True, max_length=14, verbose_name='分项')),
                ('key', models.CharField(blank=True, max_length=20, verbose_name='分项值')),
                ('performer', models.CharField(blank=True, max_length=12, verbose_name='办理人员')),
                ('matter', models.CharField(blank=True, max_length=26, verbose_name='案件类别')),
                ('amount', models.DecimalField(decimal_places=2, default=0, max_digits=16, verbose_name='金额（元）')),
                ('count', models.IntegerField(default=0, verbose_name='笔数')),
            ],
            options={
                'verbose_name': '年度合计',
                'verbose_name_plural': '年度合计',
                'ordering': ['starts', 'id'],
                'abstract': False,
            },
        ),
        migrations.AlterModelOptions(
            name='monthtotal',
            options={'ordering': ['starts', 'id'], 'verbose_name': '月度合计', 'verbose_name_plural': '月度合计'},
        ),
        migrations.RemoveConstraint(
            model_name='monthtotal',
            name='one_total_each',
        ),
        migrations.RemoveIndex(
            model_name='entryline',
            name='line_of_firm',
        ),
        migrations.RemoveIndex(
            model_name='entryline',
            name='line_of_handler',
        ),
        migrations.RemoveIndex(
            model_name='entryline',
            name='line_of_station',
        ),
        migrations.RemoveIndex(
            model_name='monthtotal',
            name='total_of_cut',
        ),
        migrations.RemoveIndex(
            model_name='monthtotal',
            name='total_of_key',
        ),
        migrations.RenameField("monthtotal", "month", "starts"),
        migrations.AddField(
            model_name='monthtotal',
            name='matter',
            field=models.CharField(blank=True, max_length=26, verbose_name='案件类别'),
        ),
        migrations.AddField(
            model_name='monthtotal',
            name='performer',
            field=models.CharField(blank=True, max_length=12, verbose_name='办理人员'),
        ),
        migrations.AlterField(
            model_name='monthtotal',
            name='cut',
            field=models.CharField(blank=True, max_length=14, verbose_name='分项'),
        ),
        migrations.AlterField(
            model_name='monthtotal',
            name='fund',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subsidies.fund', verbose_name='经费'),
        ),
        migrations.AlterField(
            model_name='monthtotal',
            name='key',
            field=models.CharField(blank=True, max_length=20, verbose_name='分项值'),
        ),
        migrations.AlterField(
            model_name='monthtotal',
            name='starts',
            field=models.DateField(verbose_name='起始日'),
        ),
        migrations.AddIndex(
            model_name='entryline',
            index=models.Index(condition=models.Q(('account__in', EXPENSES)), fields=['firm', '-on', '-id', 'account', 'handler', 'station', 'fund', 'performer', 'matter', 'amount', 'entry'], name='line_of_firm'),
        ),
        migrations.AddIndex(
            model_name='entryline',
            index=models.Index(condition=models.Q(('account__in', EXPENSES)), fields=['handler', '-on', '-id', 'account', 'firm', 'station', 'fund', 'performer', 'matter', 'amount', 'entry'], name='line_of_handler'),
        ),
        migrations.AddIndex(
            model_name='entryline',
            index=models.Index(condition=models.Q(('account__in', EXPENSES)), fields=['station', '-on', '-id', 'account', 'firm', 'handler', 'fund', 'performer', 'matter', 'amount', 'entry'], name='line_of_station'),
        ),
        migrations.AddIndex(
            model_name='monthtotal',
            index=models.Index(fields=['cut', 'starts'], name='monthtotal_of_cut'),
        ),
        migrations.AddIndex(
            model_name='monthtotal',
            index=models.Index(fields=['cut', 'key', 'starts'], name='monthtotal_of_key'),
        ),
        migrations.AddConstraint(
            model_name='monthtotal',
            constraint=models.UniqueConstraint(fields=('starts', 'fund', 'line', 'account', 'cut', 'key', 'performer', 'matter'), name='monthtotal_once'),
        ),
        migrations.AddField(
            model_name='yeartotal',
            name='fund',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subsidies.fund', verbose_name='经费'),
        ),
        migrations.AddIndex(
            model_name='yeartotal',
            index=models.Index(fields=['cut', 'starts'], name='yeartotal_of_cut'),
        ),
        migrations.AddIndex(
            model_name='yeartotal',
            index=models.Index(fields=['cut', 'key', 'starts'], name='yeartotal_of_key'),
        ),
        migrations.AddConstraint(
            model_name='yeartotal',
            constraint=models.UniqueConstraint(fields=('starts', 'fund', 'line', 'account', 'cut', 'key', 'performer', 'matter'), name='yeartotal_once'),
        ),
    ]
