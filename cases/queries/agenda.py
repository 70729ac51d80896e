"""What cases put on the centre's calendar: hearings, and what falls due for the reader."""

from datetime import timedelta

from cases.models import Hearing
from legalaid.platform.core.agenda import Entry, Span, busy, source

from .case import cases_for, waiting_for

LENGTH = timedelta(hours=3)  # what a hearing is taken to last
SHOWN = 300


def _hearings(begin, end):
    rows = Hearing.objects.filter(cancelled=False, starts_at__gt=begin - LENGTH, starts_at__lt=end)
    return rows.select_related("case__handler__user")


@source("hearing", "开庭", "green")
def hearings(user, begin, end):
    rows = _hearings(begin, end).filter(case__in=cases_for(user))[:SHOWN]
    return [
        Entry(
            key=row.pk,
            at=row.starts_at,
            until=row.starts_at + LENGTH,
            label=f"开庭 {row.case.number[-5:]}",
            text=f"开庭 {row.organ} {row.place} {row.case.number}",
            url=row.case.get_absolute_url(),
            people=((row.case.handler.user_id, row.case.handler.user.name),) if row.case.handler else (),
        )
        for row in rows
    ]


@source("due", "期限", "amber")
def due(user, begin, end):
    """Only where it is this person's turn."""
    return [
        Entry(
            key=case.pk,
            at=case.due_at,
            label=f"期满 {case.number[-5:]}",
            text=f"期满 {case.get_state_display()} {case.number}",
            url=case.get_absolute_url(),
        )
        for case in waiting_for(user).filter(due_at__gte=begin, due_at__lt=end)[:SHOWN]
    ]


@busy
def in_court(begin, end):
    rows = _hearings(begin, end).filter(case__handler__isnull=False)
    return [Span(row.case.handler.user_id, row.starts_at, row.starts_at + LENGTH, f"开庭 {row.organ}") for row in rows]
