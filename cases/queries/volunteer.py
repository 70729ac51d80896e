"""Which calls for volunteers a person reads, and what of the case stands there: nothing that names anybody."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from cases.models import Pool, Volunteer
from legalaid.platform.accounts.roles import Role
from stations.enums import StationKind
from stations.models import Handler, Station
from stations.queries.station import above

from .case import cases_for
from .standing import perhaps_spoken_by

COMING = Count("volunteers", filter=Q(volunteers__withdrawn_at=None))


@dataclass(frozen=True)
class Matter:
    """What a handler reads before putting himself forward: kind, cause, stage, place, and what the law or the recipient asks of him."""

    kind: str
    cause: str
    stage: str
    place: str
    asks: tuple


def pools_for(user):
    """The director: of every case he reads. A handler: what is gathered for now by his centre, and what he put himself forward for."""
    rows = Pool.objects.select_related("case__cause", "case__station", "by")
    if user.role == Role.HANDLER:
        handler = getattr(user, "handler", None)
        return rows.filter(_offered_to(handler)) if handler else rows.none()
    if not user.may("cases.assign"):
        return rows.none()
    return rows.filter(case__in=cases_for(user).order_by())


def _offered_to(handler):
    gathering = Pool.objects.gathering(timezone.now()).order_by().values("pk")
    ours = Station.objects.subtree(centre_of(handler)).order_by().values("pk")
    own = Volunteer.objects.filter(handler=handler).order_by().values("pool")
    return Q(pk__in=gathering, case__station__in=ours) | Q(pk__in=own)


def centre_of(handler):
    """The institution that gives this handler cases: the nearest centre over where he is registered."""
    over = Station.objects.filter(pk__in=[*above(handler.station), handler.station_id])
    centre = over.filter(kind=StationKind.CENTER).order_by("path").last()
    return centre or handler.station


def matter_of(case):
    asks = ["须有三年以上刑事辩护经历"] if case.life_or_death else []
    asks += ["须熟悉未成年人身心特点"] if "minor" in case.crowds and case.kind == "criminal" else []
    perhaps = "、".join(perhaps_spoken_by(case))
    asks += [f"受援人可能需要{perhaps}，承办前请核实"] if perhaps else []
    return Matter(
        case.get_kind_display(), case.cause.name, case.stage, case.station.name, tuple(asks)
    )


def volunteers_of(pool, day):
    """[Volunteer], each with `away`: why he can take no case on this day, or ""."""
    rows = pool.volunteers.filter(withdrawn_at=None)
    found = list(
        rows.select_related("handler__user", "handler__firm").prefetch_related(
            "handler__user__leaves"
        )
    )
    for one in found:
        one.away = one.handler.unavailable(day)
    return found


def pools_standing(user):
    """Calls that run, or wait for somebody to be chosen: the soonest first."""
    if not user.may("cases.assign"):
        return Pool.objects.none()
    return pools_for(user).filter(pk__in=Pool.objects.open().order_by().values("pk"))


def coming_of(pool):
    """How many put themselves forward."""
    return pool.volunteers.filter(withdrawn_at=None).count()


def pool_of(case):
    """The call that stands for a case that waits for a handler; None for none."""
    return case.pools.open().first()


def own_of(pool, user):
    """How this handler put himself forward; None where he did not, or stepped back."""
    return pool.volunteers.filter(handler__user=user, withdrawn_at=None).first()


def whom_to_tell(case):
    """Those who take cases of this station's centre."""
    over = Station.objects.filter(pk__in=[*above(case.station), case.station_id])
    centre = over.filter(kind=StationKind.CENTER).order_by("path").last() or case.station
    return Handler.objects.working().filter(station__in=Station.objects.subtree(centre))
