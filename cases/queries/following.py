"""Who may follow a case online, by which code, and what of it is shown there."""

from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from cases.enums import Capacity
from cases.enums.following import Shown
from cases.models import Case, Following, JointApplicant, Party
from legalaid.platform.core.identifiers import age
from legalaid.platform.core.names import name_key
from legalaid.platform.core.scramble import code_of as scrambled
from legalaid.platform.core.scramble import number_of

CODE = "cases.following"
RENEWED = 10**9  # a case's key stands below it, how often its code was made anew above
ADULT = 18
LAST = 4
OF_CASE = (
    *("number", "state", "station", "handler", "applicant", "registered_by", "secret", "crowds"),
    *("capacity", "channel", "prior", "outcome", "applicant_count", "replacing"),
    *("changed_at", "received_at", "archived_at", "closed_on"),
)
OF_OTHERS = {
    "applicant": ("name", "id_number", "birth", "safe"),
    "station": ("name", "phone", "path", "parent"),
    "handler": ("user", "firm"),
    "handler__user": ("name", "phone", "email", "is_active"),
    "handler__firm": ("name", "phone"),
}
OF_PARTY = ("case", "role", "name", "id_number", "id_blind")
READ = (*OF_CASE, *(f"{row}__{name}" for row, names in OF_OTHERS.items() for name in names))
APPLICANT, AGENT, JOINT = "申请人", "代理人", "共同申请人"


@dataclass(frozen=True)
class Follower:
    who: str
    last: str


def following_of(case):
    return Following.objects.filter(case=case).first()


def is_kept(case):
    return case.secret or case.applicant.guarded


def shown_of(case, row):
    """What the person chose; of whom one may reach only as agreed, and of a file kept apart, nothing unless it was asked for since it is so."""
    if is_kept(case) and not (row and row.kept):
        return Shown.NOTHING
    return row.shown if row else Shown.ALL


def code_for(case, row=None):
    """Twelve digits; those before it was made anew lead nowhere."""
    return scrambled((row.renewed if row else 0) * RENEWED + case.pk, CODE)


def printed_code(case):
    """The code for a paper the applicant is handed; "" where nothing is shown online."""
    row = following_of(case)
    return "" if shown_of(case, row) == Shown.NOTHING else code_for(case, row)


def key_in(code):
    """(key of the case, how often its code was made anew) that such a code would have."""
    renewed, key = divmod(number_of(code, CODE), RENEWED)
    return key, renewed


def case_to_follow(key):
    """The case of this key, or None; the same work for both. What of it is read is what docs/postgresql-portal-acts.sql lets the portal read."""
    rows = Case.objects.select_related("applicant", "station", "handler__user", "handler__firm")
    return rows.only(*READ).filter(pk=key).first()


def followers_of(key, case, row, today: date):
    """[Follower] of the case of this key. The same questions are asked where there is none."""
    parties = list(Party.objects.filter(case=key).only(*OF_PARTY))
    joint = list(JointApplicant.objects.filter(case=key))
    if case is None:
        return []

    if is_ward(case, today):
        found = [(AGENT, one) for one in _agents(parties)]
    elif is_kept(case):
        found = [(APPLICANT, case.applicant)]
    else:
        agents = [(AGENT, one) for one in _agents(parties)]
        found = [(APPLICANT, case.applicant), *agents, *((JOINT, one) for one in joint)]
    ends = [Follower(who, last_of(one.id_number)) for who, one in found]
    return [one for one in ends if len(one.last) == LAST]


def is_ward(case, today):
    """Whether somebody else acts for the applicant: a minor, and who cannot act alone (民法典 art. 20-22)."""
    birth = case.applicant.birth
    minor = age(birth, today) < ADULT if birth else "minor" in case.crowds
    return minor or case.capacity in (Capacity.LIMITED, Capacity.NONE)


def _agents(parties):
    """Never one who stands on the other side, too."""
    against = [one for one in parties if one.role == "opponent"]
    numbers = {one.id_blind for one in against if one.id_blind}
    names = {name_key(one.name) for one in against}
    return [
        one
        for one in parties
        if one.role == "representative"
        and one.id_blind not in numbers
        and name_key(one.name) not in names
    ]


def last_of(number):
    """The last four characters of an identity number, however they are typed: full width, small x, blanks between."""
    solid = "".join(char for char in normalize("NFKC", number).upper() if char.isalnum())
    return solid[-LAST:]
