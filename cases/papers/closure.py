"""Closing, service and call-back: forms 21, 22, 32."""

from cases.law.serving import TO_ORGAN, TO_UNIT
from cases.workflow import CASE
from legalaid.platform.core.money import capitals, yuan
from legalaid.platform.core.words import day
from legalaid.platform.documents.models import Paper

from .facts import base


@CASE.paper("closing_report")
def closing_report(case, *, by, at, **facts):
    """Form 21."""
    closure = case.closure
    closure.refresh_from_db()
    won = closure.amount_won

    return {
        **base(case, by, at),
        "firm": str(case.handler.firm),
        "handler": str(case.handler),
        "stage": case.stage,
        "organ": case.organ,
        "document": closure.document,
        "document_number": closure.document_number,
        "assigned_on": day(case.assigned_at),
        "closed_on": day(closure.closed_on),
        "outcome": closure.get_outcome_display(),
        "won": {"yuan": yuan(won), "capitals": capitals(won)} if won is not None else None,
        "summary": closure.summary,
        "adopted": closure.adopted,
        "result": closure.result,
    }


@CASE.paper("service_receipt")
def service_receipt(case, *, by, at, document="", **facts):
    """Form 22 for the paper named in `document`: to the organ or unit that paper went to, else to the applicant."""
    issued = Paper.objects.filter(workflow="case", subject_id=case.pk, title=document)
    sent = issued.filter(kind__in=(*TO_UNIT, *TO_ORGAN), superseded_by=None).last()
    found = {**base(case, by, at), "applicant": case.applicant.name, "document": document}
    return found | {"applicant": sent.facts["to"], "guardian": None} if sent else found


@CASE.paper("follow_up_record")
def follow_up_record(case, *, by, at, visit=None, stage="", **facts):
    """Form 32, from the attempt that reached the recipient; `stage`: of a call while the work runs."""
    visit = visit or case.follow_ups.filter(result="reached").last()

    return {
        **base(case, by, at),
        **({"stage": stage} if stage else {}),
        "officer": visit.by.name,
        "handler": str(case.handler),
        "manner": visit.manner,
        "met": visit.met,
        "told": visit.told,
        "reported": visit.reported,
        "money_asked": visit.money_asked,
        "more": visit.more,
        "satisfaction": visit.get_satisfaction_display(),
        "called_on": day(visit.at),
        "suggestions": visit.suggestions,
    }
