"""Words for figures over cases: what is counted, and the crowds the tables name."""

from cases.law.counting import CROWD_BITS

from .figure import condition


def cases(**where):
    """件: an indivisible claim counts 1, separable claims of one kind count as many as there are applicants."""
    return condition("cases", "weight", "件", **where)


def persons(**where):
    """人次: every applicant of the case."""
    return condition("cases", "persons", "人次", **where)


def won(**where):
    """Yuan; the tables print 万元."""
    return condition("cases", "won", "万元", **where)


def _bits(*codes):
    return sum(CROWD_BITS[code] for code in codes)


CROWDS = {
    "woman": ("妇女", _bits("woman")),
    "disabled": ("残疾人", _bits("disabled", "blind_deaf_mute")),
    "farmer": ("农民", _bits("farmer")),
    "migrant_worker": ("农民工", _bits("migrant_worker")),
    "minor": ("未成年人", _bits("minor")),
    "elderly": ("老年人", _bits("elderly")),
    "minority": ("少数民族", _bits("minority")),
    "military": ("军人军属", _bits("soldier", "soldier_family")),
    "foreigner": ("外国籍、无国籍", _bits("foreigner")),
}
MIGRANT = CROWDS["migrant_worker"][1]
ABUSED = _bits("abuse_victim")
GRANTED = {"decided": 1, "decision": "granted"}
REFUSED = {"decided": 1, "decision": ("refused_scope", "refused_means", "refused_other")}
CLOSED = {"closed": 1, "decision": "granted"}
OPEN = {"open": 1, "decision": "granted"}
SERVED = {"served": 1, "decision": "granted"}
