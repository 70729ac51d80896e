"""Hearings ahead that somebody may sit in, who may, and what was seen."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.models import Cause, Hearing
from cases.quality.enums import ObservationState
from cases.quality.law import observation as law
from cases.quality.models import Observation
from cases.queries.assignment import opposing_firms
from cases.queries.case import cases_for, keeps_out
from cases.queries.conflict import sides_of
from cases.queries.quality import own_firms, own_people
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import PERMISSIONS, Role
from legalaid.platform.core.calendar import day_span
from legalaid.platform.core.words import day, hour
from legalaid.platform.office.paging import kept
from stations.queries.station import people_over, reach

from .plan import conditions, plan_cases
from .term import from_outside, overseeing, term_of

OBSERVING = [role for role in Role if "quality.observe" in PERMISSIONS[role]]


def hearings_ahead(user, now):
    """Public hearings of the cases of one's stations, the next first, each with whether somebody is sent already."""
    sent = Observation.objects.standing().filter(hearing=OuterRef("pk"))
    rows = _ahead(user, now).filter(heard_by_all()).annotate(sent=Exists(sent))
    return rows.order_by("starts_at", "pk")


def to_ask_about(user, now):
    """Hearings ahead a party may have asked to close: the court is asked first."""
    asked = of_cause(law.ON_REQUEST)
    return _ahead(user, now).filter(asked, publicity=None).order_by("starts_at", "pk")


def _ahead(user, now):
    return hearings_of(reach(user), now)


def hearings_of(stations, now):
    """Those ahead of these stations that the law does not close by itself."""
    rows = Hearing.objects.filter(cancelled=False, starts_at__gt=now, case__station__in=stations)
    rows = rows.exclude(case__handler=None).exclude(publicity__public=False)
    rows = rows.filter(case__secret=False).exclude(of_cause(SECRET))
    rows = rows.exclude(case__applicant__birth__gt=born_before(timezone.localdate(now)))
    return rows.select_related(
        "case__cause", "case__handler__user", "case__handler__firm", "case__applicant"
    )


def of_cause(words, of="case__"):
    """Whose cause is so named. The few causes are read beforehand: by their keys the database sees how few cases they have. `of`: the way
    to the case."""
    named = Q()
    for word in words:
        named |= Q(name__contains=word)
    causes = Cause.objects.filter(named).order_by().values_list("pk", flat=True)
    keys = kept("causes", words, lambda: list(causes), lambda _: True)
    return Q(**{f"{of}cause__in": keys})


SECRET = (*law.STATE_SECRETS, *law.PRIVACY)


def heard_by_all():
    """Hearings that nobody may ask to close, or that the court has said are open."""
    return ~of_cause(law.ON_REQUEST) | Q(publicity__public=True)


def born_before(today):
    """Whoever was born later is a minor today."""
    leap = (today.month, today.day) == (2, 29)
    return date(today.year - law.ADULT, today.month, 28 if leap else today.day)


def when(at):
    """2026年4月20日 09:30: on papers and in messages, which are read in another year too."""
    return f"{day(at)} {hour(at)}"


def not_public(hearing):
    """Why nobody may sit in this hearing, as a sentence without its end; ""."""
    case, said = hearing.case, getattr(hearing, "publicity", None)
    if said and not said.public:
        return str(said)

    held, birth = timezone.localdate(hearing.starts_at), case.applicant.birth
    years = birth and held.year - birth.year - ((held.month, held.day) < (birth.month, birth.day))
    if closed := law.not_public(cause=case.cause.name, marked=case.secret, years=years):
        return closed
    unasked = law.on_request(case.cause.name) and said is None
    return "当事人可以申请不公开审理，请先向法院问明" if unasked else ""


def observers_for(case):
    """Who may sit in: those of the office over the case, supervisors in their term, and handlers of the county, nobody who works or worked
    on it or is of such a firm or one that acts for the other side, no party, nobody who keeps out."""
    county = case.station.path.partition("/")[0] + "/"
    office = people_over(case.station, *(role for role in OBSERVING if role != Role.HANDLER))
    users = User.objects.filter(
        Q(pk__in=office.order_by().values("pk"))
        | Q(pk__in=overseeing(case.station, timezone.localdate()))
        | Q(handler__active=True, role=Role.HANDLER, handler__station__path__startswith=county),
        is_active=True,
    )

    out = [int(key) for key in case.recused.split(",") if key]
    firms = [*own_firms(case), *opposing_firms(case)]
    parties = [name for side in sides_of(case) for name, _ in side]
    apart = users.exclude(handler__firm__in=firms).exclude(pk__in=out).exclude(name__in=parties)
    apart = apart.exclude(pk__in=own_people(case).values("pk"))
    return apart.select_related("handler__firm").order_by("role", "name", "pk")


def observations_for(user):
    """Those of one's stations for whoever plans or oversees; one's own as the observer, while the hearing is public and the case not marked;
    those of one's own work once they are written. From outside: the own, in the term, of cases that one does not keep out of."""
    if not user.may("quality.observe"):
        return Observation.objects.none()
    mine = Q(observer=user, case__secret=False) & ~of_cause(SECRET)
    mine &= ~Q(hearing__publicity__public=False)
    if from_outside(user):
        own = Observation.objects.filter(mine).exclude(keeps_out(user, "case__"))
        return own if term_of(user) else own.none()
    if user.may("quality.answer"):
        mine |= Q(handler__user=user) & ~Q(state=ObservationState.ASSIGNED)
    if user.may("quality.view"):
        seen = Q(case__secret=False) | Q(case__in=cases_for(user).order_by())
        mine |= seen & Q(case__station__in=reach(user))
    return Observation.objects.filter(mine)


def waiting_observations(user):
    """Hearings this person is sent to; of the own work what was written down and not answered."""
    if not user.may("quality.observe"):
        return Observation.objects.none()
    waits = Q(observer=user, state=ObservationState.ASSIGNED)
    if user.may("quality.answer"):
        waits |= Q(handler__user=user, state=ObservationState.FILLED)
    return Observation.objects.filter(waits)


def observed_of(line):
    """How many hearings of this line of the plan were observed in its period."""
    plan = line.plan
    begin, end = day_span(plan.first, plan.last)
    seen = Observation.objects.filled().filter(starts_at__gte=begin, starts_at__lt=end)
    among = plan_cases(plan).filter(conditions(line))
    return seen.filter(case__in=among.order_by().values("pk")).count()
