"""What each kind of notice says: `fn(first, last) -> {"tables": [...], "steps": bool, "public": [names and numbers that are public on purpose]}`, all of it plain JSON.

A table: caption, head, rows (first column is the label), counts (columns that count people or cases), amounts (columns that would tell the
count of their row), total (the last row sums the others).
"""

from django.db.models import Max, Min, Q, Sum

from cases.enums import Channel, Kind
from cases.models import CountedCase
from legalaid.faces.statistics.models import Span
from legalaid.faces.statistics.sources.cases import case_events
from legalaid.platform.core.money import percent
from legalaid.platform.procedure import deadlines
from legalaid.platform.procedure.clocks import RULES, Unit
from legalaid.platform.procedure.models import Deadline
from stations.models import Shift
from stations.queries.handler import public_roster

from .enums import NoticeKind

CONTENTS = {}


def content(kind):
    def register(builder):
        CONTENTS[kind] = builder
        return builder

    return register


@content(NoticeKind.CASES)
def cases(first, last):
    """Counted as the statutory tables count (cases.law.counting): separable claims are as many cases as there are applicants."""
    span = Span(first, last)
    happened, told = case_events(span), Q(profile__channel=Channel.NOTICE)
    granted = Q(granted=True)
    counts = {
        "申请": happened["received"] & ~told,
        "通知辩护": happened["received"] & told,
        "受理": _during(span, "case__accepted_at"),
        "给予援助": happened["decided"] & granted,
        "不予援助": happened["decided"] & ~granted,
        "指派": _during(span, "case__assigned_at"),
        "结案": happened["closed"] & granted,
    }
    sums = {head: Sum("weight", filter=which, default=0) for head, which in counts.items()}
    by_kind = CountedCase.objects.values("profile__kind").order_by("profile__kind")
    found = {row["profile__kind"]: row for row in by_kind.annotate(**sums)}
    rows = [
        [label, *(found.get(kind, {}).get(head, 0) for head in counts)]
        for kind, label in Kind.choices
    ]
    rows.append(["合计", *(sum(column) for column in list(zip(*rows, strict=True))[1:])])

    if not any(rows[-1][1:]):
        return {"tables": []}

    table = {"caption": "案件办理情况（件）", "head": ["类别", *counts], "rows": rows}
    return {"tables": [{**table, "counts": list(range(1, len(counts) + 1)), "total": True}]}


def _during(span, field):
    begin, end = span.moments
    return Q(**{f"{field}__gte": begin, f"{field}__lt": end})


@content(NoticeKind.PROMISES)
def promises(first, last):
    """Periods met in the time: of the Law, and of our own promise where there is one; what fell due undone was not kept."""
    span = Span(first, last).moments
    kept, early = deadlines.kept("case", *span), deadlines.kept("case", *span, "promised_at")
    begun = Deadline.objects.ours().told_within(*span).filter(workflow="case").order_by("rule")
    started = begun.values_list("rule").annotate(Min("started_at"), Max("started_at"))
    rows = [
        [
            RULES[rule].name,
            deadlines.limits_between(rule, earliest, latest),
            kept[rule][0],
            rate(*kept[rule]),
            rate(*early.get(rule, (0, 0))),
        ]
        for rule, earliest, latest in started
        if told(deadlines.rule_for(rule, last))
    ]
    table = {
        "caption": "期限和承诺兑现情况",
        "head": ["事项", "时限", "应办结（件）", "按期办结率", "承诺时限内办结率"],
        "rows": rows,
    }

    return {"tables": [{**table, "counts": [2]}] if rows else []}


def rate(whole, part):
    """0.983 -> "98.3%"; nothing to divide by gives a dash."""
    return f"{percent(part, whole)}%" if whole else "—"


@content(NoticeKind.HANDLERS)
def handlers(first, last):
    """The published roster from which a recipient may choose (点援制): name, kind, unit, speciality."""
    people = public_roster()
    rows = [
        [one.user.name, one.get_kind_display(), one.firm.name, one.licence or "—", one.specialities]
        for one in people
    ]
    table = {
        "caption": "法律援助人员名册",
        "head": ["姓名", "类别", "执业机构", "执业证号", "专长"],
        "rows": rows,
    }

    return {
        "tables": [table] if rows else [],
        "public": sorted({row[0] for row in rows} | {one.licence for one in people if one.licence}),
    }


@content(NoticeKind.DUTY)
def duty(first, last):
    """Who is on duty where on which day, from the published rosters; duty lawyers' names are made known to those who look for them."""
    shifts = list(
        Shift.objects.published()
        .standing()
        .filter(day__range=(first, last))
        .exclude(handler=None)
        .with_people()
    )
    posts = sorted({shift.post for shift in shifts}, key=lambda post: (post.kind, post.name))

    found = {}
    for shift in shifts:
        found.setdefault(shift.day, {}).setdefault(shift.post, []).append(shift.handler.user.name)

    days = [
        [weekday(day), *("、".join(on.get(post, ())) or "—" for post in posts)]
        for day, on in sorted(found.items())
    ]
    places = [
        [post.name, post.place or "—", f"{post.starts:%H:%M}至{post.ends:%H:%M}"] for post in posts
    ]
    tables = [
        {"caption": "值班地点和时间", "head": ["岗位", "地点", "时间"], "rows": places},
        {"caption": "值班人员", "head": ["日期", *(post.name for post in posts)], "rows": days},
    ]
    public = {row[1] for row in places} | {cell for row in days for cell in row[1:]}

    return {"tables": tables if shifts else [], "public": sorted(public - {"—"})}


def weekday(day):
    return f"{day.month}月{day.day}日（{'一二三四五六日'[day.weekday()]}）"


@content(NoticeKind.RULES)
def rules(first, last):
    """Statutory and promised periods in force, and the flow chart; both from the tables the engine runs on."""
    found = [rule for rule in (deadlines.rule_for(key, last) for key in RULES) if told(rule)]
    rows = [[rule.name, rule.limit_text, promise(rule), rule.article or "—"] for rule in found]
    table = {"caption": "办理期限", "head": ["事项", "时限", "承诺时限", "依据"], "rows": rows}
    return {"tables": [table], "steps": True}


def told(rule):
    """Only what a law states or the office measures is made public, and what the office has set itself; never the limits of its inner work."""
    return not rule.own and (rule.public or rule != RULES[rule.key])


def promise(rule):
    if not rule.by_law:
        return rule.limit_text
    return f"{rule.promised_limit}{Unit(rule.promised_unit).label}" if rule.promised_limit else "—"
