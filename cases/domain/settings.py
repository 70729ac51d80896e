"""What an administrator changes: the calendar of a year, dated clock rules, dated standards. Every change is an event."""

from django.db import transaction

from cases.models import Case
from cases.workflow import CASE
from legalaid.platform.audit.chain import record
from legalaid.platform.core.calendar import import_year
from legalaid.platform.procedure.deadlines import recompute_year


def import_calendar(year, rows, source, *, by):
    """Imports a year and recomputes every due date the year touches. Returns how many deadlines were recomputed."""
    with transaction.atomic():
        import_year(year, rows, source)
        touched = recompute_year(year)
        for case in Case.objects.filter(pk__in=[pk for workflow, pk in touched if workflow == "case"]):
            CASE.refresh_turn(case)
            case.save(update_fields=["due_at", "due_from", "due_rule", "turn"])
        record("office.setting", by=by, what=f"{year}年工作日历", change=f"导入{len(rows)}天，重算{len(touched)}个期限")
    return len(touched)


def save_setting(form, *, by, what):
    with transaction.atomic():
        row = form.save()
        record("office.setting", by=by, what=what, change=str(row))
    return row
