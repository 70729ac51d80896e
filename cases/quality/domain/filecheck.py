"""Files that were drawn are looked at, by nobody who handled the case (Law art. 59)."""

from django.db import transaction
from django.utils import timezone

from cases.quality.enums import Tool
from cases.quality.law.filecheck import fault
from cases.quality.models import DrawnCase, FileCheck
from cases.queries.case import cases_for
from cases.workflow import CASE
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, NotAllowed

from .draw import done

verb("quality.file_checked", "案卷检查：{said}", data=("said",), personal=("faults",))


@transaction.atomic
def check_file(drawn, *, by, found, faults="", at=None):
    """Each of the seven is said to be as it should, or not, or not to matter here; what is not is described."""
    at = at or timezone.now()
    drawn = DrawnCase.objects.select_for_update().get(pk=drawn.pk)
    if refusal := denial(by, drawn):
        raise NotAllowed(refusal)
    if wrong := fault(found, faults):
        raise DomainError(wrong, field="faults")

    case = drawn.case
    kept = {"handler": case.handler, "found": found, "faults": faults.strip(), "by": by, "at": at}
    row, _ = FileCheck.objects.update_or_create(drawn=drawn, defaults=kept)
    said = f"{'、'.join(row.wrong)}不符合" if row.wrong else "没有发现问题"
    where = {"workflow": "case", "subject_id": case.pk}
    record("quality.file_checked", by=by, **where, said=said, faults=row.faults)
    done(case, Tool.FILE, by=by, at=at)
    return row


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
