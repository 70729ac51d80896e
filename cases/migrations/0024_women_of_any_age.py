from django.db import migrations

FEMALE = 1 << 30  # cases.law.counting.FEMALE
COLUMNS = ("kind", "row", "channel", "notified", "route", "stage", "role", "forum", "decision", "handler_kind", "outcome")
NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
OLD = ", ".join(f's."{name}"' for name in COLUMNS)
SAME = " AND ".join(f'n."{name}" = s."{name}"' for name in COLUMNS)
WOMEN = "SELECT c.id FROM cases_case c JOIN cases_person p ON p.id = c.applicant_id WHERE p.sex = 'F'"


class Migration(migrations.Migration):
    """Counts women of any age in the rows of the statistics written so far, as new rows do (the monthly form's 女性)."""

    dependencies = [("cases", "0023_form_two_and_four")]

    operations = [
        migrations.RunSQL(
            f'INSERT INTO cases_shape ({NAMES}, "crowds") SELECT DISTINCT {OLD}, s."crowds" + {FEMALE} FROM cases_tally t '
            f'JOIN cases_shape s ON s.id = t.shape_id WHERE s."crowds" < {FEMALE} AND t.case_id IN ({WOMEN}) ON CONFLICT DO NOTHING',
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            f"UPDATE cases_tally SET shape_id = (SELECT n.id FROM cases_shape s JOIN cases_shape n ON {SAME} "
            f'AND n."crowds" = s."crowds" + {FEMALE} WHERE s.id = cases_tally.shape_id) WHERE case_id IN ({WOMEN}) '
            f'AND shape_id IN (SELECT id FROM cases_shape WHERE "crowds" < {FEMALE})',
            migrations.RunSQL.noop,
        ),
    ]
