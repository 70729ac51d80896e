"""Aid provided at once (Law art. 44): whoever may grants it before anything is examined; the formalities follow beside the work."""

from django.utils import timezone

from cases import periods
from cases.enums import Prior, PriorFinding, State, Urgency
from cases.law import urgency as law
from cases.models import PriorProvision
from cases.queries.owed import not_yet
from cases.queries.prior import open_prior
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import day
from legalaid.platform.notifications.send import notify, notify_all
from legalaid.platform.notifications.sentences import said
from legalaid.platform.procedure import deadlines
from stations.queries.station import people_over

from .assignment import current
from .decision import decide_to_grant, record_review, review_of

KEY = periods.FIRST_PROVISION.key
REVIVED = (periods.HAND_OVER.key, periods.SIGN_FOR.key)
INSIDE = (State.SUPPLEMENT, State.COOPERATION)
LATER = "补办手续的期限应晚于今天。"


@CASE.step("provide_first")
def provide_first(case, *, by, at, ground, reason, owed, owed_by, limitation_on=None):
    """Granted at once, whatever lacks: the application counts as accepted, the seven days of the formal decision run on. `owed`: titles of
    material of the list that is still to come."""
    today = timezone.localdate(at)
    if ground == Urgency.NORMAL:
        raise DomainError("请选择紧急情形（法律援助法第四十四条）。", field="ground")
    if found := law.fault(ground, limitation_on, reason, today):
        field, sentence = found
        raise DomainError(sentence, field="reason" if field == "urgency_note" else field)
    _need(reason, "reason", "先行提供的理由")
    if owed_by <= today:
        raise DomainError(LATER, field="owed_by")

    came_from = case.returns_to if case.state in INSIDE else case.state
    case.returns_to = ""
    case.prior, case.urgency, case.limitation_on = Prior.OWED, ground, limitation_on
    case.accepted_at = case.accepted_at or at
    case.materials.filter(title__in=owed, received_on=None).update(owed_by=owed_by)
    deadlines.start("case", case.pk, KEY, at, set_due=owed_by)
    said = {"ground": ground, "reason": reason.strip(), "limitation_on": limitation_on}
    row = PriorProvision.objects.create(
        case=case, owed=list(owed), owed_by=owed_by, came_from=came_from, by=by, at=at, **said
    )

    text = f"{case.number}已先行提供法律援助，请在{day(owed_by)}前补办手续、补充审查。"
    people = {case.registered_by, *people_over(case.station, Role.REVIEWER)} - {by}
    url = case.get_absolute_url()
    notify_all(people, about=f"prior:{row.pk}", kind="turn", text=text, url=url)
    return row


@CASE.step("extend_prior")
def extend_prior(case, *, by, at, owed_by, reason):
    """A later day, with a reason; what lacks is owed until then."""
    row = open_prior(case)
    if owed_by <= max(row.owed_by, timezone.localdate(at)):
        raise DomainError("延长后的期限应晚于今天和原来的期限。", field="owed_by")
    _need(reason, "reason", "延长的理由")

    deadlines.cancel("case", case.pk, KEY, at)
    deadlines.start("case", case.pk, KEY, at, set_due=owed_by)
    case.materials.owed().update(owed_by=owed_by)
    row.owed_by = owed_by
    row.save(update_fields=["owed_by"])
    return row


@CASE.step("review_prior")
def review_prior(case, *, by, at, proposal, opinion, findings):
    """The examination that was put off: form and merits at once, by another than whoever took the application in."""
    row, review = case.priors.latest("id"), review_of(case)
    review.form_passed_at, review.form_by = at, by
    review.save()
    said = {"proposal": proposal, "opinion": opinion, "findings": findings}
    found = record_review(case, by=by, at=at, **said)

    row.reviewed_at = at
    row.save(update_fields=["reviewed_at"])
    text = f"{case.number}先行提供的补办审查建议{proposal}，请决定。"
    directors = people_over(case.station, Role.DIRECTOR)
    url = case.get_absolute_url()
    notify_all(directors, about=f"prior:{row.pk}:v{case.version}", kind="turn", text=text, url=url)
    return found


@CASE.step("confirm_prior")
def confirm_prior(case, *, by, at, grounds, codes, mode, opinion=""):
    """The ordinary decision, made afterwards: what was assigned stays assigned, the work goes on. A finding that it could not be confirmed is
    overtaken by it."""
    row = case.priors.latest("id")
    if why := not_yet(case).get("confirm_prior"):
        raise DomainError(why)

    decide_to_grant(case, codes, by=by, at=at, mode=mode, opinion=opinion)
    case.prior = Prior.CONFIRMED
    _settle(row, by, at, "", "")


@CASE.step("fail_prior")
def fail_prior(case, *, by, at, finding, reasons):
    """The day passed and nothing came, or whoever was helped is not eligible: aid is ended (Law art. 48), what was done is paid."""
    row = open_prior(case)
    _need(reasons, "reasons", "不能确认的理由")
    if finding == PriorFinding.LAPSED and timezone.localdate(at) <= _last_day(case):
        raise DomainError(f"补办手续的期限是{day(_last_day(case))}，尚未届满。", field="finding")
    if finding == PriorFinding.INELIGIBLE and row.reviewed_at is None:
        raise DomainError("还没有补办审查，请先由审查人员审查。", field="finding")

    case.prior = Prior.FAILED
    return _settle(row, by, at, finding, reasons)


def _last_day(case):
    """Never a rest day, wherever the day that was set fell."""
    return timezone.localdate(case.deadlines.open().get(rule=KEY).due_at)


@CASE.step("revoke_prior")
def revoke_prior(case, *, by, at, reason):
    """It was provided by mistake, and nothing was agreed yet: the application is examined on where it stood, whoever was asked to handle it is told."""
    row = open_prior(case)
    _need(reason, "reason", "撤销的理由")
    case.returns_to, case.prior = row.came_from, ""
    if case.accepted_at == row.at:
        case.accepted_at = None
    case.materials.owed().update(owed_by=None)
    for key in REVIVED:
        deadlines.revive("case", case.pk, key, row.at)

    _settle(row, by, at, "", reason)
    if case.handler_id:
        offer = current(case)
        case.handler, case.assigned_at = None, None
        text = said("prior_undone", number=case.number)
        key = f"revoked:{offer.pk}"
        notify(offer.handler.user, key=key, kind="turn", text=text, url="/cases/")
    return row


def end_prior(case, by, at):
    """Aid was terminated while the formalities were owed: nobody has to make up for them any more."""
    for row in case.priors.waiting():
        case.prior = Prior.FAILED
        _settle(row, by, at, "", "")


def reopen_prior(case, ended_at):
    """The termination of that moment was undone: the formalities it ended are owed again. Whether there were any."""
    row = case.priors.filter(settled_at=ended_at).last()
    if row is None:
        return False
    case.prior = Prior.OWED
    _settle(row, None, None, "", "")
    return True


def _settle(row, by, at, finding, said):
    row.finding, row.said = finding, said.strip()
    row.settled_by, row.settled_at = by, at
    row.save()
    return row


def _need(text, field, what):
    if len(text.strip()) < 4:
        raise DomainError(f"请写明{what}（不少于4个字）。", field=field)
