"""Readings of the fees that recipients were spared and of judicial aid (report S24)."""

from django.db.models import Count, Q, Sum

from cases.law.relief import AID, GRANTED, MISTAKEN, PARTLY
from cases.models import Relief

from .reading import Reading
from .window import days


def relief_figures(span):
    """Unknown where nothing was told of: a county that registers none has no zeros to report."""
    period, right = str(span), Relief.objects.exclude(result=MISTAKEN)
    known = right.filter(**days(span, "told_on")).exists()
    granted = Q(result__in=(GRANTED, PARTLY))
    fees, aid = ~Q(kind=AID), Q(kind=AID)
    asked = right.filter(**days(span, "asked_on")).aggregate(
        fees=Count("pk", filter=fees), aid=Count("pk", filter=aid)
    )
    answered = right.filter(granted, **days(span, "answered_on")).aggregate(
        fees=Count("pk", filter=fees),
        aid=Count("pk", filter=aid),
        saved=Sum("amount", filter=fees, default=0),
        paid=Sum("amount", filter=aid, default=0),
    )
    told = right.filter(**days(span, "told_on")).count()

    rows = (
        ("relief_told", "告知减免费用、司法救助", told, "项", "本期告知受援人可以申请的项数"),
        ("relief_asked", "申请减免费用", asked["fees"], "项", "本期向法院、公证机构、司法鉴定机构等申请的项数"),
        ("relief_granted", "准许减免费用", answered["fees"], "项", "本期答复准许（含部分准许、缓交）的项数"),
        ("relief_saved", "减免费用", answered["saved"], "元", "本期答复准许减交、免交的金额，缓交的不算"),
        ("aid_asked", "申请司法救助", asked["aid"], "件", "本期申请的件数"),
        ("aid_granted", "给予司法救助", answered["aid"], "件", "本期答复准许的件数"),
        ("aid_paid", "司法救助金", answered["paid"], "元", "本期答复准许的金额"),
    )  # fmt: skip
    for key, label, value, unit, definition in rows:
        decimals = 2 if unit == "元" else 0
        yield Reading(key, label, value if known else None, unit, period, definition, decimals)
