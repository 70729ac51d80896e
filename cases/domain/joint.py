"""The list of those who apply together (共同申请人名单): registered with the application, completed and corrected until the file is sealed."""

from dataclasses import dataclass

from cases.law.checklist import EVERYBODY, LIST
from cases.queries.amendment import changes_between, statement_of
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError

from .intake import record_joint
from .matter import tell_conflict
from .members import enrol, take_off
from .papers import renew
from .search import index

TWICE = "{name}的证件号码在名单中或者与申请人本人重复，同一人只登记一次。"
MOST = 500  # of one list; more are several cases


@dataclass(frozen=True)
class Listed:
    count: int
    changes: str
    why: str


@CASE.step("list_joint")
def list_joint(case, *, by, at, rows, separable, reason=""):
    """Those who apply beside the applicant, and whether their claims can be told apart; the application form is issued anew.

    `rows`: JointApplicant field values, with `pk` for a row that stands already; a row on file that is not among them is taken off. What was
    on file changes with a reason alone.
    """
    check_numbers(case.applicant.id_number, rows)
    on_file = {row.pk: row for row in case.joint_applicants.all()}
    corrected = _corrects(case, on_file, rows, separable)
    if corrected and len(reason.strip()) < 4:
        raise DomainError("更正已经登记的内容，请写明理由（不少于4个字）。", field="reason")

    before = statement_of(case)
    kept = {row.get("pk") for row in rows}
    take_off(case, on_file.keys() - kept)
    record_joint(case, rows, on_file)
    enrol(case, at=at, reason=reason)
    case.applicant_count, case.indivisible = len(rows) + 1, not (rows and separable)
    ask_for_list(case)
    case._prefetched_objects_cache = {}

    changes = changes_between(before, statement_of(case))
    if not changes:
        raise DomainError("没有改动任何一项。")
    renew(case, by=by, at=at, reason=reason or "登记共同申请人名单", kinds=("application",))
    index(case)
    told = "；".join(filter(None, [changes, tell_conflict(case)]))
    return Listed(case.applicant_count, told, f"。理由：{reason}" if reason else "")


def ask_for_list(case):
    """Where each is counted, the signed list of all is material of the application."""
    if case.counted_by_head and not case.materials.filter(slot=LIST).exists():
        case.materials.create(slot=LIST, title=EVERYBODY.title, required=True)


def check_numbers(own, rows):
    """Nobody applies twice in one case. Raises DomainError."""
    seen = {own} - {""}
    for row in rows:
        if row["id_number"] in seen:
            raise DomainError(TWICE.format(name=row["name"]))
        seen |= {row["id_number"]} - {""}


def _corrects(case, on_file, rows, separable):
    """Whether anything said before is said otherwise, or no more; what was left open may be filled in."""
    told = case.applicant_count > 1
    if told and (case.applicant_count != len(rows) + 1 or case.indivisible == separable):
        return True

    said = {row["pk"]: row for row in rows if row.get("pk") in on_file}
    return said.keys() != on_file.keys() or any(
        getattr(row, name) not in ("", None, value)
        for pk, row in on_file.items()
        for name, value in said[pk].items()
    )
