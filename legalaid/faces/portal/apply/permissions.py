"""Who deals with what came in by the network."""

from stations.queries.station import stations_for


def of_ones_place(user, submission):
    """The office or station the applicant chose deals with it, and whoever looks after that place."""
    is_own = stations_for(user).filter(pk=submission.station_id).exists()
    return "" if is_own else "此网上申请交给了另一单位。"
