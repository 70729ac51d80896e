"""Means that were asked about, commitments that are drawn and checked, and who may not commit again."""

from cases.models import CommitmentBar, MaterialItem, MeansTest, VerificationPlan
from legalaid.platform.core.calendar import day_span
from stations.queries.station import reach

from .eligibility import PROOF


def commitments_between(user, first, last):
    """Statements that rest on a commitment, of applications received within these days, without those whose means are never asked about."""
    span = day_span(first, last)
    proven = MaterialItem.objects.filter(slot=PROOF).exclude(received_on=None).values("case")
    rows = MeansTest.objects.filter(committed=True, not_limited="", case__station__in=reach(user))
    rows = rows.filter(case__received_at__gte=span[0], case__received_at__lt=span[1])
    return rows.exclude(exempt__gt="", case__in=proven)


def plans_for(user):
    if not user.may("means.verify"):
        return VerificationPlan.objects.none()
    return VerificationPlan.objects.filter(station__in=reach(user)).defer("population")


def bar_of(person):
    """The bar in force on commitments of this human being, or None."""
    standing = CommitmentBar.objects.filter(being=person.being, lifted_at=None)
    return standing.select_related("case").last()
