from django.db import migrations

COLUMNS = ("kind", "row", "channel", "notified", "route", "stage", "role", "forum", "decision", "handler_kind", "outcome", "crowds")
NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
BACK = ", ".join(f'"{name}" = (SELECT s."{name}" FROM cases_shape s WHERE s.id = shape_id)' for name in COLUMNS)
SAME = " AND ".join(f's."{name}" = cases_tally."{name}"' for name in COLUMNS)


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_shapes")]

    operations = [
        migrations.RunSQL(f"INSERT INTO cases_shape ({NAMES}) SELECT DISTINCT {NAMES} FROM cases_tally", migrations.RunSQL.noop),
        migrations.RunSQL(
            f"UPDATE cases_tally SET granted = (decision = 'granted'), shape_id = (SELECT s.id FROM cases_shape s WHERE {SAME})",
            f"UPDATE cases_tally SET {BACK}",
        ),
    ]
