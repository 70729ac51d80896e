import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, unique=True)),
                ('kind', models.CharField(max_length=30)),
                ('text', models.CharField(max_length=200, verbose_name='内容')),
                ('url', models.CharField(blank=True, max_length=120)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('read_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'indexes': [models.Index(fields=['user', '-created_at'], name='message_of_user')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.EmailField(blank=True, max_length=254)),
                ('together', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('queued', '待发送'), ('sending', '发送中'), ('sent', '已发送'), ('failed', '失败'), ('unknown', '中断，未知是否送达')], default='queued', max_length=8)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('next_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sent_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=80)),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='delivery', to='notifications.message')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'next_at'], name='delivery_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Wishes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mail', models.BooleanField(default=True, verbose_name='发邮件')),
                ('text', models.BooleanField(default=False, verbose_name='发短信')),
                ('daily_at', models.TimeField(blank=True, null=True, verbose_name='每天汇总一次，几点发')),
                ('quiet_from', models.TimeField(blank=True, null=True, verbose_name='几点起不打扰')),
                ('quiet_to', models.TimeField(blank=True, null=True, verbose_name='到几点')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sentence', models.CharField(max_length=30)),
                ('version', models.PositiveSmallIntegerField(verbose_name='版本')),
                ('text', models.CharField(max_length=300, verbose_name='句子')),
                ('code', models.CharField(blank=True, max_length=40, verbose_name='运营商模板编号')),
                ('active', models.BooleanField(default=True, verbose_name='使用')),
                ('reason', models.CharField(max_length=120, verbose_name='修改理由')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='修改时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['sentence', '-version'],
                'constraints': [models.UniqueConstraint(fields=('sentence', 'version'), name='one_wording_per_version')],
            },
        ),
        migrations.CreateModel(
            name='Text',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('about', models.CharField(max_length=120, unique=True)),
                ('sentence', models.CharField(max_length=30)),
                ('to', models.BigIntegerField()),
                ('row', models.BigIntegerField(null=True)),
                ('workflow', models.CharField(blank=True, max_length=20)),
                ('subject_id', models.BigIntegerField(null=True)),
                ('spoken', models.BooleanField(default=False)),
                ('places', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('queued', '待发送'), ('sending', '发送中'), ('sent', '已提交运营商'), ('delivered', '已送达'), ('failed', '没有送达'), ('barred', '不得发短信'), ('dropped', '不必再发')], default='queued', max_length=9, verbose_name='状态')),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('next_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField(null=True)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True, verbose_name='提交时间')),
                ('delivered_at', models.DateTimeField(null=True, verbose_name='送达时间')),
                ('error', models.CharField(blank=True, max_length=80, verbose_name='原因')),
                ('called_at', models.DateTimeField(null=True, verbose_name='告知时间')),
                ('call_note', models.CharField(blank=True, max_length=120, verbose_name='告知情况')),
                ('called_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('wording', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='notifications.wording')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['state', 'next_at'], name='text_waiting'), models.Index(fields=['workflow', 'subject_id'], name='text_of_subject'), models.Index(condition=models.Q(('called_at', None), ('spoken', True), ('state__in', ['failed', 'barred'])), fields=['until', 'id'], name='text_to_call'), models.Index(condition=models.Q(('called_at__isnull', False)), fields=['-called_at'], name='text_told_lately')],
            },
        ),
    ]
