"""Putting right what was registered, before the decision (Law art. 43(2): what needs explaining is explained in time)."""

from dataclasses import dataclass

from django.utils import timezone

from cases import periods
from cases.enums import State
from cases.queries.amendment import changes_between, statement_of
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.procedure import deadlines

from . import counted
from .eligibility import record_means
from .intake import age_on, check_role, correct_person, differs, record_parties
from .material import fit_checklist
from .papers import renew
from .representation import check_representative
from .search import index

MEMBER = ("name", "relation", "age", "occupation", "income_kind", "monthly_income")
BLANK = {"age": None, "occupation": "", "income_kind": ""}


@dataclass(frozen=True)
class Amended:
    """What changed, in words; `restaged`: of stage and form of aid, by which the handler is paid."""

    changes: str
    restaged: str = ""


@CASE.step("amend")
def amend(case, *, by, at, reason, fields, person, parties, materials, means, members):
    """Corrects person, parties, matter and means; material, green channel, the means' result and the applicant's papers follow anew.

    Arguments as for `intake.apply`. The history says what was and what is; the person of earlier cases stays as recorded there.
    """
    if len(reason.strip()) < 4:
        raise DomainError("请写明更正的理由（不少于4个字）。", field="reason")
    matter = {"applicant_role": case.applicant_role} | fields
    check_representative(person, parties, matter, case.received_at)
    check_role({"kind": case.kind} | matter)

    before, was_green = statement_of(case), case.green
    for name, value in fields.items():
        setattr(case, name, value)

    correct_person(case, person)
    received_on = timezone.localdate(case.received_at)
    case.applicant_age = age_on(received_on, case.applicant.birth)

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
    if means is None or differs(means, facts):
        return True

    said = [_told(BLANK | member) for member in members]
    on_file = [_told(member) for member in means.members.values(*MEMBER)]
    return said != on_file


def _told(member):
    """The applicant grows older without restating anything."""
    return member | {"age": None} if member["relation"] == "本人" else member


def turn_green(case, was_green, at):
    """The same-day promise begins, or ends, with the green channel; while the examination stands still it stands still too."""
    key = periods.GREEN_PROMISE.key
    if was_green and not case.green:
        deadlines.cancel("case", case.pk, key, at)
    elif case.green and not was_green:
        deadlines.start("case", case.pk, key, at)
        if case.state in (State.SUPPLEMENT, State.COOPERATION):
            deadlines.pause("case", case.pk, key, at, case.get_state_display())
