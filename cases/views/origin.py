"""Where an application comes from: a consultation whose words it takes over, so that nothing is typed twice."""

from dataclasses import dataclass

from cases.domain.consultation import escalate
from cases.enums import Channel, ConsultChannel
from cases.models import Consultation
from cases.queries.consultation import consultations_for

# how a consultation reached us, as the source of the application that comes of it
CONSULTED = {
    ConsultChannel.PHONE: Channel.PHONE,
    ConsultChannel.HOTLINE: Channel.PHONE,
    ConsultChannel.LETTER: Channel.LETTER,
    ConsultChannel.WEB: Channel.WEB,
    ConsultChannel.CHAT: Channel.WEB,
}
PERSON = ("name", "id_kind", "id_number", "sex", "birth", "phone", "address", "crowds")


@dataclass(frozen=True)
class Origin:
    consultation: Consultation | None = None

    @property
    def fields(self):
        """The hidden fields that carry it through the form and its drafts."""
        return {"consultation": self.consultation.pk} if self.consultation else {}

    @property
    def initial(self):
        row = self.consultation
        if row is None:
            return {}
        found = {name: getattr(row, name) for name in PERSON if name != "id_kind" or row.id_number}
        return found | {"facts": row.question, "channel": CONSULTED.get(row.channel, Channel.VISIT)}

    def lead_to(self, case, *, by):
        """The case was registered: what it comes from says so."""
        if self.consultation:
            escalate(self.consultation, by=by, case=case)


def origin_of(user, data):
    """What `data` (the query or the form) names, when it is within the user's rights and has led to no case yet."""
    asked = data.get("consultation", "") if data else ""
    rows = consultations_for(user).filter(case=None)
    return Origin(rows.filter(pk=asked).first() if asked.isdigit() else None)
