"""What an administrator changes: the calendar of a year, dated clock rules, dated standards. Every change is an event."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from cases.models import Case, Cause
from cases.workflow import CASE
from legalaid.platform.audit.chain import record
from legalaid.platform.core.calendar import as_if_kept, as_it_stands, keep_notice
from legalaid.platform.procedure.deadlines import moved_by, recompute_year


def import_calendar(notice, source, *, by):
    """Keeps a notice and recomputes every due date it touches. Returns how many deadlines were recomputed. Raises DomainError."""
    with transaction.atomic():
        keep_notice(notice, source)
        with as_it_stands():
            touched = recompute_year(notice.year)
            cases = [pk for workflow, pk in touched if workflow == "case"]
            for case in Case.objects.filter(pk__in=cases):
                CASE.refresh_turn(case)
                case.save(update_fields=["due_at", "first_at", "due_from", "due_rule", "turn"])

        change = f"导入{len(notice.days)}天，重算{len(touched)}个期限"
        record("office.setting", by=by, what=f"{notice.year}年工作日历", change=change)
    return len(touched)


def moved_days(notice):
    """[(case, name of the limit, the day it ended, the day it would)] of the cases whose limits end on another day by this notice; nothing
    is stored. Raises DomainError."""
    with as_if_kept(notice):
        found = [
            (deadline.subject_id, deadline.definition.name, before, deadline.due_at)
            for deadline, before in moved_by(notice.year)
            if deadline.workflow == "case" and deadline.due_at != before
        ]

    cases = Case.objects.in_bulk({pk for pk, *_ in found})
    return [(cases[pk], *said) for pk, *said in found]


def save_setting(form, *, by, what):
    with transaction.atomic():
        row = form.save()
        record("office.setting", by=by, what=what, change=str(row))
    return row


def recount_causes(*, by):
    """Orders the causes by the cases of the last 365 days. Returns how many causes occurred."""
    recent = Case.objects.filter(received_at__gte=timezone.now() - timedelta(days=365))
    counts = dict(recent.order_by().values_list("cause").annotate(n=Count("pk")))

    with transaction.atomic():
        Cause.objects.exclude(pk__in=counts).update(frequent=0)
        causes = Cause.objects.in_bulk(counts)
        for pk, cause in causes.items():
            cause.frequent = counts[pk]
        Cause.objects.bulk_update(causes.values(), ["frequent"])

        change = f"按近一年案件数重排，{len(causes)}个常用"
        record("office.setting", by=by, what="案由字典", change=change)
    return len(causes)
