import django.db.models.deletion
import legalaid.platform.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('cases', '0002_search_index'),
        ('documents', '0001_initial'),
        ('stations', '0002_one_post_at_a_time'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(editable=False, unique=True)),
                ('code_blind', models.CharField(max_length=32, unique=True)),
                ('words_blind', models.CharField(max_length=32, unique=True)),
                ('answers', legalaid.platform.core.fields.EncryptedTextField(blank=True)),
                ('known', legalaid.platform.core.fields.EncryptedTextField(blank=True)),
                ('done', models.JSONField(default=list)),
                ('seen_by', models.CharField(choices=[('alone', '只有我自己用'), ('others', '别人也可能看到')], max_length=8, verbose_name='谁可能看到手机')),
                ('remind', models.BooleanField(default=False, verbose_name='删除前发短信提醒')),
                ('version', models.PositiveIntegerField(default=1)),
                ('begun_at', models.DateTimeField()),
                ('saved_at', models.DateTimeField()),
                ('expires_on', models.DateField()),
                ('reminded_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': '网上填写未提交的申请',
                'verbose_name_plural': '网上填写未提交的申请',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['expires_on'], name='apply_draft_expires')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
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
                ('safe', models.CharField(blank=True, choices=[('stated', '只能按下面写的方式联系'), ('usual', '问过了，没有特别要求')], max_length=8, verbose_name='安全联系')),
                ('safe_phone', legalaid.platform.core.fields.EncryptedTextField(blank=True, verbose_name='安全电话')),
                ('safe_person', legalaid.platform.core.fields.EncryptedTextField(blank=True, verbose_name='可以联系的人')),
                ('safe_hours', models.CharField(blank=True, max_length=40, verbose_name='可以联系的时间')),
                ('forbidden', models.JSONField(blank=True, default=list, verbose_name='不得使用的方式')),
                ('code_word', legalaid.platform.core.fields.EncryptedTextField(blank=True, verbose_name='暗语')),
                ('contact_note', models.CharField(blank=True, help_text='如：勿打家中电话、听力障碍', max_length=120, verbose_name='联系注意事项')),
                ('token', models.UUIDField(editable=False, unique=True)),
                ('code_blind', models.CharField(max_length=32, unique=True)),
                ('words_blind', models.CharField(max_length=32, unique=True)),
                ('answers', legalaid.platform.core.fields.EncryptedTextField(blank=True)),
                ('state', models.CharField(choices=[('received', '待登记'), ('registered', '已登记立卷'), ('referred', '已告知向其他机构申请'), ('set_aside', '未作为申请登记')], default='received', max_length=12, verbose_name='状态')),
                ('name', legalaid.platform.core.fields.EncryptedTextField(verbose_name='申请人')),
                ('phone', legalaid.platform.core.fields.EncryptedTextField(blank=True, verbose_name='电话')),
                ('wish', models.CharField(blank=True, max_length=120, verbose_name='事项')),
                ('received_at', models.DateTimeField(verbose_name='收到')),
                ('sha256', models.CharField(max_length=64)),
                ('seen_by', models.CharField(choices=[('alone', '只有我自己用'), ('others', '别人也可能看到')], max_length=8, verbose_name='谁可能看到手机')),
                ('handled_at', models.DateTimeField(null=True, verbose_name='办理时间')),
                ('why', models.CharField(blank=True, choices=[('twice', '同一事项已经申请过'), ('none', '不是法律援助申请（咨询、投诉、试填等）'), ('other_person', '不是本人的意思，或者填错了人')], max_length=14, verbose_name='原因')),
                ('told', legalaid.platform.core.fields.EncryptedTextField(blank=True, verbose_name='告知的内容')),
                ('case', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submission', to='cases.case', verbose_name='案件')),
                ('handled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办理人')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='stations.station', verbose_name='交给')),
            ],
            options={
                'verbose_name': '网上申请',
                'verbose_name_plural': '网上申请',
                'ordering': ['-received_at', '-id'],
                'indexes': [models.Index(fields=['-received_at', '-id'], name='submission_newest'), models.Index(condition=models.Q(('state', 'received')), fields=['station', 'received_at'], name='submission_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Arrived',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('taken_at', models.DateTimeField(null=True)),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.attachment')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='arrived', to='apply.submission')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
    ]
