"""Room in the totals for two of unit, handler and station together."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('subsidies', '0015_one_standard_of_a_level'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='monthtotal',
            name='monthtotal_once',
        ),
        migrations.RemoveConstraint(
            model_name='yeartotal',
            name='yeartotal_once',
        ),
        migrations.AddField(
            model_name='monthtotal',
            name='other',
            field=models.CharField(blank=True, max_length=20, verbose_name='另一分项值'),
        ),
        migrations.AddField(
            model_name='yeartotal',
            name='other',
            field=models.CharField(blank=True, max_length=20, verbose_name='另一分项值'),
        ),
        migrations.AlterField(
            model_name='monthtotal',
            name='cut',
            field=models.CharField(blank=True, max_length=20, verbose_name='分项'),
        ),
        migrations.AlterField(
            model_name='yeartotal',
            name='cut',
            field=models.CharField(blank=True, max_length=20, verbose_name='分项'),
        ),
        migrations.AddIndex(
            model_name='yeartotal',
            index=models.Index(fields=['cut', 'other', 'starts'], name='yeartotal_of_other'),
        ),
        migrations.AddConstraint(
            model_name='monthtotal',
            constraint=models.UniqueConstraint(fields=('starts', 'fund', 'line', 'account', 'cut', 'key', 'other', 'performer', 'matter'), name='monthtotal_once'),
        ),
        migrations.AddConstraint(
            model_name='yeartotal',
            constraint=models.UniqueConstraint(fields=('starts', 'fund', 'line', 'account', 'cut', 'key', 'other', 'performer', 'matter'), name='yeartotal_once'),
        ),
    ]
