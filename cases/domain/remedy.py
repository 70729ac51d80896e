"""Reconsideration or suit against what the bureau upheld (Law art. 49(3)): brought, and how it ended."""

from dataclasses import dataclass

from cases.models import Remedy
from cases.workflow import OBJECTION
from legalaid.platform.core.errors import DomainError

from .assignment import in_order


@dataclass(frozen=True)
class Recorded:
    """What the history says."""

    told: str


@OBJECTION.step("record_remedy")
def record_remedy(row, *, by, at, kind, body, brought_on, result="", ended_on=None):
    """Registered again, it says how it ended or puts right what was said; the earlier word stays in the history."""
    in_order(row.decided_at, brought_on, at, "提出日期", "brought_on")
    if bool(result) != bool(ended_on):
        raise DomainError("结果和结果日期须一并填写。", field="result" if ended_on else "ended_on")
    if ended_on:
        in_order(brought_on, ended_on, at, "结果日期", "ended_on")

    said = {"body": body, "brought_on": brought_on, "result": result, "ended_on": ended_on}
    remedy, _ = Remedy.objects.update_or_create(objection=row, kind=kind, defaults=said)
    return Recorded(str(remedy))
