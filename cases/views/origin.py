"""Where an application comes from: a number of the hall, a consultation, a duty lawyer's help or a referral slip, whose words it takes over, so that
nothing is typed twice; or an earlier case of the same person, which gives the name alone: numbers are revealed on the record only."""

from dataclasses import dataclass

from django.utils import timezone

from cases.domain.consultation import escalate
from cases.domain.filled import tell_filled
from cases.domain.help import escalate as become_application
from cases.domain.referral import come_of
from cases.enums import FORWARDED as FORWARDED_BY
from cases.enums import Channel, ConsultChannel, HelpState
from cases.law.help import role_at
from cases.models import Case, Consultation, Help
from cases.queries.case import cases_for
from cases.queries.consultation import consultations_for
from cases.queries.help import helps_for
from legalaid.platform.core.identifiers import IdKind
from legalaid.platform.core.safety import details_of
from legalaid.platform.office.asked import as_number
from stations.enums import SlipMatter, SlipState, StationHost
from stations.hall.law import queueing
from stations.hall.models import Ticket
from stations.hall.queries.ticket import ticket_in
from stations.models import Referral
from stations.queries.referral import referrals_for
from stations.queries.station import station_of

# how a consultation reached us, as the source of the application that comes of it
CONSULTED = {
    ConsultChannel.PHONE: Channel.PHONE,
    ConsultChannel.HOTLINE: Channel.PHONE,
    ConsultChannel.LETTER: Channel.LETTER,
    ConsultChannel.WEB: Channel.WEB,
    ConsultChannel.CHAT: Channel.WEB,
}
FORWARDED = (HelpState.FORWARDING, HelpState.FORWARDED)
SHOWN = ("id_number", "phone", "address")
HOSTED = {
    StationHost.COURT: Channel.COURT,
    StationHost.PROCURATORATE: Channel.PROCURATORATE,
    StationHost.POLICE: Channel.POLICE,
    StationHost.DETENTION: Channel.CUSTODY,
    StationHost.PRISON: Channel.CUSTODY,
    StationHost.MILITARY: Channel.MILITARY,
}
OF_CONSULTATION = ("name", "id_kind", "id_number", "sex", "birth", "phone", "address", "crowds")
OF_HELP = ("name", "id_kind", "id_number", "sex", "birth", "cause", "stage", "organ")
OF_SLIP = ("name", "id_number", "phone", "address", "facts")


@dataclass(frozen=True)
class Origin:
    consultation: Consultation | None = None
    help: Help | None = None
    referral: Referral | None = None
    ticket: Ticket | None = None
    earlier: Case | None = None

    @property
    def fields(self):
        """The hidden fields that carry it through the form and its drafts."""
        named = {
            "consultation": self.consultation,
            "help": self.help,
            "referral": self.referral,
            "ticket": self.ticket,
        }
        return {name: row.pk for name, row in named.items() if row}

    @property
    def initial(self):
        if self.consultation:
            return _asked(self.consultation)
        if self.help:
            return _helped(self.help)
        if self.referral:
            return _referred(self.referral)
        known = {"name": self.earlier.applicant.name} if self.earlier else {}
        return known | ({"crowds": queueing.crowds(self.ticket.ground)} if self.ticket else {})

    @property
    def number(self):
        """The number of the hall: the one now at the window, or the one the consultation had."""
        return self.ticket or (self.consultation and self.consultation.ticket)

    def tell(self, user):
        """The numbers that stand in the form are read without being asked for: on record."""
        rows = (
            ("consultation", self.consultation, "由咨询转为申请"),
            ("help", self.help, "由值班律师法律帮助转为申请"),
            ("referral", self.referral, "由转介单登记申请"),
        )
        for workflow, row, why in rows:
            if row and any(getattr(row, name, "") for name in SHOWN):
                tell_filled(of=(workflow, row.pk), by=user, why=why)

    def lead_to(self, case, *, by):
        """The case was registered: what it comes from says so."""
        if self.consultation:
            escalate(self.consultation, by=by, case=case)
        if self.help:
            become_application(self.help, by=by, case=case)
        if self.referral:
            come_of(case, self.referral, by=by, at=timezone.now())


def _asked(consultation):
    """What a consultation has told already; the kind of a document only with its number."""
    person = {name: getattr(consultation, name) for name in OF_CONSULTATION}
    if not consultation.id_number:
        del person["id_kind"]
    channel = CONSULTED.get(consultation.channel, Channel.VISIT)
    told = {"facts": consultation.question, "channel": channel}
    return person | told | details_of(consultation)


def _helped(help):
    """What the duty lawyer registered of the person and the matter; the kind of a document only with its number."""
    told = {name: getattr(help, name) for name in OF_HELP}
    if not help.id_number:
        del told["id_kind"]
    role = {"applicant_role": role_at(help.stage), "channel": Channel.DUTY_LAWYER}
    sent_on = {"handed_at": help.ends_at, "reached_at": timezone.now()}
    lawyer = {"forwarder": help.lawyer.user.name} if help.lawyer else {}
    return told | role | sent_on | lawyer | {"facts": help.wanted, "reach": help.held_at}


def _referred(slip):
    told = {name: getattr(slip, name) for name in OF_SLIP}
    channel = HOSTED.get(slip.from_station.host, Channel.ORGANISATION)
    crowds = {"crowds": ["abuse_victim"]} if slip.matter == SlipMatter.ABUSE else {}
    known = {"id_kind": IdKind.RESIDENT, "channel": channel} | _sent_on(slip, channel)
    return told | known | crowds | details_of(slip)


def _sent_on(slip, channel):
    """By whom the application of somebody held was sent on, and when (Law art. 39)."""
    if channel not in FORWARDED_BY:
        return {}
    return {"forwarder": slip.from_station.organ, "reached_at": slip.sent_at}


def origin_of(user, data):
    """What `data` (the query or the form) names, when it is within the user's rights and has led to no case yet."""
    if not data:
        return Origin()

    return Origin(
        consultation=_named(data, "consultation", consultations_for(user).filter(case=None)),
        help=_named(
            data, "help", helps_for(user).filter(state__in=FORWARDED).select_related("cause")
        ),
        referral=slip_in(user, data),
        ticket=ticket_in(user, data),
        earlier=earlier_in(user, data),
    )


def slip_in(user, data):
    """The slip accepted by one's unit that `data` names and that has led to no case yet, or None."""
    accepted = referrals_for(user).filter(state=SlipState.ACCEPTED, cases=None)
    return _named(data, "referral", accepted.filter(to_station=station_of(user)))


def earlier_in(user, data):
    """The case of the same person that `data` names, or None."""
    return _named(data, "case", cases_for(user).select_related("applicant"))


def _named(data, name, rows):
    pk = as_number(data.get(name))
    return rows.filter(pk=pk).first() if pk else None
