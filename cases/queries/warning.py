"""The cases of each kind of warning, since when it stands, and how many of each handler, firm and station."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from django.db.models import Count, DateField, Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from cases.enums import State
from cases.law.warning import BUREAU, BY_KEY, DIRECTOR, KINDS, level, why_told
from cases.models import Alarm, Case, Hearing, LogEntry
from cases.models.case_rows import DISCUSSED
from cases.models.threshold import thresholds
from cases.periods import CLOSURE_FILE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core import words
from legalaid.platform.office.paging import GROUPED, kept_of
from stations.models import Firm, Handler, Station

from .case import cases_for, reach_of
from .discussion import undiscussed

PREPARES = ("阅卷", "调查取证", "提交材料", "集体讨论")
BY = {
    "handler": ("承办人", "handler", Handler),
    "firm": ("承办机构", "handler__firm", Firm),
    "station": ("受理站点", "station", Station),
}
OF_CASE = OuterRef("pk")


@dataclass(frozen=True)
class Warning:
    """One line of the board."""

    case: Case
    kind: object
    since: datetime
    days: int
    level: str
    why: str
    detail: str

    @property
    def href(self):
        """The act that mends it."""
        part = f"{self.kind.step}/" if self.kind.step else self.kind.page
        return f"{self.case.get_absolute_url()}{part}"


class Warnings:
    """What is warned of at the moment `now`, by the numbers the office has set."""

    def __init__(self, now):
        self.now, self.today, self.set_at = now, timezone.localdate(now), thresholds()

    def lead(self, kind):
        return self.set_at.get(BY_KEY[kind].lead, 0)

    def of(self, kind, cases):
        """The cases of this kind among `cases`, each with `at`: the moment or day from which the warning counts."""
        return getattr(self, f"_{kind}")(cases, timedelta(self.lead(kind)))

    def _limit(self, cases, lead):
        open_cases = cases.open().exclude(due_rule=CLOSURE_FILE.key)
        return open_cases.filter(due_at__lt=self.now + lead).annotate(at=F("due_at"))

    def _closing(self, cases, lead):
        owed = cases.filter(due_rule=CLOSURE_FILE.key, due_at__lt=self.now + lead)
        return owed.annotate(at=F("due_at"))

    def _meeting(self, cases, lead):
        unmet = cases.filter(state=State.FIRST_MEETING, first_met_on=None)
        return unmet.filter(signed_on__lte=self.today - lead).annotate(at=F("signed_on"))

    def _report(self, cases, lead):
        working = cases.filter(state=State.HANDLING, told_on__lte=self.today - lead)
        return working.annotate(at=F("told_on"))

    def _hearing(self, cases, lead):
        ahead = {"starts_at__gt": self.now, "starts_at__lte": self.now + lead, "cancelled": False}
        hearings = Hearing.objects.filter(**ahead).order_by("starts_at")
        first = Subquery(hearings.filter(case=OF_CASE).values("starts_at")[:1])
        held = Hearing.objects.filter(case=OF_CASE, starts_at__lte=self.now, cancelled=False)
        last = held.order_by("-starts_at").annotate(day=TruncDate("starts_at")).values("day")[:1]
        since = Coalesce(Subquery(last), Value(date.min, DateField()))

        prepared = LogEntry.objects.filter(case=OF_CASE, entry_kind__in=PREPARES)
        prepared = prepared.filter(done_on__gt=OuterRef("last_heard"))
        near = cases.filter(pk__in=hearings.order_by().values("case")).annotate(last_heard=since)
        return near.filter(~Exists(prepared)).annotate(at=first)

    def _answers(self, cases, lead):
        alarms = Alarm.objects.filter(settled_at=None, case=OF_CASE).order_by("id")
        return cases.filter(held=True).annotate(at=Subquery(alarms.values("at")[:1]))

    def _silence(self, cases, lead):
        quiet = cases.filter(state=State.HANDLING, changed_at__lt=self.now - lead)
        return quiet.annotate(at=F("changed_at"))

    def _discussion(self, cases, lead):
        return undiscussed(cases.filter(DISCUSSED))

    def line(self, kind, case):
        since = self.since(kind, case.at)
        days = max((self.today - timezone.localdate(since)).days, 0)
        at = {who: self.after(kind, who) for who in (DIRECTOR, BUREAU)}
        why = why_told(kind, days, lead=self.lead(kind), **at)
        stands = level(days, **at)
        return Warning(case, BY_KEY[kind], since, days, stands, why, _detail(kind, case))

    def after(self, kind, who):
        """How many days a warning stands before the director, or the bureau, hears of it: of what has an end the director before that."""
        ahead = BY_KEY[kind].ahead
        if who == DIRECTOR and ahead:
            return max(self.lead(kind) - self.set_at[ahead], 0)
        return self.set_at[f"warn_{who}"]

    def since(self, kind, at):
        """When the warning began: before a limit or a hearing by its lead, after what was not done by as much."""
        lead = timedelta(self.lead(kind))
        moment = at if hasattr(at, "hour") else timezone.make_aware(datetime.combine(at, time()))
        if kind in ("limit", "closing", "hearing"):
            return moment - lead
        return moment + lead if kind in ("meeting", "report", "silence") else moment

    def before(self, kind, days):
        """The latest `at` of a warning that has stood for so many days."""
        lead = timedelta(self.lead(kind))
        shift = {"limit": lead, "closing": lead, "hearing": lead}.get(kind, -lead)
        if kind in ("answers", "discussion"):
            shift = timedelta(0)
        return self.now - timedelta(days) + shift

    def standing(self, kind, cases, days):
        """Of this kind those that have stood for so many days."""
        latest = self.before(kind, days)
        of_days = kind in ("meeting", "report")
        limit = timezone.localdate(latest) if of_days else latest
        return self.of(kind, cases).filter(at__lte=limit)


def _detail(kind, case):
    said = words.near_moment(case.at) if hasattr(case.at, "hour") else words.near(case.at)
    return {
        "limit": f"{said}期满",
        "closing": f"{said}期满",
        "meeting": f"{said}签订协议",
        "report": f"上次{said}",
        "hearing": f"{said}开庭",
        "answers": f"{said}回访",
        "silence": f"上次记录{said}",
        "discussion": f"{said}报告",
    }[kind]


def _heard_of(user, warnings):
    """(cases a person's counts are taken over, how many days a warning has stood before they hear of it): the bureau reads no case."""
    if user.role == Role.BUREAU:
        return reach_of(user), warnings.set_at["warn_bureau"]
    return cases_for(user), None


def counts(user, warnings):
    """{kind: how many}."""
    cases, days = _heard_of(user, warnings)
    found = {}
    for kind in KINDS:
        rows = _rows(warnings, kind.key, cases, days).order_by()
        found[kind.key] = kept_of("warned", rows.values("pk"), rows.count, _are_many)
    return found


def spread(user, warnings, by):
    """[(name, {kind: how many})] by handler, firm or station, those with the most first; what has no handler stands under none."""
    _, path, model = BY[by]
    cases, days = _heard_of(user, warnings)
    found = {}
    for kind in KINDS:
        rows = _rows(warnings, kind.key, cases, days).order_by()
        of_each = rows.values_list(path).annotate(Count("pk"))
        counted = kept_of("spread", of_each, partial(list, of_each), _are_of_many)
        for key, count in counted:
            found.setdefault(key, {})[kind.key] = count

    rows = model.objects.filter(pk__in=[key for key in found if key])
    named = rows.select_related("user") if by == "handler" else rows
    names = {row.pk: str(row) for row in named}
    lines = [(names.get(key, "尚未指派"), numbers) for key, numbers in found.items()]
    return sorted(lines, key=lambda line: (-sum(line[1].values()), line[0]))


def _are_many(count):
    return count > GROUPED


def _are_of_many(counted):
    return _are_many(sum(count for _, count in counted))


def _rows(warnings, kind, cases, days):
    return warnings.of(kind, cases) if days is None else warnings.standing(kind, cases, days)
