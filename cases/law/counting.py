"""How a case is counted (definitions of the ministry's tables): which row, stage, route, forum and decision, and how many.

One applicant in one matter is 1; several applicants with an indivisible claim (heirs of one victim) are 1; several with
separable claims of one kind (wages of ten workers) are as many as there are applicants. Recipients are counted in person-times.
"""

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
