"""An applicant who died before anything was decided: the application ends with the person; heirs apply anew."""

from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.procedure import deadlines

from .assignment import in_order


@CASE.step("close_on_death")
def close_on_death(case, *, by, at, died_on, proof):
    """Nobody is left to be aided. `proof`: what tells of the death."""
    in_order(case.applicant.birth, died_on, at, "死亡日期", "died_on")
    if len(proof.strip()) < 4:
        raise DomainError("请写明从什么材料、向谁得知（不少于4个字）。", field="proof")


@CASE.step("undo_death")
def undo_death(case, *, by, at, reason):
    """It was registered of the wrong person or was not true: the application stands where it stood, and its clocks run on."""
    if len(reason.strip()) < 4:
        raise DomainError("请写明撤销的理由（不少于4个字）。", field="reason")
    deadlines.revive_all("case", case.pk, case.changed_at)
