import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0002_search_index'),
        ('stations', '0002_one_post_at_a_time'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tool', models.CharField(choices=[('review', '同行评估'), ('file', '案卷检查'), ('call', '受援人回访'), ('inquiry', '征询办案机关意见'), ('observation', '庭审旁听')], max_length=12, verbose_name='方式')),
                ('kind', models.CharField(blank=True, choices=[('criminal', '刑事'), ('civil', '民事'), ('administrative', '行政')], max_length=14, verbose_name='案件类别')),
                ('handler_kind', models.CharField(blank=True, choices=[('lawyer', '社会律师'), ('grassroots', '基层法律服务工作者'), ('agency', '法律援助机构律师'), ('volunteer', '法律援助志愿者')], max_length=12, verbose_name='承办人员类别')),
                ('cause', models.CharField(blank=True, max_length=40, verbose_name='案由含')),
                ('first_time', models.BooleanField(default=False, verbose_name='只限首次办案的承办人')),
                ('group', models.BooleanField(default=False, verbose_name='只限五人以上的案件')),
                ('major', models.BooleanField(default=False, verbose_name='只限可能判处无期徒刑、死刑的案件')),
                ('share', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='比例（%）')),
                ('number', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='件数')),
                ('firm', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stations.firm', verbose_name='承办机构')),
            ],
            options={
                'verbose_name': '计划项目',
                'verbose_name_plural': '计划项目',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.CharField(max_length=40, verbose_name='随机种子')),
                ('total', models.PositiveIntegerField(verbose_name='参加抽取')),
                ('many', models.PositiveIntegerField(verbose_name='抽中')),
                ('digest', models.CharField(max_length=64, verbose_name='名单校验码')),
                ('packed', models.BinaryField()),
                ('at', models.DateTimeField(verbose_name='抽取时间')),
                ('voided_at', models.DateTimeField(null=True, verbose_name='作废时间')),
                ('voided_why', models.CharField(blank=True, max_length=200, verbose_name='作废的理由')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='抽取人')),
                ('voided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='quality.planline')),
            ],
            options={
                'verbose_name': '抽取',
                'verbose_name_plural': '抽取',
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='QualityPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60, verbose_name='名称')),
                ('first', models.DateField(verbose_name='结案自')),
                ('last', models.DateField(verbose_name='至')),
                ('at', models.DateTimeField(verbose_name='制定时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='制定人')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stations.station', verbose_name='机构')),
            ],
            options={
                'verbose_name': '质量检查计划',
                'verbose_name_plural': '质量检查计划',
                'ordering': ['-first', '-id'],
            },
        ),
        migrations.AddField(
            model_name='planline',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='quality.qualityplan'),
        ),
        migrations.CreateModel(
            name='DrawnCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='抽取顺序')),
                ('done_at', models.DateTimeField(null=True, verbose_name='完成')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drawn', to='cases.case')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='完成人')),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='quality.draw')),
            ],
            options={
                'verbose_name': '抽中的案件',
                'verbose_name_plural': '抽中的案件',
                'ordering': ['position'],
                'indexes': [models.Index(fields=['draw', 'done_at'], name='drawn_case_done')],
                'constraints': [models.UniqueConstraint(fields=('draw', 'case'), name='case_once_in_a_draw')],
            },
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('line',), name='one_draw_of_a_line'),
        ),
        migrations.AddIndex(
            model_name='qualityplan',
            index=models.Index(fields=['station', '-first', '-id'], name='quality_plan_newest'),
        ),
        migrations.AddConstraint(
            model_name='planline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number__isnull', False), ('share', None)), models.Q(('number', None), ('share__isnull', False)), _connector='OR'), name='plan_line_by_share_or_number'),
        ),
    ]
