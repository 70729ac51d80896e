"""Whose letters a person reads, and who wrote one."""

from django.db.models import Q

from cases.enums import WITH_HANDLER, State
from cases.queries.case import cases_for, keeps_out, reach_of
from cases.queries.following import AGENT, APPLICANT, JOINT, OF_PARTY, last_of
from cases.queries.termination import ended_by_death
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.crypto import blind

from .enums import Kind
from .models import Letter

IN_HIS_HANDS = WITH_HANDLER - {State.OFFERED}
MOST = 20  # as many of one's own letters as are shown to whoever wrote them
TO_THE_BUREAU = (Kind.COMPLAINT, Kind.OBJECTION)
LONGEST_NOTE = 120  # characters of what is heeded when somebody is contacted


def writer_key(case, last):
    return blind(f"{case.pk}|{last}", "letters.writer")


def own_letters(case, last):
    """Those of whoever opened the case by this end of a number, the newest first."""
    return Letter.objects.filter(case=case, writer=writer_key(case, last))[:MOST]


def kinds_of(user: User):
    """The kinds of letters about cases one reads. The handler gets messages alone: what is said of him is not told to him first."""
    kinds = {
        Kind.MESSAGE: user.may("letters.answer"),
        Kind.CONTACT: user.may("cases.following"),
        Kind.REPLACEMENT: user.may("cases.ask_replacement") and user.role != Role.HANDLER,
        Kind.OBJECTION: user.may("objections.take"),
    }
    return [kind for kind, may in kinds.items() if may]


def letters_for(user: User):
    """Those about the cases one reads; complaints go past the office to the bureau, objections to both: they are for the bureau to decide
    (Law art. 49)."""
    rows = Letter.objects.all()
    if user.may("complaints.handle"):
        return rows.filter(kind__in=TO_THE_BUREAU, case__in=reach_of(user).order_by().values("pk"))
    kinds = kinds_of(user)
    if not kinds:
        return rows.none()
    return rows.filter(kind__in=kinds, case__in=cases_for(user).order_by().values("pk"))


def waiting_for(user):
    """What this person answers or settles; a message is the handler's while the case is in his hands."""
    rows = letters_for(user).waiting().exclude(keeps_out(user, "case__"))
    if user.role in (Role.HANDLER, Role.BUREAU):
        return rows
    return rows.exclude(Q(kind=Kind.MESSAGE) & Q(case__state__in=IN_HIS_HANDS))


def at_the_desk(user):
    """The same as it stands on the first page: the director's are those of marked people, which the window may not read."""
    rows = waiting_for(user)
    return rows.filter(case__secret=True) if user.role == Role.DIRECTOR else rows


def row_of(letter):
    """The applicant, agent or joint applicant who wrote it, as the case has them now; None where nobody of it is that any more."""
    row = person_of(letter.case, letter.who, letter.writer)
    return row and type(row).objects.get(pk=row.pk)


def person_of(case, who, writer):
    people = {
        APPLICANT: lambda: [case.applicant],
        AGENT: lambda: case.parties.filter(role="representative").only(*OF_PARTY),
        JOINT: lambda: case.joint_applicants.all(),
    }[who]()
    found = (row for row in people if writer_key(case, last_of(row.id_number)) == writer)
    return next(found, None)


def is_dead(case):
    return case.state == State.APPLICANT_DIED or ended_by_death(case)
