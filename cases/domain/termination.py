"""Aid ends before its time (Law art. 48): proposed, the recipient heard, decided by the director, told to everybody within three days."""

from datetime import datetime, time

from django.utils import timezone

from cases import periods
from cases.enums import Outcome, ReplacementResult, State
from cases.law import termination as law
from cases.law.notices import must_be_defended
from cases.models import Closure, Termination
from cases.queries.owed import not_yet
from cases.queries.prior import found_of_prior
from cases.queries.termination import decided, told_of
from cases.workflow import CASE
from cases.workflow.termination import FORMALITIES, TOLD_IN, WORK
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import day
from legalaid.platform.notifications.send import notify_all
from legalaid.platform.procedure import deadlines
from legalaid.platform.procedure.steps import came_from

from .assignment import current, in_order
from .objection import correct
from .prior import end_prior, reopen_prior
from .progress import hearings_ahead, reach_safely
from .replacement import settle_request

UNDONE = "终止决定已经撤销，不再需要。"
DOCUMENT, NOON = "终止法律援助决定书", time(12)
CLOSED = (State.CONCLUDED, State.CLOSING_REVIEW, State.CLOSING_RETURNED)
REGARDLESS = ("heroes", "brave", "acquitted", "abused", "other_32")


@CASE.step("propose_termination")
def propose_termination(
    case,
    *,
    by,
    at,
    occasion,
    learnt_on,
    account,
    happened_on=None,
    borderline="",
    counsel="",
    provision="",
    cost=None,
    attempts=(),
):
    """Whoever handles the case reports at once what they have found (Law art. 48(2)); the centre may find it too. Work goes on until it is
    decided. `occasion`: a code of law.termination; `cost`: of the aid provided at once so far; `attempts`: [(day, manner, result)] at reaching the recipient."""
    if occasion not in law.BY_CODE:
        raise DomainError("请选择终止的情形。", field="occasion")
    in_order(case.decided_at or case.received_at, learnt_on, at, "得知日期", "learnt_on")
    if happened_on:
        in_order(case.applicant.birth, happened_on, at, "发生日期", "happened_on")
    for tried_on, *_ in attempts:
        in_order(case.received_at, tried_on, at, "联系日期", "attempts")

    said = {"happened_on": happened_on, "borderline": borderline, "counsel": counsel}
    said |= {"provision": provision, "cost": cost, "attempts": attempts}
    _check(case, occasion, account, said)
    return Termination.objects.create(
        case=case,
        occasion=occasion,
        learnt_on=learnt_on,
        happened_on=happened_on,
        account=account.strip(),
        borderline=borderline.strip(),
        counsel=counsel.strip(),
        provision=provision.strip(),
        cost=cost,
        attempts=[[tried_on.isoformat(), *rest] for tried_on, *rest in attempts],
        by=by,
        at=at,
    )


def _check(case, occasion, account, said):
    must = case.by_notice and must_be_defended(case.notified)
    where = {"by_notice": case.by_notice, "must_be_defended": must, "regardless": _regardless(case)}
    if why := law.unfitting(occasion, prior=found_of_prior(case), **where):
        raise DomainError(why, field="occasion")
    if len(account.strip()) < 4:
        raise DomainError("请写明情况（不少于4个字）。", field="account")

    if missing := law.lacking(occasion, said):
        field, sentence = missing
        raise DomainError(sentence, field=field)


def _regardless(case):
    """Whether aid was granted whatever the recipient's means (Law art. 32)."""
    decision = getattr(case, "decision", None)
    return bool(decision) and bool(set(decision.grounds).intersection(REGARDLESS))


def proposed(case):
    """What is to be decided of now."""
    return case.terminations.select_related("by").get(end="")


@CASE.step("hear_recipient")
def hear_recipient(case, *, by, at, heard_on=None, heard_how="", heard="", unheard=""):
    """What the recipient says to it, or why nobody could be heard. Registered again, it takes the place of what was said before, which
    stays in the history."""
    row = proposed(case)
    if heard_on:
        in_order(case.received_at, heard_on, at, "听取意见日期", "heard_on")
        reach_safely(case.applicant, heard_how)
        if len(heard.strip()) < 2:
            raise DomainError("请写明受援人的意见。", field="heard")
    elif len(unheard.strip()) < 4:
        raise DomainError("请写明没有听取意见的原因（不少于4个字）。", field="unheard")

    row.heard_on, row.heard_how, row.heard = heard_on, heard_how, heard.strip()
    row.unheard, row.heard_by = "" if heard_on else unheard.strip(), by
    row.save()
    return row


@CASE.step("withdraw_termination")
def withdraw_termination(case, *, by, at, reason):
    """It was proposed by mistake, or what it rested on is over. A handler takes back what they proposed themselves."""
    row = proposed(case)
    if by.role == Role.HANDLER and row.by_id != by.pk:
        raise DomainError("终止由中心提出，不能由承办人撤回；可以在听取意见时写明。")
    _drop(row, Termination.End.WITHDRAWN, reason)


@CASE.step("refuse_termination")
def refuse_termination(case, *, by, at, reason):
    """Aid goes on where it stood; whoever proposed it is told why."""
    row = proposed(case)
    row.decided_by, row.decided_at = by, at
    _drop(row, Termination.End.REFUSED, reason)
    _tell(case, {row.by}, "不予终止，继续办理")


def _drop(row, end, reason):
    if len(reason.strip()) < 4:
        raise DomainError("请写明理由（不少于4个字）。", field="reason")
    row.end, row.reasons = end, reason.strip()
    row.save()


@CASE.step("terminate")
def terminate(case, *, by, at, reasons):
    """Decided with reasons (form 18), after the recipient was heard; the organ is told (form 19), the unit receives a notice. Hearings ahead are
    not ours any more. A case that was closed by a registration is closed by this instead."""
    row = proposed(case)
    if why := not_yet(case).get("terminate"):
        raise DomainError(why)
    if len(reasons.strip()) < 4:
        raise DomainError("请写明终止的理由（不少于4个字）。", field="reasons")

    offer = current(case) if case.handler_id else None
    row.end, row.reasons, row.assignment = Termination.End.DECIDED, reasons.strip(), offer
    row.decided_by, row.decided_at = by, at
    _put_aside(case, offer, at)
    row.came_from = case.returns_to
    row.save()
    end_prior(case, by, at)
    settle_request(case, ReplacementResult.WITHDRAWN, by=by, at=at, said="法律援助已经终止。")
    if offer is None:  # no unit receives the decision
        _close(case, timezone.localdate(at))

    if offer:
        CASE.issue("termination_notice", case, by=by, at=at)
    if case.organ:
        CASE.issue("termination_letter", case, by=by, at=at)
    told = {case.registered_by, *([offer.handler.user] if offer else [])}
    _tell(case, told, "法律援助已决定终止，请在期限内送达")
    return row


def _put_aside(case, offer, at):
    """What was closed is open again to be closed by the decision; an offer nobody had accepted lapses."""
    if came_from(case) in CLOSED:
        Closure.objects.filter(case=case).delete()
        case.closed_on, case.outcome, case.amount_won, case.reported_at = None, "", None, None
        case.returns_to = State.HANDLING
    if offer and offer.accepted_at is None:
        case.handler = None
    case.hearings.filter(pk__in=[row.pk for row in hearings_ahead(case, at)]).update(cancelled=True)


def _tell(case, users, what):
    about, url = f"termination:{case.pk}:v{case.version}", case.get_absolute_url()
    notify_all(users, about=about, kind="turn", text=f"{case.number}{what}。", url=url)


@CASE.step("revoke_termination")
def revoke_termination(case, *, by, at, reason):
    """The centre corrects itself, or as the bureau ordered (Law art. 49), also when the file of what was done was handed in since: aid goes on
    where it stood, with the clocks it had. Hearings called off stay so until they are moved."""
    _resume(case, reason, at)
    told = {case.registered_by, *([case.handler.user] if case.handler_id else [])}
    _tell(case, told, "的终止决定已撤销，继续办理")
    return correct(case, at)


def _revoke(case, reason):
    if len(reason.strip()) < 4:
        raise DomainError("请写明撤销的理由（不少于4个字）。", field="reason")
    row = decided(case)
    row.end, row.undone = Termination.End.REVOKED, reason.strip()
    row.save()
    return row


def _resume(case, reason, at):
    row = _revoke(case, reason)
    Closure.objects.filter(case=case).delete()
    case.asked_items.filter(given_at=None).update(given_at=at, note=UNDONE)
    case.closed_on, case.outcome, case.returns_to = None, "", row.came_from
    case.reported_at = case.closure_reviewed_at = case.followed_up_at = None
    if row.assignment_id and case.handler_id is None:  # nobody took it on since
        case.handler = row.assignment.handler
    again = WORK + FORMALITIES if reopen_prior(case, row.decided_at) else WORK
    for key in again:
        deadlines.revive("case", case.pk, key, row.decided_at)


@CASE.step("revoke_sealed")
def revoke_sealed(case, *, by, at, reason):
    """The same where the file is sealed already: it stays as it is, and aid goes on in a case of its own (`open_stage`), at the same stage."""
    row = _revoke(case, reason)
    told = {case.registered_by, *([row.assignment.handler.user] if row.assignment_id else [])}
    _tell(case, told, "的终止决定已撤销，卷宗已封存，请另立案件继续办理")
    return correct(case, at)


@CASE.step("settle_termination")
def settle_termination(case, *, by, at, told, closed_on, sent_on):
    """What is on record of its service: `closed_on`, the day the unit received the decision, is the closing date (Procedure Rules art. 40);
    `sent_on`: the day on which the last of those to be told was sent to, by which the three days are kept (art. 39). None: not yet."""
    if case.state == State.TERMINATED and closed_on != case.closed_on:
        (_close if closed_on else _open)(case, closed_on)

    key, clock = periods.TERMINATION_NOTICE.key, _clock(case)
    if clock.met_at:
        deadlines.reopen("case", case.pk, key, at)
    if sent_on:
        moment = timezone.make_aware(datetime.combine(sent_on, NOON))
        deadlines.stop("case", case.pk, key, min(max(moment, clock.started_at), at))


def _clock(case):
    """The three days of the last decision."""
    return case.deadlines.filter(rule=periods.TERMINATION_NOTICE.key).last()


SERVING = ("terminate", "serve", "serve_members", "update_service")


@CASE.on_done
def follow_service(case, step, by, at):
    """What was sent and received, or turns out not to have been, moves the closing date and the three days."""
    if step.key not in SERVING or case.state not in TOLD_IN:
        return
    row = decided(case)
    if row is None:
        return

    sent_on, received_on = told_of(case, row)
    moves = row.assignment_id and case.state == State.TERMINATED
    closed_on = received_on if moves else case.closed_on
    met = _clock(case).met_at
    known = (timezone.localdate(met) if met else None, case.closed_on)
    if (sent_on, closed_on) != known:
        facts = {"sent_on": sent_on, "closed_on": closed_on}
        told = _in_words(row, **facts)
        CASE.acts["settle_termination"](case, by=system_user(), at=at, told=told, **facts)


def _in_words(row, sent_on, closed_on):
    sent = f"已全部送出（最后于{day(sent_on)}）" if sent_on else "尚未全部送出"
    if not row.assignment_id:
        return sent
    received = f"承办机构{day(closed_on)}收到，为结案日" if closed_on else "承办机构尚未收到"
    return f"{sent}；{received}"


def _open(case, closed_on):
    """The unit has not received it after all: there is no closing date."""
    Closure.objects.filter(case=case).delete()
    case.closed_on, case.outcome = None, ""
    deadlines.cancel("case", case.pk, periods.CLOSURE_FILE.key, timezone.now())


def _close(case, closed_on):
    """The closing date of what was terminated; the file of what was done is due from then."""
    row = decided(case)
    case.closed_on, case.outcome = closed_on, Outcome.TERMINATED
    Closure.objects.update_or_create(
        case=case,
        defaults={
            "closed_on": closed_on,
            "document": DOCUMENT,
            "outcome": Outcome.TERMINATED,
            "result": f"{row.what.ground}（{row.what.article}）。{row.reasons}",
        },
    )
    deadlines.cancel("case", case.pk, periods.CLOSURE_FILE.key, timezone.now())
    if case.handler_id:
        start = timezone.make_aware(datetime.combine(closed_on, time()))
        deadlines.start("case", case.pk, periods.CLOSURE_FILE.key, start)
