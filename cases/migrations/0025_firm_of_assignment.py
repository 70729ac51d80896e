"""Which firm a handler belonged to when the case was assigned; of earlier assignments the firm of today is the best that is known."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    Assignment, Handler = apps.get_model("cases", "Assignment"), apps.get_model("stations", "Handler")
    now = Handler.objects.filter(pk=OuterRef("handler")).values("firm")
    Assignment.objects.filter(firm=None).update(firm=Subquery(now))


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0024_women_of_any_age"),
        ("stations", "0007_newest_slip"),
    ]
    operations = [
        migrations.AddField(
            model_name="assignment",
            name="firm",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stations.firm", verbose_name="指派时所在机构"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
