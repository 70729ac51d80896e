from stations.queries.station import stations_for
from subsidies.enums import ProposalKind, ProposalState
from subsidies.models import Proposal


def _of(user):
    return (
        Proposal.objects.filter(station__in=stations_for(user))
        if user.may("funds.view")
        else Proposal.objects.none()
    )


def proposals_for(user):
    """The proposals of the stations this person sees money of."""
    return _of(user).select_related("fund", "entered_by", "decided_by")


def for_list(proposals):
    """With what the list shows of each; an entry is known by its number."""
    people = ("entered_by__name", "decided_by__name")
    return proposals.only(
        "kind",
        "state",
        "year",
        "amount",
        "reason",
        "entered_at",
        "corrects",
        "posted",
        "fund__year",
        "fund__source",
        *people,
    )


def appropriations(user, fund):
    """The papers by which a fund was given its money."""
    papers = _of(user).filter(
        fund=fund, kind=ProposalKind.APPROPRIATION, state=ProposalState.APPROVED
    )
    return papers.only("document_date", "document_number", "line", "amount")
