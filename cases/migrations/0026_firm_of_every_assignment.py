import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0025_firm_of_assignment")]
    operations = [
        migrations.AlterField(
            model_name="assignment",
            name="firm",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stations.firm", verbose_name="指派时所在机构"
            ),
        ),
    ]
