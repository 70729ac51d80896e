"""Readings of the systems the county's report enumerates: hearings observed, quality files, volunteers, the open window on the web."""

from django.db.models import Avg, Count, Q

from cases.enums import Channel
from cases.models import Case, Closure, Pool, Volunteer
from cases.quality.models import Observation
from stations.models import OutreachTag

from .reading import Reading
from .window import days, times


def system_figures(span):
    """Unknown where nothing of the kind was registered: a system that rests is not praised with a nought."""
    period = str(span)
    seen = Observation.objects.filled().filter(**times(span, "starts_at"))
    seen = seen.aggregate(n=Count("pk"), score=Avg("score"))
    closed = Closure.objects.filter(**days(span, "closed_on"), case__handler__isnull=False)
    files = closed.order_by().values("case__handler").distinct().count()
    pools = Pool.objects.filter(**times(span, "at")).count()
    put_forward = Volunteer.objects.filter(withdrawn_at=None, **times(span, "at")).count()
    online = Case.objects.filter(channel=Channel.WEB, **times(span, "received_at")).count()

    rows = (
        ("observed", "旁听庭审", seen["n"], "次", "本期开庭、已填写旁听评价表的次数", 0),
        ("observed_score", "旁听平均评分", seen["score"], "分", "旁听评价表评分的平均", 1),
        ("quality_files", "承办人质量档案", files, "份", "本期有办结案件、建有质量档案的承办人数", 0),
        ("pools", "公开征集承办人", pools, "件", "本期发起自愿办案征集的件数", 0),
        ("volunteers", "报名承办", put_forward, "人次", "本期承办人自愿报名、没有撤回的人次", 0),
        ("online", "网上申请", online, "件", "本期通过网络提出的申请件数", 0),
    )  # fmt: skip
    for key, label, value, unit, definition, decimals in rows:
        yield Reading(key, label, value or None, unit, period, definition, decimals)

    plans = OutreachTag.objects.filter(
        Q(first_year__lte=span.ends.year), last_year__gte=span.ends.year
    )
    named = list(plans.order_by("first_year", "name").values_list("name", flat=True))
    yield Reading("law_plan", "普法规划", named, "", period, "本年度在“普法规划标签”中执行的规划")
