"""Readings of cases, quality and promises. Numbers of cases follow the counting rules of the statutory tables (cases.law.counting)."""

from decimal import Decimal

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from cases.enums import Grade, Kind, Row, Satisfaction
from cases.law.counting import CROWD_BITS
from cases.law.sevenones import TITLES
from cases.models import Case, Closure, CountedCase, FollowUp
from cases.periods import ASSIGNMENT, EXAMINATION, GREEN_PROMISE, WINDOW_PROMISE
from legalaid.platform.core.money import TEN_THOUSAND, percent
from legalaid.platform.procedure import deadlines
from stations.enums import HandlerKind

from .reading import Reading
from .window import days, times

CROWDS = {
    "migrant_workers": "migrant_worker",
    "elderly": "elderly",
    "disabled": "disabled",
    "women": "woman",
    "minors": "minor",
}
ROWS = {
    "wages": Row.WAGES,
    "traffic": Row.TRAFFIC,
    "work_injury": Row.WORK_INJURY,
    "medical": Row.MEDICAL,
}


def weigh(rows, **named):
    """Sums of weights by name, zero for none. named: name -> Q."""
    return rows.aggregate(
        **{name: Coalesce(Sum("weight", filter=q), 0) for name, q in named.items()}
    )


def granted(span):
    return CountedCase.objects.filter(granted=True, **days(span, "decided_on"))


def case_figures(span):
    period = str(span)
    kinds = {f"granted_{kind}": Q(profile__kind=kind) for kind in Kind.values}
    crowds = {key: Q(bits__gt=0) for key in CROWDS}
    counts = weigh(
        granted(span),
        granted=Q(),
        **kinds,
        **{key: Q(profile__row=row) for key, row in ROWS.items()},
    )
    people = {}
    for key, code in CROWDS.items():
        rows = (
            granted(span)
            .annotate(bits=F("profile__crowds").bitand(CROWD_BITS[code]))
            .filter(crowds[key])
        )
        people[key] = rows.aggregate(n=Coalesce(Sum("persons"), 0))["n"]
    closed = CountedCase.objects.filter(**days(span, "closed_on"))
    by_kind = weigh(
        closed,
        closed=Q(),
        **{f"by_{kind}": Q(profile__handler_kind=kind) for kind in HandlerKind.values},
    )
    won = closed.aggregate(won=Coalesce(Sum("won"), Decimal(0)))["won"] / TEN_THOUSAND
    recipients = granted(span).aggregate(n=Coalesce(Sum("persons"), 0))["n"]
    applications = weigh(CountedCase.objects.filter(**days(span, "received_on")), n=Q())["n"]
    total = weigh(CountedCase.objects.filter(granted=True, decided_on__lte=span.ends), n=Q())["n"]
    green = Case.objects.filter(
        green=True, decision__granted=True, **times(span, "decided_at")
    ).count()

    def count(key, label, value, definition, unit="件"):
        return Reading(key, label, value, unit, period, definition)

    yield count("applications", "受理申请", applications, "本期收到的申请；可分之诉按申请人数计")
    yield count("granted", "给予法律援助", counts["granted"], "本期决定给予法律援助的件数")
    yield count(
        "granted_before",
        "上年同期给予法律援助",
        weigh(granted(span.year_before), n=Q())["n"],
        "上年同期决定给予的件数",
    )
    yield count("granted_total", "累计给予法律援助", total, "截至期末累计决定给予的件数")
    for kind, label in Kind.choices:
        yield count(
            f"granted_{kind}", f"给予{label}法律援助", counts[f"granted_{kind}"], f"其中{label}"
        )
    yield count("closed", "办结案件", by_kind["closed"], "结案日在本期的件数")
    yield count("recipients", "受援人", recipients, "本期给予援助案件的受援人次", "人次")
    yield Reading("amount_won", "挽回损失或取得利益", won, "万元", period, "本期结案案件的合计", 2)
    yield count("green", "绿色通道案件", green, "本期给予援助的绿色通道案件")
    for key, label in (
        ("migrant_workers", "农民工"),
        ("elderly", "老年人"),
        ("disabled", "残疾人"),
        ("women", "妇女"),
        ("minors", "未成年人"),
    ):
        yield count(
            key, f"{label}受援人", people[key], f"受援人中的{label}，各类人员可重复", "人次"
        )
    for key, row in ROWS.items():
        yield count(
            key, f"{row.label}案件", counts[key], f"本期给予援助、统计归入“{row.label}”的件数"
        )
    for key, kind in (
        ("by_lawyers", "lawyer"),
        ("by_grassroots", "grassroots"),
        ("by_agency", "agency"),
    ):
        yield count(
            key, f"{HandlerKind(kind).label}办结", by_kind[f"by_{kind}"], "按承办人类别的办结件数"
        )


def quality_figures(span):
    period = str(span)
    closures = Closure.objects.filter(**days(span, "closed_on"))
    calls = FollowUp.objects.filter(**times(span, "at"))
    calls = calls.aggregate(
        made=Count("pk"),
        reached=Count("pk", filter=Q(result="reached")),
        satisfied=Count(
            "pk",
            filter=Q(
                satisfaction__in=(Satisfaction.VERY, Satisfaction.SATISFIED, Satisfaction.FAIR)
            ),
        ),
        rated=Count("pk", filter=~Q(satisfaction="")),
    )
    archived = Case.objects.filter(**times(span, "archived_at"))
    whole = archived.annotate(waived=Count("waivers")).filter(waived=0).count()
    done = archived.count()
    discussed = closures.filter(discussed_on__isnull=False).count()

    yield Reading("archived", "归档案件", done, "件", period, "本期归档的件数")
    yield Reading(
        "seven_ones",
        "“七个一”齐备率",
        percent(whole, done),
        "%",
        period,
        f"{'、'.join(TITLES.values())}没有免除的归档案件占比",
        1,
    )
    yield Reading(
        "discussed", "集体讨论案件", discussed, "件", period, "本期结案、有集体讨论记录的件数"
    )
    yield Reading("follow_ups", "回访", calls["made"], "次", period, "本期回访次数，含未接通")
    yield Reading(
        "reached",
        "回访接通率",
        percent(calls["reached"], calls["made"]),
        "%",
        period,
        "接通次数占回访次数",
        1,
    )
    yield Reading(
        "satisfied",
        "满意率",
        percent(calls["satisfied"], calls["rated"]),
        "%",
        period,
        "评价为基本满意以上的占比",
        1,
    )


def grade_figures(span):
    """Unknown while nothing closed in the year is graded: a county that has not begun grading has no zeros to report."""
    found = dict(
        Case.objects.filter(**days(span, "closed_on"))
        .exclude(grade="")
        .values_list("grade")
        .annotate(n=Count("pk"))
        .order_by()
    )

    for grade in Grade:
        number = found.get(grade, 0) if found else None
        yield Reading(
            f"grade_{grade}",
            f"质量{grade.label}",
            number,
            "件",
            str(span),
            f"本期结案、已评定的案件中质量{grade.label}的件数",
        )


def clock_figures(span):
    period = str(span)
    found = deadlines.kept("case", *span.moments)
    names = (
        ("examined_in_time", "法定期限内作出决定", EXAMINATION),
        ("assigned_in_time", "法定期限内指派", ASSIGNMENT),
        ("window_kept", "半小时办结兑现率", WINDOW_PROMISE),
        ("green_kept", "绿色通道当日办结兑现率", GREEN_PROMISE),
    )

    for key, label, rule in names:
        done, kept = found.get(rule.key, (0, 0))
        yield Reading(
            key,
            label,
            percent(kept, done),
            "%",
            period,
            f"“{rule.name}”按期办结的占比；到期没有办结的（含现在还没有办结的）算没有按期",
            1,
        )

    done, kept = found.get(EXAMINATION.key, (0, 0))
    yield Reading(
        "late_decisions",
        "超期决定",
        done - kept,
        "件",
        period,
        "本期法定审查期限届满时没有作出决定的件数",
    )
