"""Supervisors and their terms, what was drawn for them, and the cases from which it may be."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.enums import Channel
from cases.models import Case, Connected, JointApplicant, Party
from cases.quality.enums.supervisor import TaskKind
from cases.quality.models import Observation, Supervisor, SupervisorTask, TaskDraw
from cases.queries.case import keeps_out
from cases.queries.conflict import own_code
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.names import name_key
from legalaid.platform.core.safety import Safe
from stations.models import Station
from stations.queries.station import stations_for

from .callback import CLOSED, IN_WORK
from .observation import SECRET, heard_by_all, hearings_of, of_cause

SEES_ALL = "supervision.manage"


def supervisors_for(user):
    """Those appointed by one's stations, in their term or after it."""
    if not user.may(SEES_ALL):
        return Supervisor.objects.none()
    rows = Supervisor.objects.filter(station__in=stations_for(user))
    return rows.select_related("user", "station", "by")


def appointable(user):
    """Accounts of supervisors in use: of one's stations, or from outside and appointed by them before."""
    stations = stations_for(user)
    here = Q(staff__station__in=stations) | Q(staff=None, terms__station__in=stations)
    people = User.objects.filter(here, role=Role.SUPERVISOR, is_active=True)
    return people.distinct().order_by("name", "pk")


def draws_for(user):
    if not user.may(SEES_ALL):
        return TaskDraw.objects.none()
    rows = TaskDraw.objects.filter(supervisor__station__in=stations_for(user)).defer("packed")
    return rows.select_related("supervisor__user", "by", "voided_by")


def tasks_for(user):
    """Whoever manages them: those of one's stations. A supervisor: the own, in the term, but for the cases one keeps out of and those that
    were marked since."""
    rows = SupervisorTask.objects.for_lists()
    if user.may(SEES_ALL):
        return rows.filter(supervisor__station__in=stations_for(user))
    if not user.may("supervision.serve"):
        return rows.none()
    rows = rows.filter(supervisor__user=user, gone_at=None, case__secret=False)
    terms = Supervisor.objects.appointed(timezone.localdate()).filter(user=user)
    return rows.filter(supervisor__in=terms.order_by()).exclude(keeps_out(user, "case__"))


def waiting_tasks(user):
    """What a supervisor may do now, but for hearings, which are found among the observations."""
    if user.may(SEES_ALL):
        return SupervisorTask.objects.none()
    unread = Q(kind=TaskKind.FILE, released_at=None)
    return tasks_for(user).waiting().exclude(unread).exclude(kind=TaskKind.HEARING)


def to_release(user):
    """Files somebody of the centre looks through before they are read."""
    if not user.may(SEES_ALL):
        return SupervisorTask.objects.none()
    return tasks_for(user).waiting().filter(kind=TaskKind.FILE, released_at=None)


@dataclass(frozen=True)
class Asked:
    """For what is drawn, and whether from closed cases, from those in work, or both."""

    kind: str
    closed: bool = True
    running: bool = True


def numbers_for(supervisor, asked, now):
    """The numbers drawn from, in the order of their characters; of hearings each with its key."""
    cases = suitable_cases(supervisor, asked)
    if asked.kind == TaskKind.HEARING:
        rows = hearings_to_watch(supervisor, cases, now).values_list("case__number", "pk")
        return sorted(f"{number}#{pk}" for number, pk in rows)
    return sorted(cases.order_by().values_list("number", flat=True))


def suitable_cases(supervisor, asked):
    """Nothing marked or of a secret cause, nothing this person has to do with, nothing given to them before."""
    states = (*(CLOSED if asked.closed else ()), *(IN_WORK if asked.running else ()))
    if asked.kind == TaskKind.HEARING:
        states = IN_WORK
    cases = Case.objects.filter(state__in=states, secret=False).exclude(handler=None)
    cases = cases.filter(station__in=Station.objects.subtree(supervisor.station))
    cases = cases.exclude(of_cause(SECRET, "")).exclude(_near(supervisor))
    cases = cases.exclude(_given(supervisor, asked.kind))
    return cases.exclude(_not_to_be_called()) if asked.kind == TaskKind.CALL else cases


def hearings_to_watch(supervisor, cases, now):
    """Public ones ahead to which nobody is sent."""
    stations = Station.objects.subtree(supervisor.station)
    rows = hearings_of(stations, now).filter(heard_by_all(), case__in=cases.order_by().values("pk"))
    sent = Observation.objects.standing().filter(hearing=OuterRef("pk"))
    return rows.filter(~Exists(sent))


def _near(supervisor):
    """Took part in it, keeps out of it, is a party by name or number, works where somebody of it does."""
    user, unit = supervisor.user, name_key(supervisor.unit)
    keys, codes = {name_key(user.name), unit} - {""}, {own_code(user)} - {""}
    own = Q(handler__user=user) | Q(registered_by=user) | Q(reviewed_by=user) | Q(decided_by=user)
    named = Q(name_key__in=keys) | Q(id_blind__in=codes)
    own |= Q(applicant__name_key__in=keys) | Q(applicant__id_blind__in=codes)
    for model in (Party, Connected, JointApplicant):
        own |= Q(pk__in=model.objects.filter(named).order_by().values("case"))
    return own | Q(handler__firm__name=supervisor.unit) | keeps_out(user)


def _given(supervisor, kind):
    tasks = SupervisorTask.objects.standing().filter(supervisor__user=supervisor.user, kind=kind)
    return Q(pk__in=tasks.order_by().values("case"))


def _not_to_be_called():
    """Held, to be reached only as agreed, without a telephone, or said something that is looked into."""
    return (
        Q(channel=Channel.CUSTODY)
        | Q(notice__held_at__gt="")
        | Q(applicant__safe=Safe.STATED)
        | Q(applicant__phone_blind="")
        | Q(held=True)
    )
