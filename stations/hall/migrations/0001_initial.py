import django.db.models.deletion
import stations.hall.models.window
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('stations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Hall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('screen', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('kiosk', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('kiosk_open', models.BooleanField(default=True, verbose_name='自助取号')),
                ('notice', models.CharField(blank=True, default='法律援助不收取任何费用', max_length=80, verbose_name='大屏底部提示')),
                ('station', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='hall', to='stations.station')),
            ],
        ),
        migrations.CreateModel(
            name='Window',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='窗口号')),
                ('name', models.CharField(blank=True, max_length=20, verbose_name='名称')),
                ('purposes', models.JSONField(default=stations.hall.models.window.every_purpose, verbose_name='办理事项')),
                ('active', models.BooleanField(default=True, verbose_name='在用')),
                ('clerk', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='window', to=settings.AUTH_USER_MODEL, verbose_name='在座')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='windows', to='stations.station', verbose_name='站点')),
            ],
            options={
                'verbose_name': '窗口',
                'verbose_name_plural': '窗口',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('station', 'number'), name='one_window_per_number')],
            },
        ),
        migrations.CreateModel(
            name='Ticket',
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
                ('state', models.CharField(choices=[('waiting', '等候'), ('called', '已叫号'), ('serving', '接待中'), ('served', '已接待'), ('missed', '过号'), ('dropped', '已取消'), ('lapsed', '当日未到')], default='waiting', max_length=10, verbose_name='状态')),
                ('day', models.DateField(verbose_name='日期')),
                ('number', models.PositiveSmallIntegerField(verbose_name='号')),
                ('purpose', models.CharField(choices=[('consult', '法律咨询'), ('apply', '申请援助'), ('submit', '提交材料'), ('lawyer', '见值班律师')], max_length=10, verbose_name='事项')),
                ('ground', models.CharField(blank=True, choices=[('migrant_worker', '农民工讨薪、工伤'), ('elderly', '老年人'), ('disabled', '残疾人'), ('woman', '妇女'), ('minor', '未成年人'), ('accident', '交通、工伤、医疗事故受害人')], max_length=16, verbose_name='绿色通道')),
                ('taken_at', models.DateTimeField(verbose_name='取号')),
                ('place', models.DateTimeField(editable=False, verbose_name='排队次序')),
                ('calls', models.PositiveSmallIntegerField(default=0, verbose_name='呼叫次数')),
                ('called_at', models.DateTimeField(null=True, verbose_name='叫号')),
                ('started_at', models.DateTimeField(null=True, verbose_name='开始接待')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='接待结束')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取号人员')),
                ('served_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='接待人员')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='stations.station', verbose_name='站点')),
                ('window', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='hall.window', verbose_name='窗口')),
            ],
            options={
                'verbose_name': '排队号',
                'verbose_name_plural': '排队号',
                'ordering': ['-day', '-number'],
                'indexes': [models.Index(fields=['station', 'day', 'state', 'place'], name='ticket_next')],
                'constraints': [models.UniqueConstraint(fields=('station', 'day', 'number'), name='one_ticket_per_number')],
            },
        ),
    ]
