from cases.law.sevenones import seven_ones
from legalaid.platform.core.money import yuan


def seven_ones_of(case):
    """The seven ones of a case from its evidence: rows written by the acts, never a tick box."""
    evidence = {
        "meeting": _meeting(case),
        "telling": _telling(case),
        "discussion": _discussion(case),
        "follow_up": _follow_up(case),
        "file": _file(case),
        "subsidy": _subsidy(case),
        "archive": f"{case.archived_at:%Y-%m-%d}归档" if case.archived_at else "",
    }
    waivers = () if all(evidence.values()) else case.waivers.all()
    return seven_ones(evidence, {waiver.item: waiver.reason for waiver in waivers})


def _meeting(case):
    meeting = case.meeting
    return f"{meeting.met_on:%Y-%m-%d}在{meeting.place}会见" if meeting else ""


def _telling(case):
    told = case.meeting.told if case.meeting else ()
    return f"首次会见时已告知{len(told)}项" if told else ""


def _follow_up(case):
    calls = case.follow_ups.all() if case.followed_up_at else ()
    reached = next((call for call in calls if call.result == "reached"), None)
    return f"{reached.at:%Y-%m-%d}回访，{reached.get_satisfaction_display()}" if reached else ""


def _file(case):
    closure = getattr(case, "closure", None)
    reviewed_at = closure and closure.reviewed_at
    return f"{reviewed_at:%Y-%m-%d}结案材料审查通过" if reviewed_at else ""


def _subsidy(case):
    payment = next(iter(case.payments.all()), None) if case.closed_on else None
    return f"{payment.paid_on:%Y-%m-%d}发放{yuan(payment.amount)}元" if payment else ""


def _discussion(case):
    closure = getattr(case, "closure", None)
    if closure and closure.discussed_on:
        return f"{closure.discussed_on:%Y-%m-%d}集体讨论"

    talk = case.log.filter(entry_kind="集体讨论").first()
    return f"{talk.done_on:%Y-%m-%d}集体讨论" if talk else ""
