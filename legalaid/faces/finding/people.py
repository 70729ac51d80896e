"""Who is this, what do we have of theirs, what may I start: the people behind what was found.

One human being is whoever has the same identity number, or the same name and telephone, or was joined with another record (`being`); the
same name alone is not enough. Numbers are compared blinded and shown masked, and only of records within one's rights.
"""

from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cases.enums import State
from cases.models import Person
from cases.queries.case import cases_for
from cases.queries.consultation import consultations_for
from legalaid.platform.accounts.offered import offered
from legalaid.platform.core.identifiers import Sex, age
from legalaid.platform.core.names import name_key
from legalaid.platform.core.readings import begins
from legalaid.platform.core.text import mask_id, mask_phone
from legalaid.platform.core.words import short
from legalaid.platform.office.addresses import address
from legalaid.platform.office.templatetags.office import due_chip
from legalaid.platform.procedure.models import colour
from stations.enums import SlipState
from stations.hall.models import Ticket
from stations.hall.queries.ticket import at_hand
from stations.queries.referral import referrals_for
from stations.queries.station import station_of

from .found import Hit
from .kinds import consultation_hit, slip_hit

MOST = 3  # people shown
EACH = 3  # rows of a kind shown of each
READ = 30  # rows of a kind read of all together
OF_CASE = (
    "pk", "number", "state", "received_at", "due_at", "due_from", "ticket_id", "cause__name",
    "applicant_id", "applicant__name", "applicant__id_blind", "applicant__phone_blind", "applicant__being",
)  # fmt: skip
MARKS = ("name", "id_blind", "phone_blind", "being")


@dataclass
class Known:
    """One human being, and what of theirs is within one's rights."""

    name: str
    keys: set = field(default_factory=set)  # of the names they go by
    ids: set = field(default_factory=set)
    phones: set = field(default_factory=set)
    beings: set = field(default_factory=set)
    cases: list = field(default_factory=list)
    consultations: list = field(default_factory=list)
    slips: list = field(default_factory=list)
    record: object = None  # where name and numbers are read: a Person, a consultation
    tickets: list = field(default_factory=list)
    starts: list = field(default_factory=list)

    def is_same(self, name, id_blind, phone_blind, being=""):
        if being in self.beings:
            return True
        if id_blind and self.ids:
            return id_blind in self.ids
        named = name_key(name) in self.keys
        return named and bool(phone_blind) and phone_blind in self.phones

    def learn(self, name, id_blind, phone_blind, being=""):
        self.keys.add(name_key(name))
        self.ids |= {id_blind} - {""}
        self.phones |= {phone_blind} - {""}
        self.beings |= {being} - {""}

    def is_known_as(self, other):
        """Whether what was learnt of both shows one human being."""
        if self.ids and other.ids or self.beings & other.beings:
            return bool(self.ids & other.ids or self.beings & other.beings)
        return bool(self.keys & other.keys and self.phones & other.phones)

    def take(self, other):
        """What was thought another's."""
        for name in ("keys", "ids", "phones", "beings"):
            setattr(self, name, getattr(self, name) | getattr(other, name))
        for name in ("cases", "consultations", "slips"):
            mine = getattr(self, name)
            mine += [row for row in getattr(other, name) if row not in mine]
        self.record = self.record or other.record

    @property
    def said(self):
        """男　41 岁　510101********1234; a telephone number stands apart, after what warns of it."""
        row = self.record
        years = f"{age(row.birth, timezone.localdate())} 岁" if row.birth else ""
        return "　".join(
            filter(None, (Sex(row.sex).label if row.sex else "", years, mask_id(row.id_number)))
        )

    @property
    def phone(self):
        return mask_phone(self.record.phone) if self.record.phone else ""

    @property
    def warning(self):
        return self.record.warning

    @property
    def hits(self):
        """All of theirs: [(kind, rows)]."""
        found = (
            ("案件", map(case_hit, self.cases[:EACH])),
            ("咨询", map(consultation_hit, self.consultations[:EACH])),
            ("转介单", map(slip_hit, self.slips[:EACH])),
        )
        return [(title, rows) for title, rows in ((t, list(h)) for t, h in found) if rows]

    @property
    def href(self):
        """Where what is known of them begins: their newest case, else what they asked."""
        if self.cases:
            return address("cases:detail", self.cases[0]["pk"])
        return (self.consultations or self.slips)[0].get_absolute_url()


def case_hit(row, who=False):
    due = due_chip(row["due_at"], colour(row["due_from"], row["due_at"])) if row["due_at"] else ""
    return Hit(
        address("cases:detail", row["pk"]),
        row["applicant__name"] if who else row["cause__name"],
        said=row["cause__name"] if who else "",
        chip=State(row["state"]).label,
        due=due,
        end=f"{row['number'] or ''}　{short(row['received_at'])}",
    )


def people(user, asked, rows, asking):
    """The people whom the cases `rows` and the consultations `asking` found are about, with all of theirs."""
    known = []
    for row in rows:
        if _is_about(asked, row, len(rows)):
            _meet(known, *(row[f"applicant__{name}"] for name in MARKS))
    for row in asking:
        if row.name:
            _meet(known, row.name, row.id_blind, row.phone_blind, consultation=row)
    if not known:
        return []

    _complete(user, known)
    known = [who for who in _merged(known) if who.record]
    if known:
        _tell_tickets(known)
        _offer(user, known)
    return known


def _is_about(asked, row, count):
    """Whether the applicant of a case is whom was asked for: an opponent may have been, or the number of the case."""
    if asked.private:
        return True
    if not asked.worded:
        return count <= MOST or asked.solid not in (row["number"] or "")

    key, text = name_key(row["applicant__name"]), "".join(asked.words)
    named = [word for word in (text, *asked.words) if len(word) > 1 or word == text]
    return any(word in key for word in named) or text.isascii() and begins(key, text)


def _meet(known, name, id_blind, phone_blind, being="", consultation=None):
    marks = (name, id_blind, phone_blind, being)
    who = next((one for one in known if one.is_same(*marks)), None)
    if who is None:
        if len(known) == MOST:
            return
        known.append(who := Known(name))
    who.learn(*marks)
    if consultation:
        who.consultations.append(consultation)


def _complete(user, known):
    """All that is within one's rights of these people, read for all of them together."""
    joined = Q(being__in=set().union(*(who.beings for who in known)))
    same = Person.objects.filter(_alike(known) | joined).order_by("-pk")
    people = {row.pk: row for row in same[:READ]}
    cases = cases_for(user).filter(applicant__in=people).order_by("-received_at", "-id")
    for row in cases.values(*OF_CASE)[:READ]:
        person = people[row["applicant_id"]]
        if who := _whose(known, person, person.being):
            who.cases.append(row)
            who.record = who.record or person
            who.learn(person.name, person.id_blind, person.phone_blind, person.being)

    same = _alike(known)
    for row in consultations_for(user).filter(same)[:READ]:
        who = _whose(known, row)
        if who and row not in who.consultations:
            who.consultations.append(row)
    for slip in referrals_for(user).filter(same).for_lists()[:READ]:
        if who := _whose(known, slip):
            who.slips.append(slip)
    for who in known:
        if who.consultations and not who.record:
            who.record = who.consultations[0]


def _merged(known):
    """Two of whom a joined record shows that they are one, as one."""
    people = []
    for who in known:
        if same := next((one for one in people if one.is_known_as(who)), None):
            same.take(who)
        else:
            people.append(who)
    return people


def _alike(known):
    """By a number they are known to have."""
    ids = set().union(*(who.ids for who in known))
    phones = set().union(*(who.phones for who in known))
    return Q(id_blind__in=ids) | Q(phone_blind__in=phones)


def _whose(known, row, being=""):
    marks = (row.name, row.id_blind, row.phone_blind, being)
    return next((who for who in known if who.is_same(*marks)), None)


def _tell_tickets(known):
    """The numbers they took today, by what came of them."""
    of = {
        who.name: {row["ticket_id"] for row in who.cases}
        | {row.ticket_id for row in who.consultations}
        for who in known
    }
    keys = set().union(*of.values()) - {None}
    if not keys:
        return

    today = Ticket.objects.filter(pk__in=keys, day=timezone.localdate())
    for ticket in today.order_by("number"):
        for who in known:
            if ticket.pk in of[who.name]:
                who.tickets.append(ticket)


def _offer(user, known):
    """What may be started with each: the form opens with what is known of them, and with the number now at the window."""
    ticket = at_hand(user)
    carried = {"ticket": ticket.pk} if ticket else {}
    for who in known:
        who.starts = [
            (
                words,
                f"{reverse(name)}?{urlencode(said | carried)}" if said | carried else reverse(name),
            )
            for words, name, said in _starts(user, who)
        ]


def _from_slip(slip):
    if slip.is_notice:
        return "登记办案机关的通知", "cases:notice_new", {"referral": slip.pk}
    return "由转介单登记申请", "cases:intake", {"referral": slip.pk}


def _starts(user, who):
    here = station_of(user)
    earlier = {"case": who.cases[0]["pk"]} if who.cases else {}
    if offered(user, "cases.apply"):
        open_ = next((row for row in who.consultations if row.case_id is None), None)
        slip = next(
            (s for s in who.slips if s.state == SlipState.ACCEPTED and s.to_station == here), None
        )

        if slip:
            yield _from_slip(slip)
        if open_:
            yield "由咨询转为申请", "cases:intake", {"consultation": open_.pk}
        if not (slip or open_):
            yield "登记申请", "cases:intake", earlier
    if offered(user, "cases.consult"):
        yield "登记咨询", "cases:consultation_new", earlier
