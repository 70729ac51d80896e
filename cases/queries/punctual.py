"""How punctual the organs of a period were, as far as days are known: notices (D3), our answers (D4), applications sent on (D1, D2)."""

from dataclasses import dataclass, field
from datetime import datetime, time

from django.utils import timezone

from cases import periods
from cases.enums import FORWARDED, Channel, Notified
from cases.law.notices import must_be_defended
from cases.models import Forwarding, Notice
from legalaid.platform.core.calendar import day_span
from legalaid.platform.procedure.clocks import compute
from legalaid.platform.procedure.deadlines import rule_for
from legalaid.platform.procedure.models import Deadline

from .case import reach_of

ANSWER = periods.NOTIFIED_ASSIGNMENT.key


@dataclass
class Kept:
    """Of one organ: how many, and how many of those of which it is known were in time; the days (or hours) they took."""

    name: str
    count: int = 0
    in_time: int = 0
    late: int = 0
    took: list = field(default_factory=list)

    def add(self, in_time, took=None):
        self.in_time += in_time
        self.late += not in_time
        if took is not None:
            self.took.append(took)

    @property
    def known(self):
        return self.in_time + self.late

    @property
    def average(self):
        return round(sum(self.took) / len(self.took), 1) if self.took else None


@dataclass
class Organ:
    """What an organ's notices took until they were sent, and until we answered."""

    name: str
    notices: int
    sent: Kept
    answered: Kept


def organs(user, first, last):
    """[Organ] of the notices that came in on these days, those with the most first."""
    rows = Notice.objects.filter(case__in=reach_of(user), received_on__range=(first, last))
    told = list(
        rows.values_list("case_id", "case__organ", "case__notified", "found_on", "dated_on")
    )
    answers = _answers(rows)

    found, sent_by = {}, {}
    for case, name, situation, found_on, dated_on in told:
        organ = found.setdefault(name, Organ(name, 0, Kept(name), Kept(name)))
        organ.notices += 1
        known = found_on and dated_on and situation != Notified.UNCLEAR
        if known and must_be_defended(situation):  # the others may notify, when they like
            due = sent_by.setdefault(found_on, _due_on(found_on))
            organ.sent.add(dated_on <= due, (dated_on - found_on).days)
        if case in answers:
            organ.answered.add(*answers[case])
    return sorted(found.values(), key=lambda organ: (-organ.notices, organ.name))


def _due_on(found_on):
    """The last of the organ's three days."""
    start = timezone.make_aware(datetime.combine(found_on, time(12)))
    due = compute(rule_for(periods.NOTIFY_BY_ORGAN.key, found_on), start)
    return timezone.localdate(due.at)


def _answers(notices):
    """{case: (whether in time, days)} of those answered, and of those whose limit has passed unanswered: the first clock of each."""
    clocks = Deadline.objects.filter(workflow="case", rule=ANSWER, cancelled_at=None)
    clocks = clocks.filter(subject_id__in=notices.order_by().values("case")).order_by("-id")
    found, now = {}, timezone.now()
    for case, began, due, met in clocks.values_list("subject_id", "started_at", "due_at", "met_at"):
        if met:
            days = (timezone.localdate(met) - timezone.localdate(began)).days
            found[case] = (met <= due, days)
        elif due and due < now:
            found[case] = (False, None)
    return found


def forwarders(user, first, last):
    """([Kept] of who sent on what reached us on these days, the most late first, the number of applications of which no time is told)."""
    begin, end = day_span(first, last)
    cases = reach_of(user)
    rows = Forwarding.objects.filter(case__in=cases, reached_at__gte=begin, reached_at__lt=end)

    found = {}
    for name, channel, handed, reached in rows.values_list(
        "by", "case__channel", "handed_at", "reached_at"
    ):
        one = found.setdefault(name, Kept(name))
        one.count += 1
        one.add(
            reached <= due_of(channel, handed), round((reached - handed).total_seconds() / 3600, 1)
        )

    asked = cases.filter(channel__in=FORWARDED, received_at__gte=begin, received_at__lt=end)
    untold = asked.filter(forwarding=None).order_by().count()
    return sorted(found.values(), key=lambda one: (-one.late, one.name)), untold


def due_of(channel, handed_at):
    """When the 24 hours of whoever has the application end; hours never move to the next working day."""
    rule = (
        periods.FORWARD_BY_DUTY_LAWYER
        if channel == Channel.DUTY_LAWYER
        else periods.FORWARD_BY_CUSTODIAN
    )
    return compute(rule_for(rule.key, timezone.localdate(handed_at)), handed_at).at


def forwarding_of(case):
    """(the row, whether the 24 hours were kept) of a case, or None."""
    if case.channel not in FORWARDED:
        return None
    row = Forwarding.objects.filter(case=case).first()
    return (row, row.reached_at <= due_of(case.channel, row.handed_at)) if row else None
