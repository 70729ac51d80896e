"""Whom to call back now, the urgent first, and how the calls of each handler went."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cases.enums import CONTENTED, FollowUpResult, State
from cases.models import Case, FollowUp
from cases.quality import periods
from cases.quality.enums import CallStage, Tool
from cases.quality.models import Callback, DrawnCase
from cases.queries.case import cases_for, keeps_out
from legalaid.platform.core.calendar import day_span
from legalaid.platform.core.safety import SAFE
from legalaid.platform.core.words import moment
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.paging import GROUPED, kept_of
from legalaid.platform.procedure.deadlines import rule_for
from stations.queries.station import reach

REACHED, VOIDED = FollowUpResult.REACHED, FollowUpResult.VOIDED
IN_WORK = (State.AGREEMENT, State.FIRST_MEETING, State.HANDLING)
CLOSED = (State.FOLLOW_UP, State.ARCHIVING, State.SEALING, State.ARCHIVED)
SHOWN = 25
READ = ("applicant", "cause", "station", "handler__user", "notice")


@dataclass(frozen=True)
class Call:
    """A call that waits: `why` it does, and which one it looks into where it is a second one."""

    case: Case
    stage: CallStage
    why: str
    first: Callback | None = None

    @property
    def key(self):
        return f"{self.case.pk}-{self.stage.value}"


def calls_waiting(user, now):
    """At most SHOWN of those this person may make today: second calls, closed cases, those drawn, those just assigned, those in work."""
    mine = _mine(user, now)
    found = _second(user, mine)
    found += _each(mine.filter(_closed(user)), CallStage.AFTER, "结案后待回访")
    found += _each(mine.filter(_drawn()), CallStage.AFTER, "抽中回访")
    for stage, rule in (
        (CallStage.ASSIGNED, periods.CALL_ASSIGNED),
        (CallStage.DURING, periods.CALL_DURING),
    ):
        found += _each(_in_work(mine, stage, rule, now), stage, f"{stage.label}回访")

    once = {}
    for pk, *said in found:
        once.setdefault(pk, said)
    first = list(once.items())[:SHOWN]
    cases = Case.objects.select_related(*READ).in_bulk([pk for pk, _ in first])
    return [Call(cases[pk], *said) for pk, said in first]


def told_of(user, key):
    """What is said of a call (`Call.key`) that waits no more: who made it and when; "" where it is of no case this person calls about."""
    pk = as_number(key.partition("-")[0])
    case = cases_for(user).filter(pk=pk).first() if pk and user.may("cases.follow_up") else None
    if case is None:
        return ""
    made = [
        row
        for rows in (case.follow_ups, case.callbacks)
        if (row := rows.select_related("by").order_by("at").last())
    ]
    if not made:
        return f"{case.number}现在不用回访。"
    row = max(made, key=lambda one: one.at)
    return f"{case.number}已由{row.by.name}于{moment(row.at)}回访：{row.get_result_display()}。"


def contact_of(person):
    """A mark of how this person is to be reached: another one, once any of that was changed."""
    said = [getattr(person, name) for name in ("phone", "reach", *SAFE, "contact_note")]
    return salted_hmac("contact", repr(said)).hexdigest()[:16]


def _each(cases, stage, why):
    """[(key of a case, stage, why)] of the first: the cases themselves are read once it is known which are called."""
    return [(pk, stage, why) for pk in cases.values_list("pk", flat=True)[:SHOWN]]


def _mine(user, now):
    """The cases one may call about, without those somebody tried today, the longest assigned first."""
    if not user.may("cases.follow_up"):
        return Case.objects.none()
    today = day_span(timezone.localdate(now), timezone.localdate(now))[0]
    tried = FollowUp.objects.filter(case=OuterRef("pk"), at__gte=today).exclude(result=VOIDED)
    called = Callback.objects.filter(case=OuterRef("pk"), at__gte=today).exclude(result=VOIDED)
    cases = cases_for(user).filter(~Exists(tried), ~Exists(called)).exclude(handler=None)
    cases = cases.exclude(handler__user=user).exclude(keeps_out(user))
    return cases.order_by("assigned_at", "pk")


def _second(user, mine):
    waiting = Callback.objects.exclude(found=[]).filter(first=None, second=None).exclude(by=user)
    waiting = waiting.exclude(result=VOIDED)
    rows = waiting.filter(case__in=mine.order_by().values("pk")).order_by("at")[:SHOWN]
    return [(row.case_id, CallStage(row.stage), "再次回访", row) for row in rows]


def _closed(user):
    """What waits for its call, unless it was given to somebody else."""
    given = Q(planned_call=None) | Q(planned_call__officer=user)
    return Q(state=State.FOLLOW_UP) & given


def _drawn():
    drawn = DrawnCase.objects.waiting().by_tool(Tool.CALL).order_by().values("case")
    return Q(pk__in=drawn, state__in=CLOSED)


def _in_work(mine, stage, rule, now):
    """Assigned so many days ago, and not reached at this stage yet. 0 days: this stage is not called."""
    days = rule_for(rule.key, timezone.localdate(now)).limit
    if not days:
        return mine.none()
    reached = Callback.objects.filter(case=OuterRef("pk"), stage=stage, result=REACHED)
    old = mine.filter(state__in=IN_WORK, assigned_at__lte=now - timedelta(days=days))
    return old.filter(~Exists(reached))


def callbacks_for(user):
    """Calls while the work runs, and second ones, of the cases this person may call about; the latest first."""
    if not user.may("cases.follow_up"):
        return Callback.objects.none()
    rows = Callback.objects.filter(case__in=cases_for(user).order_by()).exclude(handler__user=user)
    return rows.select_related("case__applicant", "handler__user", "by").order_by("-at", "-pk")


def attempts_of(case):
    """How often somebody tried, at whatever stage."""
    calls = (case.follow_ups, case.callbacks)
    return sum(rows.exclude(result=VOIDED).count() for rows in calls)


def rates_by_handler(user, first, last):
    """Of calls within these days, a handler a line: {name, firm, tried, reached, happy, bad}, the most called first."""
    begin, end = day_span(first, last)
    span = {"at__gte": begin, "at__lt": end, "case__station__in": reach(user)}
    own = _counted(Callback.objects.filter(**span), "handler", ~Q(found=[]))
    of_cases = _counted(FollowUp.objects.filter(**span), "case__handler", Q(alarm__isnull=False))

    lines = {}
    for pk, name, firm, *counts in [*own, *of_cases]:
        line = lines.setdefault(pk, {"name": name, "firm": firm} | dict.fromkeys(COUNTS, 0))
        for key, count in zip(COUNTS, counts, strict=True):
            line[key] += count
    return sorted(lines.values(), key=lambda line: (-line["tried"], line["name"]))


COUNTS = ("tried", "reached", "happy", "bad")


def _counted(rows, handler, bad):
    of = (handler, f"{handler}__user__name", f"{handler}__firm__name")
    counted = (
        rows.exclude(**{handler: None})
        .exclude(result=VOIDED)
        .order_by()
        .values_list(*of)
        .annotate(
            tried=Count("pk"),
            reached=Count("pk", filter=Q(result=REACHED)),
            happy=Count("pk", filter=Q(satisfaction__in=CONTENTED)),
            bad=Count("pk", filter=bad),
        )
    )
    return kept_of("calls", counted, lambda: list(counted), _are_many)


def _are_many(counted):
    return sum(tried for _, _, _, tried, *_ in counted) > GROUPED
