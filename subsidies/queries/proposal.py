"""Which proposals a person may see, and the balance before whoever approves one."""

from stations.queries.station import stations_for
from subsidies.enums import ProposalKind, ProposalState
from subsidies.law import chart
from subsidies.models import Allotment, Proposal

TAKING = (ProposalKind.EXPENSE, ProposalKind.TRANSFER)


def _of(user):
    if not user.may("funds.view"):
        return Proposal.objects.none()
    return Proposal.objects.filter(station__in=stations_for(user))


def proposals_for(user):
    """The proposals of the stations this person sees money of."""
    return _of(user).select_related("fund", "entered_by", "decided_by", "case")


def for_list(proposals):
    """With what the list shows of each; an entry is known by its number."""
    own = ("kind", "state", "year", "amount", "reason", "entered_at", "corrects", "posted")
    fund = ("fund__year", "fund__source")
    people = ("entered_by__name", "decided_by__name")
    return proposals.only(*own, *fund, *people, "case__number")


def appropriations(user, fund):
    """The papers by which a fund was given its money."""
    approved = _of(user).filter(fund=fund, state=ProposalState.APPROVED)
    papers = approved.filter(kind=ProposalKind.APPROPRIATION)
    return papers.only("document_date", "document_number", "line", "amount")


def balance_before(proposal):
    """What the line that pays holds now, and what would be left; None for a proposal that takes nothing or is decided."""
    touches_a_balance = proposal.kind in (*TAKING, ProposalKind.OVERDRAFT)
    is_open = proposal.state == ProposalState.ENTERED
    if not (is_open and touches_a_balance and proposal.fund_id):
        return None

    line = chart.EXPENSES[proposal.expense].line if proposal.expense else proposal.line
    allotments = Allotment.objects.filter(fund=proposal.fund, line=line)
    allotment = allotments.select_related("fund").first()

    takes = proposal.kind in TAKING
    left = allotment.available - proposal.amount if allotment and takes else None
    return {"allotment": allotment, "left": left}
