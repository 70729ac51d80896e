"""What the notices on consultation, on the quality of the work and on complaints say: numbers, and where one complains (Law art. 55-59)."""

from django.db.models import Count, Sum

from cases.enums import ConsultChannel, FollowUpResult, Grade, Kind
from cases.law import topics
from cases.models import Consultation, FollowUp
from cases.models.consultation import ConsultationTopic
from cases.quality.enums.review import GRADED
from cases.quality.models import Callback, Draw, Inquiry, Observation, Review
from legalaid.faces.statistics.models import Span
from legalaid.platform.core.office import office_on
from stations.enums import StationKind
from stations.models import Station

from .content import content
from .enums import NoticeKind

CALLS = (Callback, FollowUp)  # while the work runs, and after its end
HOTLINE = "12348"


@content(NoticeKind.CONSULTATION)
def consultation(first, last):
    """Person-times by the way they came, items by what they were about; nobody's question."""
    begin, end = Span(first, last).moments
    asked = Consultation.objects.filter(at__gte=begin, at__lt=end).order_by()
    ways = dict(asked.values_list("channel").annotate(Count("pk")))
    named = ConsultationTopic.objects.filter(consultation__in=asked).order_by()
    matters = dict(named.values_list("topic").annotate(Count("pk")))
    tables = (
        _counted("法律咨询（人次）", "方式", ConsultChannel.choices, ways),
        _counted("咨询的问题（件）", "类型", topics.CHOICES, matters),
    )
    return {"tables": [table for table in tables if table]}


def _counted(caption, head, choices, numbers):
    """A table of those that are there, with their sum; None where none is."""
    rows = [[label, numbers[key]] for key, label in choices if numbers.get(key)]
    if not rows:
        return None

    rows.append(["合计", sum(number for _, number in rows)])
    return {
        "caption": caption,
        "head": [head, "数量"],
        "rows": rows,
        "counts": [1],
        "total": True,
    }


@content(NoticeKind.QUALITY)
def quality(first, last):
    """How many files were drawn and read, with what grades, and what else was looked at (Law art. 59)."""
    begin, end = Span(first, last).moments
    within = {"at__gte": begin, "at__lt": end}
    drawn = Draw.objects.filter(voided_at=None, **within).aggregate(sum=Sum("many"))["sum"]
    settled = Review.objects.filter(state__in=GRADED, settled_at__gte=begin, settled_at__lt=end)
    filled = Observation.objects.filled().filter(filled_at__gte=begin, filled_at__lt=end)
    reached = {"result": FollowUpResult.REACHED, **within}

    looked = [
        ["抽查（抽中的案件）", drawn or 0],
        ["案卷质量评估", settled.count()],
        ["庭审旁听", filled.count()],
        ["办案机关的意见", Inquiry.objects.filter(answered_on__range=(first, last)).count()],
        ["受援人回访（接通的）", sum(model.objects.filter(**reached).count() for model in CALLS)],
    ]

    tables = [
        {"caption": "质量检查（件）", "head": ["方式", "数量"], "rows": looked, "counts": [1]}
    ]
    if any(number for _, number in looked):
        tables += _grades(settled)
        return {"tables": tables}
    return {"tables": []}


def _grades(settled):
    numbers = {
        (kind, grade): number
        for kind, grade, number in settled.order_by()
        .values_list("case__kind", "grade")
        .annotate(Count("pk"))
    }
    if not numbers:
        return []

    rows = [
        [label, *(numbers.get((kind, one), 0) for one in Grade)] for kind, label in Kind.choices
    ]
    rows.append(["合计", *(sum(column) for column in list(zip(*rows, strict=True))[1:])])
    head = ["类别", *(grade.label for grade in Grade)]
    counts = list(range(1, len(head)))
    table = {"caption": "案卷评定等次（件）", "head": head, "rows": rows, "counts": counts}
    return [{**table, "total": True}]


@content(NoticeKind.COMPLAINTS)
def complaints(first, last):
    """Whom one complains to: the bureau, which handles and answers it (Law art. 55, 56; 令149号)."""
    names = office_on(last)
    bureaus = Station.objects.standing(last).filter(kind=StationKind.AUTHORITY)
    rows = [[row.name, row.phone or HOTLINE, row.address or "—"] for row in bureaus]
    rows = rows or [[names["bureau"] or "司法行政机关", HOTLINE, "—"]]

    told = [
        ["可以投诉什么", "应当援助不援助、拖延，收取财物，不履行职责，泄露隐私等"],
        ["怎样投诉", "当面、电话、书信均可；不能书写的，由工作人员记录"],
        ["由谁处理", f"{names['bureau'] or '司法行政机关'}处理，并告知结果"],
    ]
    return {
        "tables": [
            {"caption": "监督投诉渠道", "head": ["机关", "监督电话", "地址"], "rows": rows},
            {"caption": "投诉须知", "head": ["事项", "说明"], "rows": told},
        ]
    }
