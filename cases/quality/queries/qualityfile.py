"""The quality file of a handler or a firm (质量档案): what is on record of their finished cases, counted; nothing is judged here."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from django.db.models import Avg, Count, F, Q
from django.utils import timezone

from cases import periods
from cases.enums import CONTENTED, Grade
from cases.models import Alarm, Case, FollowUp, LogEntry, Volunteer
from cases.quality.enums import Mark
from cases.quality.enums.complaint import ComplaintOutcome
from cases.quality.enums.review import GRADED
from cases.quality.models import Complaint, Inquiry, Observation, Review
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.calendar import day_span
from legalaid.platform.office.paging import kept_of
from legalaid.platform.procedure.models import Deadline
from stations.models import Firm, Handler
from stations.queries.handler import firms_for, handlers_for

YEARS = 5
LONG = 200  # cases
LATELY = timedelta(days=730)
KEEPS = (periods.AGREEMENT, periods.CLOSURE_FILE, periods.CLOSING_ITEM)
CONTENT = (Mark.GOOD, Mark.FAIR)
FOUND_TRUE = (ComplaintOutcome.PUNISHED, ComplaintOutcome.CRITICISED)
PRAISED = (Grade.EXCELLENT, Grade.GOOD)


def handler_files(user):
    """Whose files a person may read: their own, or those of their stations."""
    if user.role == Role.HANDLER:
        own = Handler.objects.select_related("user", "firm", "station")
        return own.filter(user=user) if user.may("qualityfiles.own") else own.none()
    return handlers_for(user) if user.may("qualityfiles.view") else Handler.objects.none()


def firm_files(user):
    return firms_for(user) if user.may("qualityfiles.view") else Firm.objects.none()


@dataclass(frozen=True)
class Kept:
    name: str
    kept: int
    total: int


@dataclass(frozen=True)
class QualityFile:
    """`years`: [(year, [number of each grade], mean score or None)] of the last years, the oldest first."""

    closed: int
    years: list
    limits: list[Kept]
    called: int
    satisfied: int
    proven: int
    reports: int
    reported: int
    volunteered: int  # handled because they put themselves forward
    upheld: int  # complaints of the person that the bureau found true
    observed: tuple  # hearings observed, mean score or None
    answered: tuple  # answers of organs, those content with the work
    reviews: list = field(default_factory=list)

    @property
    def graded(self):
        return sum(sum(row) for _, row, _ in self.years)


def cases_of(owner):
    """The finished cases of a handler, or of those who are of a firm today."""
    return Case.objects.filter(**_of(owner)).exclude(closed_on=None)


def file_of(owner, today=None):
    """What was told at a call-back and is still looked into does not count. One of thousands of cases is counted again only after some
    seconds."""
    today = today or timezone.localdate()
    cases = cases_of(owner).filter(closed_on__year__gt=today.year - YEARS)
    return kept_of("file", cases, partial(_counted, owner, cases, today), _is_long)


def _is_long(file):
    return file.closed > LONG


def _counted(owner, cases, today):
    keys = cases.order_by().values("pk")
    calls = FollowUp.objects.filter(case__in=keys, case__held=False, result="reached")
    reports = LogEntry.objects.filter(case__in=keys, to_recipient=True)

    return QualityFile(
        closed=cases.count(),
        years=_years(cases, today),
        limits=limits_kept(keys),
        called=calls.count(),
        satisfied=calls.filter(satisfaction__in=CONTENTED).count(),
        proven=Alarm.objects.filter(case__in=keys, confirmed__gt=[]).count(),
        reports=reports.count(),
        reported=reports.values("case").distinct().count(),
        volunteered=_volunteered(cases),
        upheld=_upheld(owner, today),
        observed=_observed(owner, today),
        answered=_answered(owner, today),
        reviews=_reviews(owner, today),
    )


def _volunteered(cases):
    rows = Volunteer.objects.filter(withdrawn_at=None, pool__case__in=cases.order_by())
    return rows.filter(handler=F("pool__case__handler")).count()


def _upheld(owner, today):
    rows = Complaint.objects.settled().filter(_meant(owner), outcome__in=FOUND_TRUE)
    return rows.filter(settled_on__year__gt=today.year - YEARS).count()


def _meant(owner):
    if isinstance(owner, Handler):
        return Q(person=owner.user_id)
    return Q(person__handler__firm=owner) | Q(firm=owner)


def _of(owner):
    return {"handler": owner} if isinstance(owner, Handler) else {"handler__firm": owner}


def _observed(owner, today):
    rows = Observation.objects.filled().filter(starts_at__year__gt=today.year - YEARS, **_of(owner))
    found = rows.aggregate(number=Count("pk"), mean=Avg("score"))
    return found["number"], found["mean"]


def _answered(owner, today):
    rows = Inquiry.objects.answered().filter(answered_on__year__gt=today.year - YEARS, **_of(owner))
    content = Q(overall__in=CONTENT)
    found = rows.aggregate(number=Count("pk"), content=Count("pk", filter=content))
    return found["number"], found["content"]


def _years(cases, today):
    counted = cases.exclude(grade="").order_by().values_list("closed_on__year", "grade")
    counted = counted.annotate(number=Count("pk"))
    numbers = Counter({(year, grade): number for year, grade, number in counted})

    settled = Review.objects.filter(case__in=cases.order_by().values("pk"), state__in=GRADED)
    means = settled.order_by().values_list("case__closed_on__year").annotate(mean=Avg("total"))
    score = dict(means)
    years = range(today.year - YEARS + 1, today.year + 1)
    return [(year, [numbers[year, one] for one in Grade], score.get(year)) for year in years]


def limits_kept(keys):
    """Of each limit a handler keeps: how many were met in time, of all that were met or have passed."""
    clocks = Deadline.objects.filter(
        workflow="case", subject_id__in=keys, rule__in=[rule.key for rule in KEEPS]
    )
    over = Q(met_at__isnull=False) | Q(due_at__lt=timezone.now(), cancelled_at=None)
    in_time = Q(met_at__lte=F("due_at"))
    rows = clocks.filter(over).order_by().values_list("rule")
    found = {
        rule: (kept, total)
        for rule, kept, total in rows.annotate(kept=Count("pk", filter=in_time), total=Count("pk"))
    }
    return [Kept(rule.name, *found[rule.key]) for rule in KEEPS if rule.key in found]


def _reviews(owner, today):
    rows = Review.objects.filter(state__in=GRADED, **_of(owner)).select_related("case__cause")
    return list(rows.filter(settled_at__year__gt=today.year - YEARS).order_by("-settled_at")[:20])


@dataclass(frozen=True)
class Standing:
    """What the record of the last two years says of a handler, for whoever assigns: numbers, and the words they make."""

    grades: Counter
    score: object = None  # mean of the peer reviews

    @property
    def graded(self):
        return sum(self.grades.values())

    @property
    def praised(self):
        return sum(self.grades[one] for one in PRAISED)

    @property
    def failed(self):
        return self.grades[Grade.FAIL]

    @property
    def words(self):
        """近两年评定3件，优秀、良好2件，不合格1件，同行评估平均84.0分."""
        said = [f"近两年评定{self.graded}件"]
        said += [f"优秀、良好{self.praised}件"] if self.praised else []
        said += [f"不合格{self.failed}件"] if self.failed else []
        said += [f"同行评估平均{self.score:.1f}分"] if self.score is not None else []
        return "，".join(said)


def words_of(handlers):
    """{handler id: words} of the graded work of these, for whoever assigns."""
    return {pk: standing.words for pk, standing in standing_of(handlers).items()}


def standing_of(handlers, today=None):
    """{handler id: Standing} of those with a graded case of the last two years; two queries, however many they are."""
    since = (today or timezone.localdate()) - LATELY
    graded = Case.objects.filter(handler__in=handlers, closed_on__gte=since).exclude(grade="")
    grades = defaultdict(Counter)
    for handler, grade, number in (
        graded.order_by().values_list("handler", "grade").annotate(number=Count("pk"))
    ):
        grades[handler][grade] = number

    begin, _ = day_span(since, since)
    settled = Review.objects.filter(handler__in=handlers, state__in=GRADED, settled_at__gte=begin)
    scores = dict(settled.order_by().values_list("handler").annotate(mean=Avg("total")))
    return {pk: Standing(counted, scores.get(pk)) for pk, counted in grades.items()}
