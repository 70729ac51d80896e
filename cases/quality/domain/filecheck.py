"""Files that were drawn are looked at, by nobody who handled the case (Law art. 59)."""

from django.db import transaction
from django.utils import timezone

from cases.domain.correction import SAME, WHAT
from cases.domain.written import reasoned
from cases.quality.enums import Tool
from cases.quality.law.filecheck import ANSWERS, ITEMS, fault
from cases.quality.models import DrawnCase, FileCheck
from cases.queries.amendment import changes_between
from cases.queries.case import cases_for
from cases.workflow import CASE
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, NotAllowed

from .draw import done

verb("quality.file_checked", "案卷检查：{said}", data=("said",), personal=("faults",))
verb(
    "quality.file_check_corrected",
    "更正案卷检查：{changes}。理由：{reason}",
    personal=("changes", "reason"),
)


@transaction.atomic
def check_file(drawn, *, by, found, faults="", reason="", at=None):
    """Each of the seven is said to be as it should, or not, or not to matter here; what is not is described. One that was checked is put
    right with a reason."""
    at = at or timezone.now()
    drawn = DrawnCase.objects.select_for_update().get(pk=drawn.pk)
    if refusal := denial(by, drawn):
        raise NotAllowed(refusal)
    if wrong := fault(found, faults):
        raise DomainError(wrong, field="faults")

    case, before = drawn.case, FileCheck.objects.filter(drawn=drawn).first()
    if before:
        return _correct(before, by, at, found, faults.strip(), reason)
    kept = {"handler": case.handler, "found": found, "faults": faults.strip(), "by": by, "at": at}
    row = FileCheck.objects.create(drawn=drawn, **kept)
    where = {"workflow": "case", "subject_id": case.pk}
    record("quality.file_checked", by=by, **where, said=_said(row), faults=row.faults)
    done(case, Tool.FILE, by=by, at=at)
    return row


def _correct(row, by, at, found, faults, reason):
    """The day and the first finding stay in the history."""
    reasoned(reason, WHAT)
    was = _told(row)
    row.found, row.faults, row.by, row.at = found, faults, by, at
    if not (changes := changes_between(was, _told(row))):
        raise DomainError(SAME)
    row.save()
    where = {"workflow": "case", "subject_id": row.drawn.case_id}
    told = {"changes": changes, "reason": reason.strip()}
    record("quality.file_check_corrected", by=by, at=at, **where, **told)
    return row


def _said(row):
    return f"{'、'.join(row.wrong)}不符合" if row.wrong else "没有发现问题"


def _told(row):
    words = dict(ANSWERS)
    lines = {ITEMS[code]: words[answer] for code, answer in row.found.items()}
    return {label: (said, said) for label, said in (lines | {"发现的问题": row.faults}).items()}


def denial(by, drawn):
    """Why this person does not check this file; ""."""
    case = drawn.case
    if not by.may("quality.check"):
        return "您的岗位不检查案卷。"
    if bar := CASE.barred(by, case):
        return bar
    if drawn.draw.voided_at:
        return "这次抽取已经作废。"
    if case.handler.user_id == by.pk:
        return "您承办此案，案卷须由他人检查。"
    return "" if cases_for(by).filter(pk=case.pk).exists() else "此案不在您的范围内。"
