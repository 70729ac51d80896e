"""What a case whose aid ended before its time (Law art. 48) never came to, and is therefore not asked for."""

from django.utils import timezone

from cases.enums import Prior, PriorFinding, State
from cases.enums.agencies import Verified
from cases.law.termination import MADE_UP_FOR, OCCASIONS
from cases.models import Termination
from legalaid.platform.core.words import day
from legalaid.platform.documents.models import Paper

from .group_serving import addressees, is_of_each, with_service

DEATHS = tuple(row.code for row in OCCASIONS if row.death)
NEVER = {
    "meeting": "终止以前没有会见（约见）",
    "telling": "终止以前没有会见（约见）",
    "discussion": "终止以前没有办结，不讨论结案",
    "follow_up": "受援人已经死亡，或者终止以前没有承办",
    "file": "终止以前没有承办，没有结案材料",
    "subsidy": "终止以前没有承办，不发补贴",
}


def advised(case, why):
    """How a proposal reads that follows from what was found: the commitment on which aid was granted (`why` commitment), or aid that
    was provided at once and could not be confirmed (prior). {} where nothing was found."""
    return ADVICE[why](case) if why in ADVICE else {}


def _of_commitment(case):
    found = case.verifications.filter(result=Verified.UNTRUE).last()
    if found is None:
        return {}
    account = f"个人诚信承诺经核查不属实（{day(found.checked_on)}核查）：{found.note}"
    return {"occasion": "deceit", "learnt_on": found.checked_on, "account": account}


def _of_prior(case):
    row = case.priors.last() if case.prior == Prior.FAILED else None
    if row is None or not row.finding:
        return {}
    until = f"，期限至{day(row.owed_by)}" if row.finding == PriorFinding.LAPSED else ""
    said = f"{day(row.at)}先行提供法律援助{until}；{row.get_finding_display()}。{row.said}"
    occasion = next(one.code for one in OCCASIONS if one.prior == row.finding)
    learnt_on = timezone.localdate(row.settled_at)
    return {"occasion": occasion, "learnt_on": learnt_on, "account": said, "provision": MADE_UP_FOR}


ADVICE = {"commitment": _of_commitment, "prior": _of_prior}


def decided(case):
    """The termination that stands; None of a case whose aid has not ended so."""
    return case.terminations.filter(end=Termination.End.DECIDED).last()


def taken_up_again(case):
    """Whether the end of aid was taken back after the file of what was done had been sealed: it goes on in another case."""
    return case.state == State.ARCHIVED and case.terminated and decided(case) is None


def told_of(case, row):
    """(the day on which the last of those to be told was sent to, the day the unit received it), each None while it was not. Who died is not
    told; the letter and the notice are there where there is an organ and a unit."""
    kinds = ("termination_letter", "termination_notice")
    kinds += () if row.what.death else ("termination_decision",)
    papers = Paper.objects.filter(workflow="case", subject_id=case.pk, superseded_by=None)
    issued = papers.filter(kind__in=kinds, issued_at__gte=row.decided_at)

    expected = dict(issued.values_list("pk", "kind"))
    if not expected:  # who died had nobody else
        return timezone.localdate(row.decided_at), None
    services = list(case.services.standing().filter(paper__in=expected))
    to_unit = [one for one in services if expected[one.paper_id] == "termination_notice"]

    all_sent = len({one.paper_id for one in services}) == len(expected)
    joint = issued.filter(kind="termination_decision", pk__in=expected).last()
    if joint and is_of_each(case, joint):
        all_sent = (
            all_sent
            and not with_service(addressees(case, joint), joint).filter(sent_on=None).exists()
        )
    sent_on = max((one.sent_on for one in services), default=None) if all_sent else None
    return sent_on, to_unit[0].received_on if to_unit else None


def ended_by_death(case):
    """Whether it was decided that aid ends because the recipient died: nobody is left to object or to be called."""
    if not (case.terminated or case.state == State.TERMINATED):
        return False
    return case.terminations.filter(end=Termination.End.DECIDED, occasion__in=DEATHS).exists()


def never_due(case):
    """{key of the seven ones: why it was never due}."""
    if not case.terminated:
        return {}

    keys = ["discussion"]
    if not case.first_met_on:
        keys += ["meeting", "telling"]
    if not case.handler_id:
        keys += ["follow_up", "file", "subsidy"]
    elif ended_by_death(case):
        keys += ["follow_up"]
    return {key: NEVER[key] for key in keys}


def came_to(case):
    """The sources of the closing file that must be there of such a case: what had been made before aid ended."""
    found = {"slot:application_form", "paper:application", "slot:notice"}
    found |= {"paper:material_receipt", "paper:review_form", "paper:decision_grant"}
    if case.assigned_at:
        found |= {"paper:assignment_notice"}
    if case.handler_id:
        found |= {"paper:official_letter", "paper:notice_reply"}
        found |= {"paper:progress_record", "paper:closing_report"}
    if case.signed_on:
        found |= {"file:agreement", "paper:agreement"}
        found |= {"file:power_of_attorney", "paper:power_of_attorney"}
    if case.first_met_on:
        found |= {"file:meeting"}
    return found
