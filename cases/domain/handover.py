"""From the station to the centre: pre-review, hand-over, signing for it, sending it back (Law art. 13)."""

from cases.models import HandOver, PreReview
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from stations.enums import Duty


@CASE.step("pre_review")
def pre_review(case, *, by, at, proposal, opinion, checked=()):
    """The station's recommendation; a later one takes its place. `checked`: what was looked at."""
    said = {"proposal": proposal, "opinion": opinion, "checked": list(checked), "by": by, "at": at}
    return PreReview.objects.update_or_create(case=case, defaults=said)[0]


@CASE.step("hand_over")
def hand_over(case, *, by, at, materials=(), note=""):
    """The papers leave the station with a numbered slip; a station that pre-reviews does so first."""
    if case.station.allows(Duty.PRE_REVIEW) and not PreReview.objects.filter(case=case).exists():
        raise DomainError("请先作出初审意见，再移交中心。")
    return HandOver.objects.create(
        case=case, materials=list(materials), note=note, handed_by=by, handed_at=at
    )


@CASE.step("sign_for")
def sign_for(case, *, by, at, note=""):
    """The centre has it; the window's half hour begins."""
    return _answer(case, by, at, note=note)


@CASE.step("return_to_station")
def return_to_station(case, *, by, at, reasons, codes, note=""):
    """Back to the station with coded reasons. `reasons`: their texts for the record. The examination clock runs on."""
    if not codes:
        raise DomainError("请选择退回原因。", field="codes")
    return _answer(case, by, at, codes=codes, note=note)


def _answer(case, by, at, *, codes=(), note=""):
    row = case.handovers.filter(answered_at=None).latest("handed_at")
    row.answered_by, row.answered_at, row.reasons, row.return_note = by, at, list(codes), note
    row.save()
    return row
