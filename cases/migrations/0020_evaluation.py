import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0019_tally_by_shape'),
        ('stations', '0007_newest_slip'),
    ]

    operations = [
        migrations.CreateModel(
            name='Evaluation',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='evaluation', serialize=False, to='cases.case')),
                ('evaluated_on', models.DateField(verbose_name='评估日期')),
                ('evaluator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evaluations', to='stations.handler', verbose_name='评估人')),
            ],
        ),
    ]
