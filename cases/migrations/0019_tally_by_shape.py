import django.db.models.deletion
from django.db import migrations, models

LENGTHS = {"kind": 14, "row": 24, "channel": 14, "notified": 14, "route": 12, "stage": 13, "role": 10, "forum": 8, "decision": 14,
           "handler_kind": 12, "outcome": 20}  # fmt: skip
# with a default, so that going back can put the columns in again; 0018 then fills them from the shapes
COLUMNS = {name: models.CharField(max_length=length, default="") for name, length in LENGTHS.items()}
COLUMNS["crowds"] = models.PositiveIntegerField(default=0)


class Migration(migrations.Migration):
    dependencies = [("cases", "0018_shape_of_each_tally")]

    operations = [
        migrations.RemoveIndex(model_name="tally", name="tally_open"),
        *(migrations.AlterField(model_name="tally", name=name, field=field) for name, field in COLUMNS.items()),
        *(migrations.RemoveField(model_name="tally", name=name) for name in COLUMNS),
        migrations.AlterField(
            model_name="tally",
            name="shape",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.shape"
            ),
        ),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(condition=models.Q(("closed_on", None), ("granted", True)), fields=["decided_on"], name="tally_open"),
        ),
    ]
