"""Whom to offer several cases at once: each by the rules of one, and the load of this round spread over the lawyers."""

from .assignment import candidates_for


def proposals_for(cases):
    """[(case, [Candidate] who may have it, the proposed one's handler id or None)], in the order given.

    Of two accused of one crime, one lawyer gets one of them; where another firm has somebody as good, the other firm.
    """
    given, found = {}, []
    for case in cases:
        able = [one for one in candidates_for(case) if one.eligible]
        together = [handler for other, handler in given.values() if same_crime(case, other)]
        free = [one for one in able if one.handler.pk not in {handler.pk for handler in together}]
        firms = {handler.firm_id for handler in together}

        times = [handler.pk for _, handler in given.values()]
        free.sort(
            key=lambda one: (one.handler.firm_id in firms, one.load + times.count(one.handler.pk))
        )
        chosen = free[0].handler if free else None
        if chosen:
            given[case.pk] = (case, chosen)
        found.append((case, able, chosen))
    return found


def same_crime(case, other):
    """One paper names both, or one names the other."""
    if case.by_notice and other.by_notice and _paper(case) == _paper(other):
        return True
    return _names(case, other) or _names(other, case)


def _paper(case):
    return case.notice.number, case.organ


def _names(case, other):
    return f"、{other.applicant.name_key}、" in case.co_accused_keys
