"""Putting right what was registered, before the decision (Law art. 43(2): what needs explaining is explained in time)."""

from dataclasses import dataclass

from django.utils import timezone

from cases import periods
from cases.enums import State
from cases.queries.amendment import changes_between, statement_of
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import age
from legalaid.platform.procedure import deadlines

from . import counted
from .eligibility import record_means
from .intake import check_representative, record_parties, remember_person
from .material import fit_checklist
from .papers import renew
from .search import index


@dataclass(frozen=True)
class Amended:
    changes: str


@CASE.step("amend")
def amend(case, *, by, at, reason, fields, person, parties, materials, means, members):
    """Corrects person, parties, matter and means; material, green channel, the means' result and the applicant's papers follow anew.

    Arguments as for `intake.apply`. The history says what was and what is; the person of earlier cases stays as recorded there.
    """
    if len(reason.strip()) < 4:
        raise DomainError("请写明更正的理由（不少于4个字）。", field="reason")
    check_representative(
        person, parties, {"applicant_role": case.applicant_role} | fields, case.received_at
    )
    before, was_green = statement_of(case), case.green
    for name, value in fields.items():
        setattr(case, name, value)
    if any(getattr(case.applicant, name) != value for name, value in person.items()):
        case.applicant = remember_person(person)
    birth = case.applicant.birth
    case.applicant_age = age(birth, timezone.localdate(case.received_at)) if birth else None
    case.parties.all().delete()
    record_parties(case, parties)
    listed = fit_checklist(case, materials)
    if restated(case, means, members):
        record_means(case, means, members)
    changes = "；".join(filter(None, [changes_between(before, statement_of(case)), *listed]))
    if not changes:
        raise DomainError("没有改动任何一项。")
    turn_green(case, was_green, at)
    renew(case, by=by, at=at, reason="更正登记信息")
    index(case)
    counted.write([case])
    return Amended(changes)


def restated(case, facts, members):
    """Whether this differs from the statement on file, so that what a reviewer found on it stands until it does."""
    means = getattr(case, "means", None)
    if means is None or any(getattr(means, name) != value for name, value in facts.items()):
        return True
    names = ("name", "relation", "age", "occupation", "income_kind", "monthly_income")
    blank = {"age": None, "occupation": "", "income_kind": ""}
    own = {"age": None}  # the applicant grows older without restating anything
    said = [blank | member | (own if member["relation"] == "本人" else {}) for member in members]
    on_file = [
        member | (own if member["relation"] == "本人" else {})
        for member in means.members.values(*names)
    ]
    return said != on_file


def turn_green(case, was_green, at):
    """The same-day promise begins, or ends, with the green channel; while the examination stands still it stands still too."""
    key = periods.GREEN_PROMISE.key
    if was_green and not case.green:
        deadlines.cancel("case", case.pk, key, at)
    elif case.green and not was_green:
        deadlines.start("case", case.pk, key, at)
        if case.state in (State.SUPPLEMENT, State.COOPERATION):
            deadlines.pause("case", case.pk, key, at, case.get_state_display())
