import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Count


def one_of_each(apps, schema_editor):
    """Going back: the last meeting of a case stays, with what was recorded of the earlier ones."""
    Meeting = apps.get_model("cases", "Meeting")
    several = Meeting.objects.order_by().values("case").annotate(n=Count("pk")).filter(n__gt=1).values("case")
    last = {}
    for row in Meeting.objects.filter(case__in=several).order_by("pk"):
        if before := last.get(row.case_id):
            row.record = f"{before.met_on}，{before.place}，{before.manner}：{before.record}\n{row.record}"
            row.save(update_fields=["record"])
            before.delete()
        last[row.case_id] = row


class Migration(migrations.Migration):
    dependencies = [("cases", "0026_firm_of_every_assignment")]
    operations = [
        migrations.AlterModelOptions(name="meeting", options={"ordering": ["id"]}),
        migrations.AlterField(
            model_name="meeting",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="meetings", to="cases.case"),
        ),
        migrations.RunPython(migrations.RunPython.noop, one_of_each),
    ]
