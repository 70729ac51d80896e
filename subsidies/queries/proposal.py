from stations.queries.station import stations_for
from subsidies.models import Proposal


def proposals_for(user):
    """The proposals of the stations this person sees money of."""
    if not user.may("funds.view"):
        return Proposal.objects.none()
    rows = Proposal.objects.filter(station__in=stations_for(user))
    return rows.select_related("fund", "corrects", "posted", "entered_by", "decided_by", "station")
