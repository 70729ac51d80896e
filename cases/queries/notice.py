"""Notices of organs: which are registered, what waits at the desk, and how punctual organs and we are."""

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.utils import timezone

from cases.enums import NOTICE_AMENDABLE, Channel, State
from cases.models import Case, Hearing, Notice
from cases.periods import OPINION
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.names import name_key
from legalaid.platform.procedure.models import Deadline

from .case import cases_for

AT_ONCE = 400  # numbers a query asks for
STANDS = {
    "waiting": ("待指派", (State.GRANTED,)),
    "offered": ("待承办人接受", (State.OFFERED,)),
    "refused": ("当事人不同意", (State.LAWYER_REFUSED,)),
    "at_work": ("办理中", (State.AGREEMENT, State.FIRST_MEETING, State.HANDLING)),
}


def unread_of(case):
    """What of the notice of this case could not be read, while it can be put right."""
    return case.notice.unread if case.by_notice and case.state in NOTICE_AMENDABLE else []


def unclear_notices(user):
    """Notices of which the organ has to be asked, the first to come in first."""
    cases = cases_for(user).order_by().filter(pk=OuterRef("case"), state__in=NOTICE_AMENDABLE)
    rows = Notice.objects.exclude(unclear="").filter(Exists(cases))
    return rows.order_by("received_on", "id")


def notified_for(user, stand, organ=""):
    """The notified cases one reads that stand there, what runs out first before the others."""
    rows = cases_for(user).filter(channel=Channel.NOTICE, state__in=STANDS[stand][1])
    rows = rows.filter(organ=organ) if organ else rows
    return rows.order_by(F("due_at").asc(nulls_last=True), "id")


def with_dates(cases):
    """These cases with their next hearing and the day their opinion is due."""
    keys, now = [case.pk for case in cases], timezone.now()
    ahead = Hearing.objects.filter(case__in=keys, cancelled=False, starts_at__gte=now)
    hearings = {row.case_id: row for row in ahead.order_by("-starts_at")}

    running = Deadline.objects.running().filter(workflow="case", rule=OPINION.key)
    opinions = {row.subject_id: row for row in running.filter(subject_id__in=keys)}
    for case in cases:
        case.next_hearing, case.opinion = hearings.get(case.pk), opinions.get(case.pk)
    return cases


def waiting_by_organ(user):
    """[{organ, waiting, late, first}] of what waits for a lawyer, whose limit ends first before the others."""
    rows = notified_for(user, "waiting").order_by().values("organ")
    late = Count("pk", filter=Q(due_at__lt=timezone.now()))
    return list(
        rows.annotate(waiting=Count("pk"), late=late, first=Min("due_at")).order_by(
            "first", "organ"
        )
    )


def registered(papers):
    """{place: Case} of the papers registered for the same person before. `papers`: [(organ, number, person as `notify` takes it)]"""
    wanted = [_marks(*paper) for paper in papers]
    there = {}
    numbers = sorted({number for _, number, _, _ in wanted})
    for start in range(0, len(numbers), AT_ONCE):
        rows = Case.objects.filter(notice__number__in=numbers[start : start + AT_ONCE])
        rows = rows.exclude(state=State.ANNULLED).select_related("applicant", "notice", "cause")
        for case in rows.defer("facts"):
            key = (case.organ, case.notice.number, case.applicant.name_key)
            there.setdefault(key, []).append(case)

    found = {}
    for place, (*key, id_blind) in enumerate(wanted):
        twins = there.get(tuple(key), ())
        same = (case for case in twins if not id_blind or case.applicant.id_blind in ("", id_blind))
        if case := next(same, None):
            found[place] = case
    return found


def under_way(notices):
    """{place: number of the case} of those whose person has a notified case of the same charge and stage that is not closed. `notices`:
    the arguments of `notify`, by name"""
    keys = {}
    for place, one in enumerate(notices):
        if number := one["person"]["id_number"]:
            fields = one["fields"]
            key = (blind(number, "person.id_number"), fields["cause"].pk, fields["stage"])
            keys.setdefault(key, []).append(place)

    found, blinds = {}, sorted({id_blind for id_blind, _, _ in keys})
    for start in range(0, len(blinds), AT_ONCE):
        asked = Q(applicant__id_blind__in=blinds[start : start + AT_ONCE])
        rows = Case.objects.filter(asked, channel=Channel.NOTICE, closed_on=None)
        rows = rows.exclude(state=State.ANNULLED)
        for *key, case in rows.values_list("applicant__id_blind", "cause", "stage", "number"):
            found.update(dict.fromkeys(keys.get(tuple(key), ()), case))
    return found


def _marks(organ, number, person):
    id_number = person.get("id_number")
    id_blind = blind(id_number, "person.id_number") if id_number else ""
    return organ, number, name_key(person["name"]), id_blind
