"""Words for figures over cases: what is counted, and the crowds the tables name."""

from cases.law.counting import CROWD_BITS, CROWD_MASKS

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


LABELS = {
    "woman": "妇女",
    "disabled": "残疾人",
    "farmer": "农民",
    "migrant_worker": "农民工",
    "minor": "未成年人",
    "elderly": "老年人",
    "minority": "少数民族",
    "military": "军人军属",
    "foreigner": "外国籍、无国籍",
}
CROWDS = {code: (label, CROWD_MASKS[code]) for code, label in LABELS.items()}
MIGRANT = CROWDS["migrant_worker"][1]
ABUSED = CROWD_BITS["abuse_victim"]
GRANTED = {"decided": 1, "decision": "granted"}
REFUSED = {"decided": 1, "decision": ("refused_scope", "refused_means", "refused_other")}
CLOSED = {"closed": 1, "decision": "granted"}
OPEN = {"open": 1, "decision": "granted"}
SERVED = {"served": 1, "decision": "granted"}
