from cases.law.sevenones import seven_ones
from legalaid.platform.core.money import yuan


def seven_ones_of(case):
    """The seven ones of a case from its evidence: rows written by the acts, never a tick box."""
    closure = getattr(case, "closure", None)
    meeting = case.meeting
    payment = next(iter(case.payments.all()), None) if case.closed_on else None
    reached = (
        next((visit for visit in case.follow_ups.all() if visit.result == "reached"), None)
        if case.followed_up_at
        else None
    )
    evidence = {
        "meeting": f"{meeting.met_on:%Y-%m-%d}在{meeting.place}会见" if meeting else "",
        "telling": f"首次会见时已告知{len(meeting.told)}项" if meeting and meeting.told else "",
        "discussion": _discussion(case, closure),
        "follow_up": f"{reached.at:%Y-%m-%d}回访，{reached.get_satisfaction_display()}"
        if reached
        else "",
        "file": f"{closure.reviewed_at:%Y-%m-%d}结案材料审查通过"
        if closure and closure.reviewed_at
        else "",
        "subsidy": f"{payment.paid_on:%Y-%m-%d}发放{yuan(payment.amount)}元" if payment else "",
        "archive": f"{case.archived_at:%Y-%m-%d}归档" if case.archived_at else "",
    }
    waivers = (
        {}
        if all(evidence.values())
        else {waiver.item: waiver.reason for waiver in case.waivers.all()}
    )
    return seven_ones(evidence, waivers)


def _discussion(case, closure):
    if closure and closure.discussed_on:
        return f"{closure.discussed_on:%Y-%m-%d}集体讨论"
    talk = case.log.filter(entry_kind="集体讨论").first()
    return f"{talk.done_on:%Y-%m-%d}集体讨论" if talk else ""
