"""An applicant who died before anything was decided: the application ends with the person; heirs apply anew. Somebody else in a matter that
is aided: aid goes on, whatever the court does."""

from dataclasses import dataclass

from cases.workflow import CASE
from legalaid.platform.core import words
from legalaid.platform.core.errors import DomainError
from legalaid.platform.procedure import deadlines

from .assignment import in_order


@CASE.step("close_on_death")
def close_on_death(case, *, by, at, died_on, proof):
    """Nobody is left to be aided. `proof`: what tells of the death."""
    in_order(case.applicant.birth, died_on, at, "死亡日期", "died_on")
    if len(proof.strip()) < 4:
        raise DomainError("请写明从什么材料、向谁得知（不少于4个字）。", field="proof")


@dataclass(frozen=True)
class PartyDied:
    """What the history says."""

    role: str
    told: str


@CASE.step("party_died")
def party_died(case, *, by, at, party, died_on=None, account):
    """The other side or whoever acts for the recipient died: who takes their place is said in `update_matter`, and until then it is owed;
    where the proceedings end with the death, aid does (Law art. 48(5)). Without a day it was registered wrongly. `account`: from what it is
    known, and what the organ that has the case does."""
    row = case.parties.filter(pk=party.pk).first()
    if row is None:
        raise DomainError("此人不在本案中，请刷新后再办。", field="party")
    if len(account.strip()) < 4:
        raise DomainError("请写明从什么材料、向谁得知（不少于4个字）。", field="account")
    if died_on:
        in_order(None, died_on, at, "死亡日期", "died_on")
    if row.died_on == died_on:
        raise DomainError("没有改动。没有死亡的，不用登记。", field="died_on")

    row.died_on = died_on
    row.save(update_fields=["died_on"])
    told = f"{row.name}于{words.day(died_on)}死亡" if died_on else f"撤销{row.name}的死亡登记"
    return PartyDied(row.get_role_display(), told)


@CASE.step("undo_death")
def undo_death(case, *, by, at, reason):
    """It was registered of the wrong person or was not true: the application stands where it stood, and its clocks run on."""
    if len(reason.strip()) < 4:
        raise DomainError("请写明撤销的理由（不少于4个字）。", field="reason")
    deadlines.revive_all("case", case.pk, case.changed_at)
