"""A case given to a firm (律师事务所、基层法律服务所), whose manager arranges one of its own people (Procedure Rules art. 27); the centre may take
it back, or name the person itself (`assignment.assign`)."""

from dataclasses import dataclass

from django.urls import reverse

from cases.models import Assignment
from cases.queries.assignment import candidates_for, first_of
from cases.queries.conflict import certain_of
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.send import notify, notify_all
from legalaid.platform.notifications.sentences import said
from stations.enums import FirmKind
from stations.models import Firm, Handler
from stations.queries.handler import managers_of
from stations.queries.station import people_over

from .assignment import NOT_FIRST, UNTOLD, WISHED, end_entrusted, hold, passed_over, recalled
from .volunteer import check_gathered, end_chosen

NO_MANAGER = "{firm}没有在用的机构管理人账号，请直接指派。"
NOBODY = "{firm}现在没有可以承办本案的人（利益冲突、执业条件、请假等），请另选。"
OTHERS = "只能安排本机构的承办人。"
MAY_NOT = "按利益冲突、执业条件、请假等规则，不能安排此人承办这一件，请另选；都不能的，请退回中心。"
NOT_FIRST_OF_FIRM = "推荐首位是{first}，不安排{first}的，请写明理由（不少于4个字）。"
BY_CENTRE = "中心交机构安排"


@dataclass(frozen=True)
class Given:
    """Which firm had the case, for the record of what was taken back."""

    firm: Firm


@CASE.step("entrust")
def entrust(case, *, by, at, firm, reason=""):
    """The manager of `firm` arranges one of its own people within the limit the office has set, which lies within that of the law (art. 43).
    A firm that holds neither the first of the ranking nor whom the recipient asked for is given the case for a reason."""
    check_gathered(case, at)
    managers = list(managers_of(firm))
    if firm.kind == FirmKind.CENTER or not managers:
        raise DomainError(NO_MANAGER.format(firm=firm), field="firm")

    candidates = candidates_for(case)
    if not any(one.eligible for one in candidates if one.handler.firm_id == firm.pk):
        raise DomainError(NOBODY.format(firm=firm), field="firm")
    if len(reason.strip()) < 4 and (asked := _asks_why(case, firm, candidates)):
        raise DomainError(asked, field="reason")

    case.entrusted_to = firm
    about, url = f"entrusted:{case.pk}:v{case.version}", reverse("cases:arrange", args=[case.pk])
    text = said("firm_given", number=case.number, firm=firm)
    notify_all(managers, about=about, kind="turn", text=text, url=url)
    return Given(firm)


def _asks_why(case, firm, candidates):
    """Why a reason is asked for; "" where none is."""
    if case.by_notice and (found := certain_of(case)):  # nobody reviewed it
        return f"{found[0]}{UNTOLD}"

    first = first_of(candidates)
    if first.handler.firm_id != firm.pk:
        why = first.ahead or "、".join(first.reasons)
        return NOT_FIRST.format(first=first.handler, why=why)

    wished = [wish.handler for wish in case.wishes.select_related("handler__user")]
    if wished and firm.pk not in {handler.firm_id for handler in wished}:
        return WISHED.format(names="、".join(map(str, wished)))
    return ""


@CASE.step("withdraw_entrusted")
def withdraw_entrusted(case, *, by, at, reason):
    """The centre takes it back; the days of the law run on."""
    firm = end_entrusted(case, "由中心收回")
    return Given(firm)


@CASE.step("return_entrusted")
def return_entrusted(case, *, by, at, reason):
    """The firm has nobody for it: the director hears at once, and the days of the law run on."""
    firm, case.entrusted_to = case.entrusted_to, None
    about = f"entrusted_returned:{case.pk}:v{case.version}"
    text = said("firm_returned", firm=firm, number=case.number)
    directors = people_over(case.station, Role.DIRECTOR)
    notify_all(directors, about=about, kind="turn", text=text, url=case.get_absolute_url())
    return Given(firm)


@CASE.step("arrange")
def arrange(case, *, by, at, handler, reason=""):
    """One of the firm's own people, of whom the rules bar nobody from the case; another than the first of them for a reason. The manager is
    told that somebody may not have it, and not by which case or party."""
    firm = case.entrusted_to
    if handler.firm_id != firm.pk:
        raise DomainError(OTHERS, field="handler")
    hold(handler)
    own = candidates_for(case, Handler.objects.working().filter(firm=firm))
    if not any(one.eligible and one.handler.pk == handler.pk for one in own):
        raise DomainError(MAY_NOT, field="handler")

    first = passed_over(own, handler, reason, NOT_FIRST_OF_FIRM)
    wished = set(case.wishes.values_list("handler", flat=True))
    unmet = bool(wished) and handler.pk not in wished
    end_chosen(case, handler, at)

    case.handler, case.assigned_at = handler, at
    why = reason.strip() or (BY_CENTRE if unmet else "")
    made = {"handler": handler, "firm": firm, "passed_over": first, "wish_unmet": unmet}
    return Assignment.objects.create(case=case, by=by, at=at, reason=why, **made)


@CASE.step("undo_arrangement")
def undo_arrangement(case, *, by, at, reason):
    """Somebody was arranged by mistake and has not answered yet: the firm arranges anew, all its days run on from where they began."""
    offer = recalled(case, at)
    text = said("firm_recalled", number=case.number, firm=case.entrusted_to)
    notify(offer.handler.user, key=f"recalled:{offer.pk}", kind="turn", text=text, url="/cases/")
    return offer
