"""What others did since one's last working day with what one has in hand, and what one did oneself today."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from cases.queries.case import cases_for
from cases.queries.consultation import consultations_for
from cases.workflow import CASE
from legalaid.platform.audit.models import Event
from legalaid.platform.core.calendar import day_span, workdays
from legalaid.platform.core.words import hour, near
from legalaid.platform.procedure.engine import WORKFLOWS
from stations.queries.referral import referrals_for
from stations.workflow import REFERRAL
from subsidies.queries.batch import batches_for
from subsidies.queries.proposal import proposals_for

TAIL = 400  # of the log, the newest
SHOWN = 8
# a step, and the one that lawfully takes it back or corrects it
UNDO = {
    "case.apply": (CASE, "amend"),
    "case.apply_at_station": (CASE, "amend"),
    "case.notify": (CASE, "amend_notice"),
    "case.assign": (CASE, "recall_offer"),
    "case.entrust": (CASE, "withdraw_entrusted"),
    "referral.send_slip": (REFERRAL, "recall_slip"),
}


@dataclass(frozen=True)
class Subjects:
    """What the log tells of: the rows this person sees, which of them concern them, and how one is called."""

    seen: Callable
    mine: Callable
    name: Callable


def _cases(user):
    return cases_for(user).select_related("applicant", "cause", "station", "handler")


def _my_cases(user):
    acted = Q(registered_by=user) | Q(reviewed_by=user) | Q(decided_by=user)
    return acted | Q(handler__user=user)


def _case(row):
    return f"{row.applicant.name} {row.cause.name}"


def _consultation(row):
    return f"{row.who}的咨询"


SUBJECTS = {
    "case": Subjects(_cases, _my_cases, _case),
    "consultation": Subjects(
        consultations_for, lambda user: Q(by=user) | Q(owner=user), _consultation
    ),
    "referral": Subjects(referrals_for, lambda user: Q(by=user), lambda row: f"转介单{row}"),
    "batch": Subjects(batches_for, lambda user: Q(), str),
    "proposal": Subjects(proposals_for, lambda user: Q(entered_by=user), str),
}


# {verb: step}
STEPS = {
    f"{workflow}.{key}": step
    for workflow in SUBJECTS
    for key, step in WORKFLOWS[workflow].steps.items()
}


@dataclass(frozen=True)
class Line:
    at: datetime
    who: str
    did: str
    name: str
    url: str
    undo: str = ""  # where it is taken back
    undo_label: str = ""

    @property
    def when(self):
        """14:05 of today; an earlier day by its name, one before a long holiday by its date."""
        day, today = timezone.localdate(self.at), timezone.localdate()
        days = (today - day).days
        if not days:
            return hour(self.at)
        if days > 6:
            return near(day)
        return "昨天" if days == 1 else f"周{WEEKDAYS[day.weekday()]}"


WEEKDAYS = "一二三四五六日"


def last_working_day(today):
    """The working day before this one; where the calendar is not in, the weekday."""
    before = [today - timedelta(days=n) for n in range(1, 15)]
    works = workdays(before)
    known = (day for day in before if works[day] or (works[day] is None and day.weekday() < 5))
    return next(known, before[0])


def since(user, now):
    """[Line] of what others did with what concerns this person since their last working day, a subject once, the newest first."""
    begin, _ = day_span(last_working_day(timezone.localdate(now)), timezone.localdate(now))
    newest = Event.objects.order_by("-seq").defer("data", "personal", "hash", "prev")[:TAIL]
    others = [
        event
        for event in newest
        if event.at >= begin and event.actor_id != user.pk and _moves(event)
    ]
    return _lines(_latest(others), user, lambda kind: kind.mine(user), undo=False)[:SHOWN]


def done(user, now):
    """[Line] of what this person did today, the newest first."""
    newest = steps_of(user, now).order_by("-at", "-seq").defer("data", "personal", "hash", "prev")
    return _lines(list(newest[: SHOWN + 4]), user, lambda _: Q(), undo=True)


def steps_of(user, now):
    """The events of the steps this person did today."""
    return _events_of(user, now).filter(verb__in=STEPS)


def count_done(user, now):
    """How many steps; to count the few events of a day takes less than to write several hundred verbs into a query."""
    return sum(verb in STEPS for verb in _events_of(user, now).values_list("verb", flat=True))


def _events_of(user, now):
    begin, end = day_span(timezone.localdate(now), timezone.localdate(now))
    mine = Event.objects.filter(actor=user, at__gte=begin, at__lt=end)
    return mine.filter(workflow__in=SUBJECTS).order_by()


def _moves(event):
    """A step that brought its subject on: nothing optional, no look, no download."""
    return event.verb in STEPS and not STEPS[event.verb].minor


def _latest(events):
    """The newest event of each subject."""
    found = {}
    for event in events:
        found.setdefault((event.workflow, event.subject_id), event)
    return list(found.values())


def _lines(events, user, which, *, undo):
    rows = {}
    for workflow in {event.workflow for event in events}:
        kind = SUBJECTS[workflow]
        keys = [event.subject_id for event in events if event.workflow == workflow]
        seen = kind.seen(user).filter(which(kind), pk__in=keys)
        rows |= {(workflow, row.pk): row for row in seen}

    lines = []
    for event in events:
        row = rows.get((event.workflow, event.subject_id))
        if row is not None:
            lines.append(_line(event, row, user, undo))
    return lines


def _line(event, row, user, undo):
    back, label = _way_back(event, row, user) if undo else ("", "")
    page = row.get_absolute_url()
    return Line(
        at=event.at,
        who=event.actor_name,
        did=STEPS[event.verb].label,
        name=SUBJECTS[event.workflow].name(row),
        url=page,
        undo=f"{page}{back}/" if back else "",
        undo_label=label,
    )


def _way_back(event, row, user):
    """The step that takes this one back, where it may be done now."""
    workflow, key = UNDO.get(event.verb, (None, ""))
    if workflow is None or workflow.refusal(workflow.steps[key], row, user):
        return "", ""
    return key, workflow.steps[key].label
