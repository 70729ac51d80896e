"""An application that is not ours (Law art. 38): the applicant is told where to go, the papers go on, their receipt comes back; and the
way back where it was a mistake or the other agency does not take it."""

from django.utils import timezone

from cases import periods
from cases.models import ReferredAway
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.procedure import deadlines

MANNERS = ("直接送交", "邮寄", "移送包", "申请人自行递交")
PROMISES = (periods.WINDOW_PROMISE.key, periods.GREEN_PROMISE.key)


@CASE.step("refer_away")
def refer_away(case, *, by, at, destination, reason, aid_agency=True):
    """Not ours: the applicant is told where to go, in writing. `aid_agency`: to another agency of legal aid, as art. 38 says which."""
    told = {"agency": destination, "aid_agency": aid_agency, "reason": reason}
    return ReferredAway.objects.create(case=case, **told, by=by, at=at)


def standing(case):
    """The referral in force."""
    return case.referrals_away.filter(undone_at=None).last()


@CASE.step("forward_papers")
def forward_papers(case, *, by, at, sent_on, manner, titles):
    """The papers go to the agency with a letter. `titles`: what is handed on."""
    row = standing(case)
    if row.sent_on:
        raise DomainError("材料已经移送过。送错的，撤销告知移送后再办理。")
    if not timezone.localdate(row.at) <= sent_on <= timezone.localdate(at):
        raise DomainError("移送日期应在告知之日与今天之间。", field="sent_on")

    row.sent_on, row.manner, row.papers = sent_on, manner, list(titles)
    row.save()
    return row


@CASE.step("record_receipt")
def record_receipt(case, *, by, at, result, answered_on, answer=""):
    """What the agency answered; a later entry takes the place of an earlier one, which stays in the history."""
    row = standing(case)
    if row.sent_on is None:
        raise DomainError("材料还没有移送，没有回执可登记。")
    if not row.sent_on <= answered_on <= timezone.localdate(at):
        raise DomainError("回执日期应在移送之日与今天之间。", field="answered_on")

    row.result, row.answered_on, row.answer = result, answered_on, answer
    row.save()
    return row


@CASE.step("recall_referral")
def recall_referral(case, *, by, at, reason):
    """Back where it stood: the examination runs on from the day the application was received, as if it had never ended."""
    if len(reason.strip()) < 5:
        raise DomainError("请写明撤销的理由（不少于5个字）。", field="reason")

    row = standing(case)
    for key in PROMISES:
        if case.deadlines.filter(rule=key, met_at=row.at).exists():
            deadlines.reopen("case", case.pk, key, at)
    for rule in case.deadlines.filter(cancelled_at=row.at).values_list("rule", flat=True):
        deadlines.revive("case", case.pk, rule, row.at)

    row.undone_at, row.undone_reason = at, reason
    row.save()
    return row
