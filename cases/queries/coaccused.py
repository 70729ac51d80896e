"""Who defends others of the same crime: one lawyer may not defend two of them (最高人民法院关于适用刑事诉讼法的解释)."""

from django.db.models import Q

from cases.law.grounds import ACCUSED
from cases.models import Assignment, Case
from legalaid.platform.core.names import name_key, names_in

MOST = 200  # cases that name one another; more tell nothing


def defenders_of_others(case):
    """({handler id: number of the case}, the same by name alone): who defends, or defended, another accused of the same crime.

    Certain where one notice names both, or one names the other and organ or charge is the same.
    """
    if case.kind != "criminal" or case.applicant_role not in ACCUSED:
        return {}, {}

    others = {row.pk: row for row in _named_together(case)}
    certain, perhaps = {}, {}
    for pk, handler in _defenders(others):
        other = others[pk]
        same = other.organ == case.organ or other.cause_id == case.cause_id
        (certain if same else perhaps).setdefault(handler, other.number)
    return certain, perhaps


def _named_together(case):
    """Cases of other accused whom this one names, or who name this one, or whom the same paper is about."""
    accused = Case.objects.filter(kind="criminal", applicant_role__in=ACCUSED).exclude(pk=case.pk)
    ours = [name_key(name) for name in names_in(case.co_accused)]
    name = case.applicant.name_key
    together = Q(applicant__name_key__in=ours) | Q(co_accused_keys__contains=f"、{name}、")
    if case.by_notice:
        together |= Q(notice__number=case.notice.number, organ=case.organ)

    rows = accused.filter(together).select_related("applicant", "notice").order_by("-pk")[:MOST]
    return [row for row in rows if _is_other(case, row, ours)]


def _is_other(case, row, ours):
    """Another person (each stage of one person's matter is a case), named in full."""
    if row.applicant_id == case.applicant_id:
        return False

    known = row.applicant.id_blind and row.applicant.id_blind == case.applicant.id_blind
    name, his = case.applicant.name_key, row.applicant.name_key
    named = his in ours or f"、{name}、" in row.co_accused_keys
    one_paper = (
        case.by_notice
        and row.by_notice
        and (row.notice.number, row.organ) == (case.notice.number, case.organ)
        and his != name
    )
    return not known and (named or one_paper)


def _defenders(cases):
    """[(case, handler)] of who has, is offered or had each of these cases. `cases`: {id: case}"""
    if not cases:
        return []

    taken = Assignment.objects.filter(case__in=cases, declined_at=None, accepted_at__isnull=False)
    now = [(pk, row.handler_id) for pk, row in cases.items() if row.handler_id]
    return [*now, *taken.values_list("case", "handler")]
