"""Who arranges a case that was given to a firm, and who takes it back."""

from stations.queries.handler import firm_of

from ..enums import State


def entrusts(user, case):
    if case.entrusted_to_id and case.state == State.GRANTED:
        return f"此案已交{case.entrusted_to}安排，另选机构的，请先收回。"
    return ""


def withdraws_entrusted(user, case):
    return "" if case.entrusted_to_id else "此案没有交承办机构安排。"


def arranges(user, case):
    firm = firm_of(user)
    given = firm is not None and case.entrusted_to_id == firm.pk
    return "" if given else "此案没有交您的机构安排。"
