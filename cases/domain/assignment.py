"""Assignment by the director, the handler's answer, and another handler (Law art. 43, 46, 55; Procedure Rules art. 24-27, 37-38)."""

from django.urls import reverse
from django.utils import timezone

from cases.enums import ReplacedFor, State
from cases.models import Assignment, Catalogue, Transfer
from cases.periods import FIRM_ARRANGEMENT
from cases.queries.archive import catalogue_of
from cases.queries.assignment import candidates_for, first_of, needs_consent
from cases.queries.conflict import certain_of
from cases.workflow import CASE
from legalaid.platform.core import words
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.send import notify, notify_all
from legalaid.platform.notifications.sentences import said
from legalaid.platform.procedure import deadlines
from stations.models import Firm, Handler
from stations.queries.handler import managers_of

from .volunteer import check_gathered, end_chosen

WISHED = "受援人点选了{names}，指派他人的，请写明理由（不少于4个字）。"
UNTOLD = "请在指派理由中写明核对情况（不少于4个字）。"
BOTH = "本案的承办人都属于为对方办理的机构，须经双方书面同意才能指派，请填写。"
ON_PAPER = "纸质卷宗和证据原件"
HANDED_ON = (
    "{case}的承办人已更换为{handler}，请按清单移交办案材料；{handler}签收以前您仍可查看此案。"
)
SHUT = (
    "{case}因利益冲突已更换承办人，您不再查看、办理此案。请将办案材料交法律援助中心：{items}。"
    "不得留存复制件，不得向他人透露案情。"
)
NOT_FIRST = "推荐首位是{first}（{why}），不指派{first}的，请写明理由（不少于4个字）。"


@CASE.step("assign")
def assign(case, *, by, at, handler, reason="", both=None):
    """Offer the case to `handler` (a stations.Handler); opens the five-day agreement clock. Another than the first of the ranking is
    given it for a reason. `both`: as for `check_may_take`."""
    check_gathered(case, at)
    check_may_take(case, handler, by=by, at=at, both=both)
    told = len(reason.strip()) >= 4
    if case.by_notice and not told and (found := certain_of(case)):  # nobody reviewed it
        raise DomainError(f"{found[0]}{UNTOLD}", field="reason")

    first = passed_over(candidates_for(case), handler, reason)
    unmet = _wish_unmet(case, handler, reason)
    end_chosen(case, handler, at)
    end_entrusted(case, "由中心指派")

    case.handler, case.assigned_at = handler, at
    made = {"handler": handler, "firm": handler.firm, "passed_over": first, "reason": reason}
    made |= {"wish_unmet": unmet, **(both or {})}
    return Assignment.objects.create(case=case, by=by, at=at, **made)


def passed_over(candidates, handler, reason, said=NOT_FIRST):
    """Whom the ranking offers first, where that is another than `handler`: what the reason is asked for, in the words `said`. None: it is
    he."""
    first = first_of(candidates)
    if first is None or first.handler.pk == handler.pk:
        return None
    if len(reason.strip()) < 4:
        why = first.ahead or "、".join(first.reasons)
        raise DomainError(said.format(first=first.handler, why=why), field="reason")
    return first.handler


def _wish_unmet(case, handler, reason):
    """Whether the recipient asked for others; then why, where none of them could have the case."""
    wished = [wish.handler for wish in case.wishes.select_related("handler__user")]
    unmet = bool(wished) and handler not in wished
    if unmet and len(reason.strip()) < 4:
        raise DomainError(WISHED.format(names="、".join(map(str, wished))), field="reason")
    return unmet


def check_may_take(case, handler, *, by, at, both=None):
    """Raises DomainError with the reason when this handler cannot be given this case. `both`: where only units are left that act for the
    other side, what both agreed to in writing, as values of Assignment."""
    hold(handler)
    if why := handler.unavailable(timezone.localdate(at)):
        raise DomainError(f"该承办人{why}。", field="handler")

    [candidate] = candidates_for(case, Handler.objects.filter(pk=handler.pk))
    if candidate.consentable and needs_consent(_others(case)):
        _check_consent(case, both or {}, at)
    elif not candidate.eligible:
        reasons = "、".join(candidate.reasons)
        raise DomainError(f"不能指派该承办人：{reasons}，请另选。", field="handler")
    if handler.user_id == by.pk:
        raise DomainError("不能把案件指派给自己。", field="handler")


def _others(case):
    """Whoever could be chosen; the one who has the case is not."""
    return candidates_for(case, Handler.objects.working().exclude(pk=case.handler_id))


def _check_consent(case, both, at):
    for field in ("consent_ours", "consent_theirs", "consent"):
        if not both.get(field, "").strip():
            raise DomainError(BOTH, field=field)
    if not both.get("consented_on"):
        raise DomainError(BOTH, field="consented_on")
    in_order(case.received_at, both["consented_on"], at, "书面同意的日期", "consented_on")


def hold(handler):
    """Nobody else gives a case to this handler's unit until this transaction ends: two accused of one crime, or the two sides of a matter,
    given at the same moment would not see each other."""
    Firm.objects.select_for_update(no_key=True).get(pk=handler.firm_id)


def current(case):
    """The assignment under which the case is handled now."""
    return case.assignments.filter(declined_at=None).last()


@CASE.step("accept_assignment")
def accept_assignment(case, *, by, at):
    """The handler takes the case on: the official letter goes along, with which a person in custody is visited (律师法 art. 33), and an
    organ that notified us is told who it is (Law art. 36)."""
    Assignment.objects.filter(pk=current(case).pk).update(accepted_at=at)
    _reply(case, by, at, "承办人已接受指派")


def _reply(case, by, at, what):
    """The organ that notified us is told who defends, for the first time or instead of another."""
    if not case.by_notice:
        return
    CASE.issue("notice_reply", case, by=by, at=at)

    key, url = f"reply:{case.pk}:v{case.version}", case.get_absolute_url()
    text = said("reply_ready", number=case.number, what=what, organ=case.organ)
    notify(case.registered_by, key=key, kind="turn", text=text, url=url)


@CASE.step("decline_assignment")
def decline_assignment(case, *, by, at, reason):
    """The handler declines with a reason; the three-day clock runs on from where it began, and that of the firm which arranged him."""
    if case.entrusted_to_id:
        deadlines.reopen("case", case.pk, FIRM_ARRANGEMENT.key, at)
    Assignment.objects.filter(pk=current(case).pk).update(declined_at=at, declined_reason=reason)
    case.handler, case.assigned_at = None, None


@CASE.step("recall_offer")
def recall_offer(case, *, by, at, reason):
    """An offer nobody answered is taken back; the three-day clock runs on from where it began. Returns the assignment recalled."""
    offer = recalled(case, at)
    end_entrusted(case, "由中心撤回指派")
    text = said("offer_recalled", number=case.number)
    notify(offer.handler.user, key=f"recalled:{offer.pk}", kind="turn", text=text, url="/cases/")
    return offer


def recalled(case, at):
    """The offer that stands, taken back."""
    offer = current(case)
    offer.recalled_at = at
    offer.save(update_fields=["recalled_at"])
    case.handler, case.assigned_at = None, None
    return offer


def end_entrusted(case, why):
    """The case is the centre's again, and the firm is told; returns the firm, None where none had it."""
    firm, case.entrusted_to = case.entrusted_to, None
    if firm:
        about, url = f"entrusted_ended:{case.pk}:v{case.version}", reverse("cases:firm_cases")
        text = f"{case.number}已{why}，不再由{firm}安排承办人。"
        notify_all(list(managers_of(firm)), about=about, kind="turn", text=text, url=url)
    return firm


@CASE.step("replace_handler")
def replace_handler(case, *, by, at, handler, reason, ground="", percent=None, both=None):
    """Another handler takes over a case at work: its unit and the new one are told, agreement, mandate and first meeting are made
    anew, the earlier ones stay in the file. The day of the first assignment remains the day the case was assigned. `ground`: a ReplacedFor;
    for a conflict of interest the one before keeps out of the case from now on (decision 155). `percent`: what of the subsidy is proposed
    for the one before, None where finance is to ask."""
    if handler.pk == case.handler_id:
        raise DomainError(f"{handler}正在承办本案，请另选。", field="handler")
    check_may_take(case, handler, by=by, at=at, both=both)

    hand_on(case, handler, at, percent, shut=ground == ReplacedFor.CONFLICT)
    case.team.filter(until=None).update(until=timezone.localdate(at))
    case.handler, case.signed_on = handler, None
    case.first_met_on = case.told_on = None
    if case.state == State.LAWYER_REFUSED:  # nothing is taken up again where the one before left it
        case.returns_to = ""
    case.assignments.kept().update(replaced_at=at)
    facts = {"handler": handler, "firm": handler.firm, "reason": reason, **(both or {})}
    facts["ground"] = ground
    made = Assignment.objects.create(case=case, by=by, at=at, accepted_at=at, **facts)
    CASE.issue("replacement_notice", case, by=by, at=at, handler=handler, to_recipient=True)
    _reply(case, by, at, f"承办人已更换为{handler}")
    return made


def hand_on(case, handler, at, percent, *, shut):
    """The list of what whoever has the case hands over to `handler`; he is told, and goes on reading the case until it is signed for.
    `shut`: he keeps out of the case, so that the message names what the centre takes from him."""
    lines = catalogue_of(case)[Catalogue.Volume.HANDLING.label]
    items = [f"{entry.title}{len(filed)}份" for entry, filed in lines if filed]
    made = Transfer.objects.create(
        case=case, before=case.handler, items=[*items, ON_PAPER], percent=percent, at=at
    )

    told = (SHUT if shut else HANDED_ON).format(
        case=case.number, handler=handler, items="；".join(made.items)
    )
    url = "/cases/" if shut else case.get_absolute_url()
    notify(case.handler.user, key=f"replaced:{made.pk}", kind="turn", text=told, url=url)
    return made


@CASE.step("take_over")
def take_over(case, *, by, at, received, note=""):
    """What came is signed for, what did not is said; from now on the one before sees the case no more."""
    waiting = case.transfers.filter(done_at=None)
    first = waiting.first()
    lacking = {item for row in waiting for item in row.items} - set(received)
    if lacking and len(note.strip()) < 4:
        raise DomainError("没有收到的材料，请写明情况（不少于4个字）。", field="note")

    first.received = list(received) or ["（无材料）"]
    waiting.update(received=first.received, note=note.strip(), by=by, done_at=at)
    return first


def in_order(earliest, day, at, name, field):
    """Refuses a `day` before `earliest` (datetime or date) or after `at`."""
    first = timezone.localdate(earliest) if hasattr(earliest, "hour") else earliest
    if first and day < first:
        raise DomainError(f"{name}不能早于{words.day(first)}。", field=field)
    if day > timezone.localdate(at):
        raise DomainError(f"{name}不能晚于今天。", field=field)
