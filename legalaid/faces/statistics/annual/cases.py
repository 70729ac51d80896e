"""Readings of cases, quality and promises. What the statutory tables count too is read from their figures."""

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from cases.enums import Grade, Kind, Satisfaction
from cases.law.sevenones import TITLES
from cases.models import Case, Closure, CountedCase, Decision, Discussion, FollowUp
from cases.periods import (
    ASSIGNMENT,
    CLOSURE_FILE,
    CLOSURE_REVIEW,
    EXAMINATION,
    GREEN_PROMISE,
    WINDOW_PROMISE,
)
from legalaid.faces.statistics.figures import FIGURES as TABLES
from legalaid.faces.statistics.queries.sums import sums
from legalaid.platform.core.money import TEN_THOUSAND, percent
from legalaid.platform.procedure import deadlines

from .reading import Reading
from .window import days, times

# reading -> the figure, or the figures added up, of the statutory tables
FIGURES = {
    "applications": ("all.received",),
    "granted": ("all.granted",),
    **{f"granted_{kind}": (f"{kind}.granted",) for kind in Kind.values},
    "closed": ("all.closed",),
    "recipients": ("all.recipients",),
    "amount_won": ("all.won",),
    "migrant_workers": ("all.recipients.migrant_worker",),
    "elderly": ("all.recipients.elderly",),
    "disabled": ("all.recipients.disabled",),
    "women": ("all.recipients.woman",),
    "minors": ("all.recipients.minor",),
    "wages": ("civil.granted.wages",),
    "traffic": ("civil.granted.traffic",),
    "work_injury": ("civil.granted.work_injury", "administrative.granted.work_injury"),
    "medical": ("civil.granted.medical",),
    "by_lawyers": ("handled.lawyer",),
    "by_grassroots": ("handled.grassroots",),
    "by_agency": ("handled.agency",),
}
LABELS = {
    "applications": "收到申请",
    "granted": "给予法律援助",
    **{f"granted_{kind}": f"给予{label}法律援助" for kind, label in Kind.choices},
    "closed": "办结案件",
    "recipients": "受援人",
    "migrant_workers": "农民工受援人",
    "elderly": "老年人受援人",
    "disabled": "残疾人受援人",
    "women": "妇女受援人",
    "minors": "未成年人受援人",
    "wages": "支付劳动报酬案件",
    "traffic": "交通事故案件",
    "work_injury": "工伤案件",
    "medical": "医疗损害案件",
    "by_lawyers": "社会律师办结",
    "by_grassroots": "基层法律服务工作者办结",
    "by_agency": "法律援助机构人员办结",
}


def case_figures(span):
    """What the tables of the same days print; unknown of days of which nothing was registered."""
    keys = {key for figures in FIGURES.values() for key in figures}
    now, before = sums(keys, span), sums({"all.granted", "all.received"}, span.year_before)
    known, known_before = any(now.values()), any(before.values())
    total = CountedCase.objects.filter(granted=True, decided_on__lte=span.ends)
    total = total.aggregate(n=Coalesce(Sum("weight"), 0))["n"]
    granted = Decision.objects.current().filter(granted=True).values("case")
    green = Case.objects.filter(green=True, pk__in=granted, **times(span, "decided_at")).aggregate(
        n=Coalesce(Sum("counted__weight"), 0)
    )["n"]

    def count(key, label, value, definition, unit="件", period=str(span)):
        return Reading(key, label, value, unit, period, definition)

    for key, label in LABELS.items():
        figures = [TABLES[figure] for figure in FIGURES[key]]
        value = sum(now[figure.key] for figure in figures) if known else None
        yield count(key, label, value, figures[0].definition, figures[0].unit)
    won = now["all.won"] / TEN_THOUSAND if known else None
    definition = TABLES["all.won"].definition
    yield Reading("amount_won", "挽回损失或取得利益", won, "万元", str(span), definition, 2)
    yield count(
        "granted_before",
        "上年同期给予法律援助",
        before["all.granted"] if known_before else None,
        TABLES["all.granted"].definition,
        period=str(span.year_before),
    )
    yield count("granted_total", "累计给予法律援助", total, "截至期末累计决定给予的件数")
    yield count("green", "绿色通道案件", green if known else None, "本期给予援助的绿色通道案件")


def quality_figures(span):
    period = str(span)
    closures = Closure.objects.filter(**days(span, "closed_on"))
    calls = FollowUp.objects.filter(**times(span, "at")).exclude(result="voided")
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
    held = Discussion.objects.held().filter(case=OuterRef("case"))
    discussed = closures.filter(Q(discussed_on__isnull=False) | Exists(held)).count()

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

    late = (
        ("late_decisions", "超期决定", EXAMINATION, "法定审查期限届满时没有作出决定"),
        ("late_assignments", "超期指派", ASSIGNMENT, "指派期限届满时没有指派"),
        ("late_files", "迟报结案材料", CLOSURE_FILE, "报送结案归档材料期限届满时没有报送"),
        ("late_reviews", "超期审查结案材料", CLOSURE_REVIEW, "审查期限届满时没有审查结案材料"),
    )
    for key, label, rule, said in late:
        done, kept = found.get(rule.key, (0, 0))
        yield Reading(key, label, done - kept, "件", period, f"本期{said}的件数")
