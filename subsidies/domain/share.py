"""Two handlers in succession: what each is paid of one case, by a proposal finance enters and the director approves."""

from copy import copy

from cases.models import Case
from legalaid.platform.core.errors import DomainError
from subsidies.law.calculation import in_fen
from subsidies.models import Calculation, Share
from subsidies.queries.calculation import handlers_before
from subsidies.queries.work import reimbursed


def settle(case, *, handler, percent):
    """Sets the share of the handler before, 0 takes it back; while nothing of the case stands in a batch, nor is put into one now."""
    hold_cases([case.pk])
    if Calculation.objects.live().filter(case=case).exists():
        raise DomainError(f"{case}已核算入批；请先移出本批，再定分担。")
    if not percent:
        Share.objects.filter(case=case).delete()
        return

    if not 1 <= percent <= 99:
        raise DomainError("比例是1至99的整数；不再分担的写0。", field="percent")
    if not handlers_before(case).filter(pk=handler.pk).exists():
        raise DomainError(f"{handler}没有承办过{case}。", field="handler")
    for person in (handler, case.handler):
        if reimbursed(person):
            raise DomainError(f"{person}有公职身份或者属机构人员，只报销票据，不分担补贴。")

    Share.objects.update_or_create(case=case, defaults={"handler": handler, "percent": percent})


def hold_cases(keys):
    """Nobody else shares these cases, or puts them into a batch, until the transaction ends."""
    list(Case.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def divided(row, share):
    """The unsaved rows of both: the whole as the standard has it, then what of it is the other's. They add up to the whole."""
    first = in_fen(row.total * share.percent / 100)
    before, last = copy(row), copy(row)
    before.handler = share.handler
    before.firm_id = _firm_then(share)

    for one, percent, amount in (
        (last, 100 - share.percent, row.total - first),
        (before, share.percent, first),
    ):
        reason = f"前后两名承办人分担，{one.handler}占{percent}%"
        one.lines = [*row.lines, ["share", str(amount - row.total), reason, None]]
        one.computed = one.total = amount
    return [last, before]


def _firm_then(share):
    """The unit the case was assigned to with the handler before."""
    assigned = share.case.assignments.filter(handler=share.handler, accepted_at__isnull=False)
    return assigned.latest("at").firm_id
