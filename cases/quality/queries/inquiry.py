"""Organs asked, and what they say: one by one, and in figures by organ."""

from django.db.models import Avg, Count, IntegerField, Q
from django.db.models.functions import Cast

from cases.quality.enums import InquiryState
from cases.quality.models import Inquiry
from legalaid.platform.core.calendar import day_span
from stations.queries.station import reach

GOOD = ("3", "4")


def inquiries_for(user):
    if not user.may("quality.inquire"):
        return Inquiry.objects.none()
    return Inquiry.objects.filter(case__station__in=reach(user))


def of_code(user, code):
    """The inquiry whose slip bears this code, as it is read or typed; None."""
    return inquiries_for(user).filter(code=code.strip().upper()).first()


def figures_by_organ(user, first, last):
    """Of letters sent within these days, an organ a line: {organ, asked, answered, overall: 1 to 4 or None, good, unclean}."""
    answered = Q(state=InquiryState.ANSWERED)
    rows = Inquiry.objects.exclude(state=InquiryState.VOID)
    begin, end = day_span(first, last)
    rows = rows.filter(case__station__in=reach(user), at__gte=begin, at__lt=end)

    return (
        rows.values("organ")
        .order_by("organ")
        .annotate(
            asked=Count("pk"),
            answered=Count("pk", filter=answered),
            average=Avg(Cast("overall", IntegerField()), filter=answered),
            good=Count("pk", filter=answered & Q(overall__in=GOOD)),
            unclean=Count("pk", filter=answered & Q(clean=False)),
        )
    )
