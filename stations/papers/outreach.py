from legalaid.platform.documents.access import register as register_access
from stations.models import OutreachEvent
from stations.queries.outreach import events_for
from stations.queries.station import stations_for


def may_open(user, subject_id, *, write=False):
    """Photographs of an activity: for those who see it; its own station adds them."""
    if not write:
        return events_for(user).filter(pk=subject_id).exists()

    own = OutreachEvent.objects.filter(station__in=stations_for(user))
    return user.may("outreach.record") and own.filter(pk=subject_id).exists()


register_access("outreach", may_open)
