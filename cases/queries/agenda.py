"""What cases put on the centre's calendar: hearings, and what falls due for the reader."""

from datetime import timedelta

from django.utils import timezone

from cases.enums import State
from cases.models import Hearing
from legalaid.platform.core.calendar import day_span
from legalaid.platform.office.addresses import address
from legalaid.platform.office.agenda import Entry, Span, busy, source

from .case import cases_for, waiting_for
from .followup import calls_of

LENGTH = timedelta(hours=3)  # what a hearing is taken to last
SHOWN = 300
_HEARING = (
    "pk",
    "starts_at",
    "organ",
    "place",
    "case",
    "case__number",
    "case__handler__user",
    "case__handler__user__name",
)


def _hearings(begin, end):
    return Hearing.objects.filter(cancelled=False, starts_at__gt=begin - LENGTH, starts_at__lt=end)


@source("hearing", "开庭")
def hearings(user, begin, end):
    rows = _hearings(begin, end).filter(case__in=cases_for(user)).order_by("starts_at")
    return [_hearing(row) for row in rows.values(*_HEARING)[:SHOWN]]


def _hearing(row):
    number, person = row["case__number"], row["case__handler__user"]
    return Entry(
        key=row["pk"],
        at=row["starts_at"],
        until=row["starts_at"] + LENGTH,
        label=number[-5:],
        text=f"开庭 {row['organ']} {row['place']} {number}",
        url=address("cases:detail", row["case"]),
        people=((person, row["case__handler__user__name"]),) if person else (),
    )


@source("call", "回访")
def calls(user, begin, end):
    """What this person is to call by, on the last day agreed."""
    days = {"due_on__gte": timezone.localdate(begin), "due_on__lt": timezone.localdate(end)}
    plans = calls_of(user).filter(**days).order_by("due_on", "case_id")
    rows = plans.values_list("case", "case__number", "due_on")
    return [_call(user, *row) for row in rows[:SHOWN]]


def _call(user, pk, number, due_on):
    return Entry(
        key=pk,
        at=day_span(due_on, due_on)[1] - timedelta(minutes=1),
        label=number[-5:],
        text=f"今日前回访 {number}",
        url=address("cases:detail", pk),
        people=((user.pk, user.name),),
    )


@source("due", "期满")
def due(user, begin, end):
    """Only where it is this person's turn."""
    cases = waiting_for(user).filter(due_at__gte=begin, due_at__lt=end).order_by("due_at", "pk")
    return [_due(*row) for row in cases.values_list("pk", "number", "state", "due_at")[:SHOWN]]


def _due(pk, number, state, due_at):
    return Entry(
        key=pk,
        at=due_at,
        label=number[-5:],
        text=f"期满 {State(state).label} {number}",
        url=address("cases:detail", pk),
    )


@busy
def in_court(begin, end, users):
    own = _hearings(begin, end).filter(case__handler__user__in=users)
    rows = own.values_list("case__handler__user", "starts_at", "organ")
    return [Span(user, at, at + LENGTH, f"开庭 {organ}") for user, at, organ in rows]
