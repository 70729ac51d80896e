"""A case given to a firm: by the director; arranged, sent back and undone by the firm's manager, before whom stands nothing of any party."""

from copy import copy
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from cases.forms import firm as forms
from cases.periods import FIRM_ARRANGEMENT
from cases.queries.assignment import candidates_for, wished_of
from cases.queries.firm import (
    ARRANGE_BY,
    cases_of_firm,
    firms_able,
    given_to,
    people_of_firm,
    to_arrange,
    unanswered,
)
from cases.queries.volunteer import matter_of
from cases.tables.firm import ARRANGEABLE, HIDDEN, OWN, PEOPLE, TO_ARRANGE, UNANSWERED
from cases.workflow import CASE
from legalaid.platform.office.pages import ListPage, Page
from legalaid.platform.procedure.deadlines import within
from legalaid.platform.procedure.outlook import outlook
from legalaid.platform.procedure.views import StepView
from stations.models import Handler
from stations.queries.handler import firm_of

from .step import CaseStepView

NOT_A_MANAGER = "您的岗位不管理承办机构。"
BARRED = "按规则不能承办这一件"


class Entrust(CaseStepView):
    """The director picks a firm among those that have somebody for the case."""

    step_key, form_class = "entrust", forms.EntrustForm
    template_name = "cases/firm_entrust.html"
    done = "已交机构安排，机构管理人已收到提醒。"

    @cached_property
    def candidates(self):
        return candidates_for(self.subject)

    @cached_property
    def offers(self):
        return firms_able(self.candidates)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"offers": self.offers}

    def get_context_data(self, **kwargs):
        days = within(FIRM_ARRANGEMENT, timezone.now())
        shown = {"offers": self.offers, "wished": wished_of(self.subject, self.candidates)}
        return super().get_context_data(within=days, **shown, **kwargs)

    def follows(self):
        return _follows(self, self.offers[0].firm if self.offers else None)


class WithdrawEntrusted(CaseStepView):
    step_key, form_class = "withdraw_entrusted", forms.WithdrawForm
    done = "已收回，请指派。"

    def follows(self):
        return _follows(self, None)


def _follows(page, firm):
    """Whose turn it is then hangs on which firm has the case."""
    then = copy(page.subject)
    then.entrusted_to = firm
    return outlook(CASE, page.step, then)


class FirmStep(StepView):
    """A step of the manager's: number, kind of cause and limits of the case, and the firm's own people."""

    workflow = CASE
    template_name = "cases/firm_step.html"

    def get_scope(self):
        rows = given_to(self.request.user).select_related("cause", "station", "applicant")
        return rows.annotate(arrange_by=ARRANGE_BY)

    def render_refusal(self, sentence, status, **more):
        return super().render_refusal(sentence, status, page=self.get_success_url(), **more)

    def get_success_url(self):
        return reverse("cases:firm_cases")

    def get_context_data(self, **kwargs):
        case, matter = self.subject, matter_of(self.subject)
        cause = HIDDEN if case.secret else matter.cause
        return super().get_context_data(case=case, matter=matter, cause=cause, **kwargs)


@dataclass(frozen=True)
class Choice:
    """One of the firm's people for this case; why somebody may not have it is said of themselves alone."""

    handler: Handler
    eligible: bool
    load: int
    said: str
    consentable: bool = False


def choices_of(candidates, today):
    """[Choice] in the order of the ranking."""
    first = next((one for one in candidates if one.eligible), None)
    return [
        Choice(one.handler, one.eligible, one.load, _said(one, first, today)) for one in candidates
    ]


def _said(one, first, today):
    if not one.eligible:
        return one.handler.unavailable(today) or BARRED
    said = ["推荐"] if one is first else []
    said += [f"受援人点选的第{one.standing.wish}位"] if one.standing.wish else []
    said += ["专长相符"] if one.fits else []
    return "，".join(said)


class Arrange(FirmStep):
    step_key, form_class = "arrange", forms.ArrangeForm
    template_name = "cases/firm_arrange.html"
    done = "已安排，承办人已收到提醒，请其在期限内与受援人签订委托协议。"

    @cached_property
    def candidates(self):
        own = Handler.objects.working().filter(firm=firm_of(self.request.user))
        return candidates_for(self.subject, own)

    def get_form_kwargs(self):
        able = [one.handler.pk for one in self.candidates if one.eligible]
        handlers = Handler.objects.filter(pk__in=able)
        return super().get_form_kwargs() | {"handlers": handlers}

    def get_context_data(self, **kwargs):
        shown = choices_of(self.candidates, timezone.localdate())
        able = any(one.eligible for one in shown)
        return super().get_context_data(table=ARRANGEABLE, choices=shown, able=able, **kwargs)


class ReturnEntrusted(FirmStep):
    step_key, form_class = "return_entrusted", forms.ReturnForm
    done = "已退回，中心负责人已收到提醒。"


class UndoArrangement(FirmStep):
    step_key, form_class = "undo_arrangement", forms.UndoForm
    done = "已撤回，请另行安排。"


class FirmCases(ListPage):
    """What waits to be arranged, what nobody has answered yet, and what is at hand."""

    permission, refusal = "firms.own", NOT_A_MANAGER
    template_name = "cases/firm_cases.html"

    def get_queryset(self):
        user = self.request.user
        others = cases_of_firm(user).exclude(pk__in=unanswered(user).order_by().values("pk"))
        return others.select_related("cause", "handler__user").order_by("due_at", "pk")

    def get_context_data(self, **kwargs):
        user = self.request.user
        waiting = to_arrange(user).select_related("cause").order_by("arrange_by", "pk")
        offered = unanswered(user).select_related("cause", "handler__user").order_by("due_at", "pk")
        shown = {"waiting": waiting, "offered": offered, "firm": firm_of(user)}
        tables = {"to_arrange": TO_ARRANGE, "unanswered": UNANSWERED, "own": OWN}
        return super().get_context_data(**shown, **tables, **kwargs)


class FirmPeople(Page):
    """The firm's own people: load, licence, leave."""

    permission, refusal = "firms.own", NOT_A_MANAGER
    template_name = "cases/firm_people.html"

    def get_context_data(self, **kwargs):
        people = people_of_firm(self.request.user)
        return super().get_context_data(table=PEOPLE, people=people, **kwargs)
