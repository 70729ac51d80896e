"""The register of fees spared and of judicial aid: what one sees, and what its rows add up to (report S24)."""

from django.db.models import Count, Q, Sum

from cases.law.relief import AID, GRANTED, MISTAKEN, PARTLY
from cases.models import Relief

from .case import cases_for

WAITING = Q(answered_on=None)
STANDS = {
    "told": ("已告知，没有申请", WAITING & Q(asked_on=None)),
    "asked": ("已申请，等答复", WAITING & Q(asked_on__isnull=False)),
    "granted": ("准许", Q(result=GRANTED)),
    "partly": ("部分准许", Q(result=PARTLY)),
    "refused": ("不准许", ~WAITING & ~Q(result__in=(GRANTED, PARTLY, MISTAKEN))),
}


def reliefs_for(user):
    """Of the cases one reads, the last told of first; what was registered by mistake is none."""
    rows = Relief.objects.exclude(result=MISTAKEN).filter(case__in=cases_for(user).order_by())
    return rows.select_related("case__applicant", "case__cause").order_by("-told_on", "-pk")


def totals_of(rows):
    """{"told", "asked", "granted", "saved", "aid"}: items, and yuan of fees spared and of aid paid."""
    granted, aid = Q(result__in=(GRANTED, PARTLY)), Q(kind=AID)
    return rows.order_by().aggregate(
        told=Count("pk"),
        asked=Count("pk", filter=Q(asked_on__isnull=False)),
        granted=Count("pk", filter=granted),
        saved=Sum("amount", filter=granted & ~aid, default=0),
        aid=Sum("amount", filter=granted & aid, default=0),
    )


def stand_of(row):
    """As `STANDS` has it, of one row."""
    if row.answered_on:
        return row.get_result_display()
    return STANDS["asked" if row.asked_on else "told"][0]
