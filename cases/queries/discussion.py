"""By what a case is major or difficult, what was discussed of it, and whether it must be before it is concluded."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case as Choice
from django.db.models import Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import TruncDate
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from cases.enums import Level, Notified, Vote
from cases.law.counting import CROWD_BITS
from cases.law.major import BY_CODE, asks_first, by_rule
from cases.models import CountedCase, CountProfile, Discussion, MajorFlag, Waiver
from cases.models.case_rows import GRAVE
from cases.models.threshold import thresholds
from legalaid.platform.core.words import day

from .case import cases_for


@dataclass(frozen=True)
class Found:
    """One ground: by rule, or the flag of somebody."""

    code: str
    flag: object = None

    @property
    def label(self):
        return BY_CODE[self.code].label

    @property
    def arose_on(self):
        """A discussion before it was reported is none of it."""
        return timezone.localdate(self.flag.at) if self.flag else date.min


def grounds_of(case):
    set_at = thresholds()
    codes = by_rule(
        life_or_death=case.life_or_death,
        minor="minor" in case.crowds or case.notified == Notified.MINOR,
        criminal=case.kind == "criminal",
        people=case.applicant_count,
        amount=case.amount,
        many=set_at["major_people"],
        large=set_at["major_amount"],
    )
    flags = case.major_flags.standing().select_related("by")
    return [*map(Found, codes), *(Found(flag.code, flag) for flag in flags)]


def many_applicants():
    """Among cases, those of as many applicants as the office has set."""
    return Q(applicant_count__gte=thresholds()["major_people"])


def major():
    """Among cases, those of which `grounds_of` finds any."""
    set_at = thresholds()
    young = CountProfile.objects.filter(GreaterThan(F("crowds").bitand(CROWD_BITS["minor"]), 0))
    minors = CountedCase.objects.filter(part=0, profile__in=young.values("pk")).values("case")
    minor = Q(kind="criminal") & (Q(notified=Notified.MINOR) | Q(pk__in=minors))
    flagged = Q(pk__in=MajorFlag.objects.standing().order_by().values("case"))
    return GRAVE | minor | flagged | many_applicants() | Q(amount__gte=set_at["major_amount"])


def lacks_discussion(case):
    """The grounds for which the centre discusses a case before it goes on, where it has not since they arose and nobody waived it."""
    asking = [one for one in grounds_of(case) if asks_first([one.code])]
    if not asking:
        return []

    days = case.discussions.held().filter(level=Level.CENTRE).values_list("held_on", flat=True)
    last = max(days, default=None)
    lacking = [one for one in asking if last is None or last < one.arose_on]
    waived = lacking and case.waivers.filter(item="discussion").exists()
    return [] if waived else lacking


def undiscussed(cases):
    """Among these cases those of which `lacks_discussion` finds any, each with `at`: from when on, the assignment or the first report."""
    by_rule = GRAVE | Q(amount__gte=thresholds()["major_amount"])

    held = Discussion.objects.held().filter(level=Level.CENTRE)
    since = held.filter(case=OuterRef("case"), held_on__gte=OuterRef("day"))
    flags = MajorFlag.objects.standing().annotate(day=TruncDate("at"))
    unheard = flags.filter(~Exists(since), case=OuterRef("pk"))
    waived = Waiver.objects.filter(case=OuterRef("pk"), item="discussion")

    # of tens of thousands at work few are major: those are found first, each kind by its index
    told = MajorFlag.objects.standing().order_by().values("case")
    ruled = cases.filter(by_rule).order_by().values("pk")
    asked = cases.filter(pk__in=ruled.union(told, all=True))

    never = by_rule & ~Exists(held.filter(case=OuterRef("pk")))
    lacking = asked.filter(never | Exists(unheard)).exclude(Exists(waived))
    reported = Subquery(unheard.order_by("at").values("at")[:1])
    return lacking.annotate(at=Choice(When(never, then=F("assigned_at")), default=reported))


def minutes_of(row):
    """{label: (words, words)} of what was said and concluded, to be compared with a later reading."""
    lines = {
        "讨论的问题": row.question,
        "地点或者方式": row.place,
        "讨论日期": day(row.held_on),
        "结论": row.conclusion,
        "不按多数意见的理由": row.against_why,
    }

    lines |= {
        f"{one.name}的意见": f"{one.get_vote_display()} {one.opinion}".strip()
        for one in row.people.all()
    }

    tasks = row.tasks.filter(done_on=None)
    lines["讨论后的事项"] = "；".join(
        f"{one.what}（{one.who}，{day(one.due_on)}）" for one in tasks
    )
    return {label: (words, words) for label, words in lines.items()}


def dissent_of(people):
    """Who did not agree, or agreed with a reservation."""
    return [one for one in people if one.vote in (Vote.AGAINST, Vote.ABSTAIN)]


def latest_held(case):
    return case.discussions.held().order_by("-held_on", "-id").first()


def discussions_for(user):
    """Those of the cases one reads."""
    rows = Discussion.objects.filter(case__in=cases_for(user).order_by())
    return rows.select_related("case__applicant", "case__cause", "by")
