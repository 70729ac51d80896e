"""The answer to another agency's request."""

from legalaid.platform.core.money import yuan
from legalaid.platform.core.office import office_at
from legalaid.platform.core.words import day
from stations.models import Station


def cooperation_reply(row, *, by, at):
    """What was found, or why it could not be; of what it cost."""
    center = Station.objects.get(path=row.station.path.split("/")[0] + "/")
    return {
        "date": day(at),
        "officer": by.name,
        "to": row.agency,
        "their_number": row.their_number,
        "received_on": day(row.received_on),
        "person": row.person,
        "helped": row.helped,
        "answer": row.answer,
        "cost": yuan(row.cost) if row.cost else "",
        "contact": {"address": center.address, "phone": center.phone},
        "seal": office_at(at)["center"],
    }
