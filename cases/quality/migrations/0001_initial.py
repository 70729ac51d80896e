import django.core.validators
import django.db.models.deletion
import legalaid.platform.core.fields
import uuid
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
            name='Expert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, choices=[('criminal', '刑事'), ('civil', '民事'), ('administrative', '行政')], max_length=14, verbose_name='评估的案件')),
                ('from_on', models.DateField(verbose_name='聘任自')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='聘任至')),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='聘任依据')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='experts', to='stations.station', verbose_name='聘任机构')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='专家')),
            ],
            options={
                'verbose_name': '评估专家',
                'verbose_name_plural': '评估专家',
                'ordering': ['-from_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ItemSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=20, verbose_name='指标')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='版本')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('kinds', models.JSONField(verbose_name='案件类别')),
                ('stage', models.CharField(blank=True, max_length=24, verbose_name='所处阶段')),
                ('rows', models.JSONField(verbose_name='指标')),
                ('vetoes', models.JSONField(blank=True, default=list, verbose_name='一票否决情形')),
                ('basis', models.CharField(max_length=120, verbose_name='依据')),
                ('at', models.DateTimeField()),
                ('replaced_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '评估指标',
                'verbose_name_plural': '评估指标',
                'ordering': ['series', '-version'],
            },
        ),
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
            name='ReviewRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('excellent', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='优秀不低于')),
                ('good', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='良好不低于')),
                ('passing', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='合格不低于')),
                ('gap', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='两份评分相差超过此数的，由第三名专家评分')),
                ('source', models.CharField(max_length=120, verbose_name='依据')),
                ('valid_from', models.DateField(error_messages={'unique': '这一天起已有一条，请换一个日期。'}, unique=True, verbose_name='自何日起')),
            ],
            options={
                'verbose_name': '评估等次分数',
                'verbose_name_plural': '评估等次分数',
                'ordering': ['-valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('excellent__gt', models.F('good')), ('excellent__lte', 100), ('good__gt', models.F('passing')), ('gap__gte', 0), ('passing__gt', 0)), name='grades_fall')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('returns_to', models.CharField(blank=True, max_length=20)),
                ('version', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField(null=True)),
                ('turn', models.CharField(blank=True, max_length=12, verbose_name='轮到')),
                ('due_at', models.DateTimeField(null=True, verbose_name='期满')),
                ('first_at', models.DateTimeField(null=True)),
                ('due_from', models.DateTimeField(null=True)),
                ('due_rule', models.CharField(blank=True, max_length=40)),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('drawn', '待指派专家'), ('scoring', '评分中'), ('third', '待第三名专家'), ('scored', '评分完毕'), ('told', '已告知承办人'), ('objected', '承办人有异议'), ('settled', '已定等次'), ('rectifying', '整改中'), ('rechecking', '整改待复查'), ('rectified', '整改完毕'), ('withdrawn', '已撤销')], default='drawn', max_length=12, verbose_name='状态')),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='第几次')),
                ('at', models.DateTimeField(verbose_name='列入')),
                ('total', models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name='得分')),
                ('vetoed', models.BooleanField(default=False, verbose_name='有一票否决情形')),
                ('grade', models.CharField(blank=True, choices=[('excellent', '优秀'), ('good', '良好'), ('pass', '合格'), ('fail', '不合格')], max_length=10, verbose_name='等次')),
                ('told_at', models.DateTimeField(null=True, verbose_name='告知承办人')),
                ('agreed_at', models.DateTimeField(null=True, verbose_name='承办人没有异议')),
                ('objection', legalaid.platform.core.fields.EncryptedTextField(blank=True, verbose_name='异议')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='定等次')),
                ('faults', legalaid.platform.core.fields.EncryptedTextField(blank=True, verbose_name='要求整改的问题')),
                ('mended', legalaid.platform.core.fields.EncryptedTextField(blank=True, verbose_name='整改报告')),
                ('found', legalaid.platform.core.fields.EncryptedTextField(blank=True, verbose_name='复查意见')),
                ('reason', legalaid.platform.core.fields.EncryptedTextField(blank=True, verbose_name='撤销、复评的理由')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='列入的人')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quality_reviews', to='cases.case')),
                ('handler', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stations.handler', verbose_name='承办人')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.itemsheet', verbose_name='评估指标')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.reviewrule')),
            ],
            options={
                'verbose_name': '同行评估',
                'verbose_name_plural': '同行评估',
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ScoreSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('given_at', models.DateTimeField(verbose_name='交给专家')),
                ('marks', models.JSONField(default=list, verbose_name='各项得分')),
                ('vetoes', models.JSONField(default=list, verbose_name='一票否决情形')),
                ('total', models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name='得分')),
                ('opinion', legalaid.platform.core.fields.EncryptedTextField(blank=True, verbose_name='评语')),
                ('handed_at', models.DateTimeField(null=True, verbose_name='交来')),
                ('handed_on', models.DateField(null=True, verbose_name='评估日期')),
                ('returned_why', legalaid.platform.core.fields.EncryptedTextField(blank=True, verbose_name='退回的理由')),
                ('dropped_at', models.DateTimeField(null=True, verbose_name='更换')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='quality.expert', verbose_name='专家')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='quality.review')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '评分表',
                'verbose_name_plural': '评分表',
                'ordering': ['id'],
            },
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
            model_name='expert',
            constraint=models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='expert_term_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='itemsheet',
            constraint=models.UniqueConstraint(fields=('series', 'version'), name='one_sheet_of_a_version'),
        ),
        migrations.AddConstraint(
            model_name='itemsheet',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at', None)), fields=('series',), name='one_current_sheet'),
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
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['-at', '-id'], name='review_newest'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['handler', '-at'], name='review_of_handler'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['turn', 'due_at'], name='review_by_clock'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['settled_at', 'grade'], name='review_by_grade'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('case',), name='one_standing_review_of_a_case'),
        ),
        migrations.AddIndex(
            model_name='scoresheet',
            index=models.Index(fields=['user', 'handed_at'], name='score_sheet_of_user'),
        ),
        migrations.AddIndex(
            model_name='scoresheet',
            index=models.Index(fields=['handed_on'], name='score_sheet_by_day'),
        ),
        migrations.AddConstraint(
            model_name='scoresheet',
            constraint=models.UniqueConstraint(condition=models.Q(('dropped_at', None)), fields=('review', 'user'), name='one_sheet_of_an_expert'),
        ),
        migrations.AddConstraint(
            model_name='scoresheet',
            constraint=models.CheckConstraint(condition=models.Q(('total', None), models.Q(('total__gte', 0), ('total__lte', 100)), _connector='OR'), name='score_within_a_hundred'),
        ),
    ]
