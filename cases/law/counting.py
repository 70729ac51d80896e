"""How a case is counted (definitions of the ministry's tables): which row, stage, route, forum and decision, and how many.

One applicant in one matter is 1; several applicants with an indivisible claim (heirs of one victim) are 1; several with
separable claims of one kind (wages of ten workers) are as many as there are applicants. Recipients are counted in person-times.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from .grounds import CROWDS

CROWD_BITS = {ground.code: 1 << position for position, ground in enumerate(CROWDS)}
FEMALE = 1 << 30
STAGES = {"侦查": "investigation", "审查起诉": "prosecution", "一审": "first", "二审": "second"}
ROLES = {
    "犯罪嫌疑人": "suspect",
    "被告人": "defendant",
    "被害人": "victim",
    "附带民事诉讼原告人": "victim",
    "自诉人": "prosecutor",
}
# who hands applications on
ORGANS = ("police", "procuratorate", "court", "organisation", "custody", "duty_lawyer", "firm")
APPEALS = ("申诉", "审判监督")
AT_DISCRETION = ("ordinary", "prosecution")
# (row of the cause, matter of the claim) -> row
CLAIMED = {
    ("labour", "wages"): "wages",
    ("civil_other", "wages"): "wages",
    ("marriage", "support"): "support",
    ("civil_other", "support"): "support",
    ("labour", "social_benefit"): "social_insurance",
    ("civil_other", "social_benefit"): "social_insurance",
    ("civil_other", "brave"): "brave",
    ("bodily_harm", "brave"): "brave",
    ("administrative_other", "social_benefit"): "social_insurance",
    ("administrative_other", "pension"): "pension",
    ("administrative_other", "state_compensation"): "state_compensation",
}
TERMINATED = "terminated"  # aid that ended before the matter did
EVER = (date.min, date.max)
TURN = 21  # the day of a month on which its second part begins
OUT_OF_COURT = ("劳动仲裁代理", "行政复议代理", "非诉讼代理")
EARLY_STAGES = ("尚未进入法律程序", "仲裁", "调解", "行政处理", "行政复议")


def _bits(*codes):
    return sum(CROWD_BITS[code] for code in codes)


# the crowds the ministry's tables name
CROWD_MASKS = {
    "woman": _bits("woman"),
    "disabled": _bits("disabled", "blind_deaf_mute"),
    "farmer": _bits("farmer"),
    "migrant_worker": _bits("migrant_worker"),
    "minor": _bits("minor"),
    "elderly": _bits("elderly"),
    "minority": _bits("minority"),
    "military": _bits("soldier", "soldier_family"),
    "foreigner": _bits("foreigner"),
}


def weight(applicants, indivisible):
    """How many cases this case counts as."""
    return 1 if indivisible else max(applicants, 1)


@dataclass(frozen=True)
class Share:
    """What some of the applicants of one case are counted as."""

    weight: int
    persons: int
    won: Decimal


@dataclass(frozen=True)
class Fate:
    """What is so of one of several applicants and not of the case: refused alone, joined later, left."""

    received_on: date
    decision: str = ""
    decided_on: date | None = None
    closed_on: date | None = None
    outcome: str = ""

    @property
    def aided(self):
        return self.decision == "granted" and self.outcome != TERMINATED


@dataclass(frozen=True)
class Head:
    """One of those who apply. `won`: what this person won, None where nothing is told apart."""

    crowds: int
    fate: Fate | None = None
    won: Decimal | None = None


def shares(own, others, applicants, indivisible, won):
    """[(crowds, Fate or None, Share)]: the applicant with whoever is alike or on no list, then each other lot. `own`, `others`: the Head
    of the applicant, and of each person of the list.

    With separable claims each is a case; what was won is whose it is told to be, the rest is shared by heads to the cent, the odd cents
    being the applicant's. An indivisible claim is one case, the applicant's, and the others are persons of their own crowds (facts 6.4).
    """
    each = 0 if indivisible else _by_head(own, others, applicants, won)
    lots = {}
    for head in others:
        if (head.crowds, head.fate) != (own.crowds, own.fate):
            lots.setdefault((head.crowds, head.fate), []).append(head)

    rest = []
    for (crowds, fate), heads in sorted(lots.items(), key=lambda lot: (lot[0][0], str(lot[0][1]))):
        together = 0 if indivisible else sum(_won(head, each, won) for head in heads)
        share = Share(0 if indivisible else len(heads), len(heads), Decimal(together))
        rest.append((crowds, fate, share))

    first = Share(
        weight(applicants, indivisible) - sum(share.weight for *_, share in rest),
        applicants - sum(share.persons for *_, share in rest),
        won - sum(share.won for *_, share in rest),
    )
    return [(own.crowds, own.fate, first), *rest]


def _by_head(own, others, applicants, won):
    """What each has of that part of the sum that is nobody's in particular."""
    heads = [own, *others]
    told = [head.won for head in heads if head.won is not None]
    out = [head for head in heads if head.won is None and not _aided(head)]
    rest = max(Decimal(won) - sum(told), Decimal(0)) / max(applicants - len(told) - len(out), 1)
    return rest.quantize(Decimal("0.01"), ROUND_DOWN)


def _won(head, each, won):
    if not won:  # nothing yet, as long as the case is not closed
        return Decimal(0)
    if head.won is not None:
        return head.won
    return each if _aided(head) else Decimal(0)


def _aided(head):
    return head.fate is None or head.fate.aided


def crowd_bits(crowds, sex=""):
    """Crowds overlap, so they are kept as the bits of one number; 女性 of any age (the monthly form) is no crowd, 妇女 is an adult."""
    bits = sum(CROWD_BITS[code] for code in set(crowds) if code in CROWD_BITS)
    return bits + FEMALE if sex == "F" else bits


def row(cause_row, stage, claim=""):
    """A petition for retrial has its own row, whatever the cause. `claim`: the matter of art. 31 or 32 as it was chosen, "" where the
    cause itself tells; it has its row where the cause's is the rest of a kind (wages asked for under 劳动争议)."""
    if stage in APPEALS:
        return "petition"
    return CLAIMED.get((cause_row, claim), cause_row)


def stage(stage):
    return STAGES.get(stage, "other")


def role(applicant_role):
    return ROLES.get(applicant_role, "other")


def route(notified, channel):
    """How the matter came: notified by an organ, for commitment or at a court's or procuratorate's discretion (商请, Law art. 25(2)); handed
    on by one; or asked for directly."""
    if notified in AT_DISCRETION:
        return "requested"
    if notified:
        return "commitment" if notified == "commitment" else "notified"
    return "transferred" if channel in ORGANS else "direct"


def forum(mode, stage):
    """Whether the work is done in court; while the form of aid is open, the stage tells."""
    if mode:
        return "outside" if mode in OUT_OF_COURT else "court"
    return "outside" if stage in EARLY_STAGES else "court"


def decision(granted, grounds=()):
    """granted, or refused for scope, for means, or for something else; scope goes before means when both are cited."""
    if granted is None:
        return ""
    if granted:
        return "granted"
    if "out_of_scope" in grounds:
        return "refused_scope"
    return "refused_means" if "not_poor" in grounds else "refused_other"


def handler(kind, firm_kind):
    """Who did the work, as table 10 divides it: whoever belongs to an NGO is its staff."""
    return "ngo" if firm_kind == "ngo" else kind


def parts(received_on, decided_on, closed_on, profile):
    """[(day, event, cut, value)]: the sums of a month a counted case belongs to; what is granted is also told by one thing at a time."""
    found = [(received_on, "received", "", "")] if received_on else []
    if decided_on and profile["decision"].startswith("refused"):
        found.append((decided_on, "refused", "", ""))
    if closed_on:
        found.append((closed_on, "closed", "", ""))
    if not decided_on or profile["decision"] != "granted":
        return found

    of = [("", ""), ("row", profile["row"]), ("channel", profile["channel"])]
    of += [("crowd", code) for code, mask in CROWD_MASKS.items() if profile["crowds"] & mask]
    return found + [(decided_on, "granted", cut, value) for cut, value in of]


def orderly(granted, decided_on, closed_on):
    """Whether a case was granted before it was closed. Only such a one is ever open."""
    return not closed_on or bool(granted and decided_on and decided_on <= closed_on)


def spans(received_on, decided_on, closed_on, granted, in_order):
    """[(event, first day, last day, sign)]: the sums of parts of months, of years and of all time a counted case belongs to (decision 86).

    `in_order` is what `orderly` says. Such a case is granted and closed, and stands in between. Any other is decided and ended, and where
    it is both, once in between: who counts whoever is decided or ended in a period would else count it twice.
    """
    days = {
        "received": received_on,
        "granted" if granted and in_order else "decided": decided_on,
        "closed" if in_order else "ended": closed_on,
    }
    found = [
        (event, *span, 1) for event, day in days.items() if day for span in (part(day), year(day))
    ]
    if granted and in_order:
        stands = [(day, sign) for day, sign in ((decided_on, 1), (closed_on, -1)) if day]
        found += [("standing", *span, sign) for day, sign in stands for span in (EVER, year(day))]
    elif decided_on and closed_on:
        first, last = sorted((decided_on, closed_on))
        found.append(("between", part(first)[0], part(last)[1], 1))

    return found


def part(day):
    """The days of its month to the 20th, or those from the 21st, where the statistical months begin."""
    if day.day < TURN:
        return day.replace(day=1), day.replace(day=TURN - 1)
    return day.replace(day=TURN), day.replace(day=monthrange(day.year, day.month)[1])


def year(day):
    return date(day.year, 1, 1), date(day.year, 12, 31)
