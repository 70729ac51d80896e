import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0018_shape_of_each_tally")]

    operations = [
        migrations.RemoveIndex(
            model_name='tally',
            name='tally_open',
        ),
        migrations.RemoveField(
            model_name='tally',
            name='channel',
        ),
        migrations.RemoveField(
            model_name='tally',
            name='crowds',
        ),
        migrations.RemoveField(
            model_name='tally',
            name='decision',
        ),
        migrations.RemoveField(
            model_name='tally',
            name='forum',
        ),
        migrations.RemoveField(
            model_name='tally',
            name='handler_kind',
        ),
        migrations.RemoveField(
            model_name='tally',
            name='kind',
        ),
        migrations.RemoveField(
            model_name='tally',
            name='notified',
        ),
        migrations.RemoveField(
            model_name='tally',
            name='outcome',
        ),
        migrations.RemoveField(
            model_name='tally',
            name='role',
        ),
        migrations.RemoveField(
            model_name='tally',
            name='route',
        ),
        migrations.RemoveField(
            model_name='tally',
            name='row',
        ),
        migrations.RemoveField(
            model_name='tally',
            name='stage',
        ),
        migrations.AlterField(
            model_name="tally",
            name="shape",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.shape"
            ),
        ),
        migrations.AddIndex(
            model_name='tally',
            index=models.Index(condition=models.Q(('closed_on', None), ('granted', True)), fields=['decided_on'], name='tally_open'),
        ),
    ]
