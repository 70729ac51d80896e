"""Consultations, by person-time, and what was asked, by item."""

from datetime import datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.db.models.lookups import Contains
from django.utils import timezone

from cases.enums import ConsultState
from cases.law.local import COLUMNS
from cases.models import Consultation, ConsultationTopic, CountedCase
from cases.queries.consultation import consultations_for

from .source import Source, register

CROWDS = {
    "woman": ("woman",),
    "disabled": ("disabled", "blind_deaf_mute"),
    "military": ("soldier", "soldier_family"),
    **{
        code: (code,)
        for code in ("farmer", "migrant_worker", "minor", "elderly", "minority", "foreigner")
    },
}


GRANTED = Exists(CountedCase.objects.filter(case=OuterRef("case"), part=0, granted=True))


def _during(field):
    def events(span):
        first, after = (
            timezone.make_aware(datetime.combine(day, time()))
            for day in (span.starts, span.ends + timedelta(days=1))
        )
        return {"asked": Q(**{f"{field}__gte": first, f"{field}__lt": after})}

    return events


def _among(codes, listed="crowds"):
    """The list is JSON; as text it reads the same in both databases."""
    found = Q()
    for code in codes:
        found |= Q(Contains(Cast(listed, TextField()), f'"{code}"'))
    return found


def _visible(user, rows):
    return (
        consultations_for(user)
        .filter(pk__in=rows.order_by().values("pk"))
        .select_related("station")
    )


def _visible_topics(user, rows):
    return (
        rows.filter(consultation__in=consultations_for(user))
        .select_related("consultation__station")
        .order_by("-consultation__at")
    )


def _cells(row):
    return (
        row.number,
        row.who,
        row.get_channel_display(),
        row.get_outcome_display(),
        row.station.name,
        timezone.localdate(row.at).isoformat(),
    )


register(
    Source(
        "consultations", Consultation, _during("at"), {"persons": Count("pk")}, _visible, "cases.consult",
        ("编号", "姓名", "方式", "处理", "站点", "日期"), _cells, cuts=("station", "township"),
        flags={f"among_{name}": _among(codes) for name, codes in CROWDS.items()}
        | {"among_none": ~_among([code for codes in CROWDS.values() for code in codes])}
        | {f"local_{column}": _among([column], "local") for column in COLUMNS}
        | {"granted": Q(GRANTED), "applied": Q(state=ConsultState.APPLIED)},
        named_by=("number",),
    )
)  # fmt: skip
register(
    Source(
        "topics", ConsultationTopic, _during("consultation__at"), {"items": Count("pk")}, _visible_topics, "cases.consult",
        ("编号", "问题类型", "姓名", "方式", "处理", "站点", "日期"),
        lambda row: (row.consultation.number, row.get_topic_display(), *_cells(row.consultation)[1:]), station="consultation__station",
        address=lambda row: row.consultation.get_absolute_url(), named_by=("consultation__number", "topic"),
    )
)  # fmt: skip
