"""What the public reads of the director's board: sums of a period and what they are made of, every number of people at least as large as the
office has set. What is smaller is added to 其他, so that nothing is left to be reckoned from a total (decision 164)."""

from cases.enums import Channel, Kind, Row
from cases.models.threshold import thresholds
from legalaid.faces.statistics.figures.counting import LABELS
from legalaid.faces.statistics.models import Span
from legalaid.faces.statistics.queries.sums import sums, sums_by
from legalaid.platform.core.money import wan
from stations.models import Station

from .content import content, promises
from .deidentify import COVERED, groups, hidden, lumped
from .enums import NoticeKind
from .overlap import crossed

MAIN = {
    "all.received": "收到申请（件）",
    "all.granted": "给予法律援助（件）",
    "all.recipients": "受援人（人次）",
    "all.closed": "办结（件）",
    "asked": "法律咨询（人次）",
}
WAYS = {"visit": "来访", "phone": "来电（含12348热线）", "letter": "来信", "web": "网络", "other": "其他方式"}  # fmt: skip
KINDS = {f"{kind}.granted": kind for kind in Kind.values}
STATIONS = 60  # more would be a list nobody reads


@content(NoticeKind.FIGURES)
def figures(first, last):
    """Counted as the statutory tables count; a table of less people than the limit is left out."""
    small, span = thresholds()["small_count"], Span(first, last)
    keys = [*MAIN, "all.won", *(f"asked.by.{way}" for way in WAYS)]
    now, before = sums(keys, span), sums(keys, span.year_before)
    if not any(now[key] for key in MAIN):
        return {"tables": []}

    known = any(before[key] for key in MAIN) and not crossed(span.year_before)
    tables = [
        _main(now, before if known else None, small),
        _won(now, before if known else None, small),
        _matters(span, small),
        _crowds(span, small),
        _ways(now, small),
        _sources(span, small),
        _stations(span, small),
        _promises(first, last, small),
    ]
    told = [table for table in tables if table and table["rows"]]
    return {"tables": told, "small": small, "before": known}


def _said(number, small):
    return hidden(small) if 0 < number < small else int(number)


def _main(now, before, small):
    rows = [
        [label, _said(now[key], small), _said(before[key], small) if before else COVERED]
        for key, label in MAIN.items()
    ]
    return {
        "caption": "总体情况", "head": ["项目", "本期", "上年同期"], "rows": rows, "counts": [1, 2], "large": True,
    }  # fmt: skip


def _won(now, before, small):
    """What was won for the closed cases, where these are enough that it tells of nobody."""
    rows = [
        [label, int(found["all.closed"]), f"{wan(found['all.won'], 2):,}"]
        for label, found in (("本期", now), ("上年同期", before))
        if found and found["all.closed"] >= small
    ]
    return {
        "caption": "为受援人挽回损失或者取得利益", "head": ["时期", "办结（件）", "金额（万元）"], "rows": rows, "counts": [1], "amounts": [2],
    }  # fmt: skip


def _matters(span, small):
    """Kinds, those too small together with the next, each with its causes."""
    by_row, whole = sums_by(list(KINDS), span, None, "row"), sums(list(KINDS), span)
    causes, kinds = dict(Row.choices), dict(Kind.choices)
    rows = []
    for codes, number in groups({kind: whole[key] for key, kind in KINDS.items()}, small):
        label = "、".join(kinds[kind] for kind in codes)
        rows.append([label, int(number)])
        own = {}
        for row, found in by_row.items():
            own[row] = sum(found.get(f"{kind}.granted", 0) for kind in codes)
        named = [(causes.get(row, ""), count) for row, count in own.items()]
        rows += [[f"　{name}", count] for name, count in lumped(named, small, f"其他{label}案件")]
    total = sum(whole.values())
    rows = [*rows, ["合计", int(total)]] if total >= small else []
    return _counted("给予法律援助的案件（按类别、案由）", "类别、案由", "件", rows)


def _crowds(span, small):
    """People may belong to several, so nothing is added up; one that is small is left out, and one that all but a few belong to."""
    keys = {f"all.recipients.{code}": label for code, label in LABELS.items()}
    found = sums(["all.recipients", *keys], span)
    others = {key: found["all.recipients"] - found[key] for key in keys}
    enough = [
        [keys[key], int(found[key])]
        for key in keys
        if found[key] >= small and not 0 < others[key] < small
    ]
    rows = sorted(enough, key=lambda row: -row[1])
    return _counted("受援人的类别（一人可以属于几类）", "人员类别", "人次", rows)


def _ways(now, small):
    named = [(label, now[f"asked.by.{way}"]) for way, label in WAYS.items()]
    return _counted("法律咨询的方式", "方式", "人次", _lines(named, small, "其他方式"))


def _sources(span, small):
    labels = dict(Channel.choices)
    found = sums_by(["all.granted"], span, None, "channel")
    named = [(labels.get(code, ""), by["all.granted"]) for code, by in found.items()]
    return _counted("给予法律援助的案件（按来源）", "来源", "件", _lines(named, small, "其他来源"))


def _stations(span, small):
    found = sums_by(["all.received"], span, None, "station")
    if len(found) > STATIONS:
        return None
    names = dict(Station.objects.filter(pk__in=found).values_list("pk", "name"))
    named = [(names[pk], by["all.received"]) for pk, by in found.items()]
    return _counted("各站点收到的申请", "站点", "件", _lines(named, small, "其他站点"))


def _lines(named, small, rest):
    return [list(one) for one in lumped(named, small, rest)]


def _counted(caption, label, unit, rows):
    return {
        "caption": f"{caption}（{unit}）",
        "head": [label, unit],
        "rows": rows,
        "counts": [1],
        "bars": 1,
    }


def _promises(first, last, small):
    """Of the limits told in the notice of promises those that enough matters came under."""
    found = promises(first, last)["tables"]
    rows = [row[:4] for table in found for row in table["rows"] if row[2] >= small]
    return {
        "caption": "期限和承诺兑现情况", "head": ["事项", "时限", "应办结（件）", "按期办结率"], "rows": rows, "counts": [2],
    }  # fmt: skip
