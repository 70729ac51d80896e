"""查我的案件: a code and the end of an identity number, what is told of the case, and out again."""

from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from cases.periods import OBJECTION
from legalaid.faces.portal.apply.codes import carried as solid
from legalaid.faces.portal.apply.workflow import SUBMISSION
from legalaid.faces.portal.doubt import is_doubted
from legalaid.faces.portal.reading import places
from legalaid.faces.portal.served import can_look_up
from legalaid.platform.accounts import limits
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.words import short
from legalaid.platform.office.asked import client_address
from legalaid.platform.procedure.deadlines import within

from .carried import COOKIE, carried, forget, remember
from .forms import MineForm
from .offers import links_of, offers_papers, offers_rating, received_by, sent_by
from .opening import opened_by
from .telling import hearing_words, told_of

verb("case.followed", "{who}在网上查看办理进展", data=("who",))
verb("submission.followed", "{who}在网上查看网上申请", data=("who",))
NOT_FOUND = (
    "没有查到。请核对查询码和证件号码后四位。有的案件为了安全不在网上显示。可以打电话、到窗口查。"
)


def let_in(request, form):
    """(Opened, 200), or (None, status) with the reason in the form of code and number."""
    if not form.is_valid():
        return None, 422
    code = blind(solid(form.cleaned_data["code"]), "mine.code")
    try:
        limits.attempt("mine_from", client_address(request))
        limits.attempt("mine_code", code)
    except limits.TooOften as shut:
        form.add_error(None, shut.sentence)
        return None, 429

    found = opened_by(form.cleaned_data["code"], form.cleaned_data["last"])
    if found is None or form.is_trapped:
        form.add_error(None, NOT_FOUND)
        return None, 422
    limits.forget("mine_code", code)
    return found, 200


@method_decorator(never_cache, name="dispatch")
class Page(TemplateView):
    def get_context_data(self, **kwargs):
        return super().get_context_data(centre=places.centre(), **kwargs)


class Entry(Page):
    """The same answer for a wrong code, the wrong person, and a case that is not shown. Where this process may not read cases, the other
    ways alone."""

    template_name = "portal/mine.html"

    def get_context_data(self, **kwargs):
        told = {
            "form": MineForm(doubted=self.is_doubted),
            "can": can_look_up(),
            "object_within": within(OBJECTION, timezone.now()),
        }
        return super().get_context_data(**told | kwargs)

    def post(self, request):
        if not can_look_up():
            return redirect("portal:mine")
        form = MineForm(request.POST, doubted=self.is_doubted)
        found, status = let_in(request, form)
        if found is None:
            return self.show(form, status)
        return remember(redirect("portal:mine_case"), found)

    @property
    def is_doubted(self):
        return can_look_up() and is_doubted("mine_from", self.request)

    def show(self, form, status):
        return self.render_to_response(self.get_context_data(form=form), status=status)


class Mine(Page):
    """Each look is a disclosure on the record of the case."""

    template_name = "portal/mine_case.html"

    def dispatch(self, request, *args, **kwargs):
        self.opened = carried(request)
        if self.opened is None:
            back = redirect("portal:mine")
            return forget(back) if COOKIE in request.COOKIES else back
        return remember(super().dispatch(request, *args, **kwargs), self.opened)

    @transaction.atomic
    def get(self, request, *args, **kwargs):
        row = self.opened.case or self.opened.submission
        kind = "case" if self.opened.case else "submission"
        about = {"by": system_user(), "workflow": kind, "subject_id": row.pk}
        record(f"{kind}.followed", who=self.opened.who, **about)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        case, row = self.opened.case, self.opened.submission
        if case is None:
            place = SUBMISSION.places[row.state].public
            return super().get_context_data(submission=row, place=place, **kwargs)

        told = told_of(self.opened)
        hearing = hearing_words(told.hearing) if told.hearing else ""
        due = short(told.notice.due) if told.notice else ""
        written = {"links": links_of(self.opened), "letters": sent_by(self.opened)}
        written["received"] = received = received_by(self.opened)
        written["unread"] = any(not (row.opened or row.taken_back) for row in received)
        written["rates"] = offers_rating(self.opened)
        written["served"] = offers_papers(self.opened)
        more = {"hearing": hearing, "due": due, **written, **kwargs}
        return super().get_context_data(case=case, told=told, **more)


class Summary(Mine):
    """One page to print, for those who help; of what was sent in and is no case yet there is none. Whoever chose to be shown the place
    alone prints no more."""

    template_name = "portal/mine_summary.html"

    def get(self, request, *args, **kwargs):
        if self.opened.case is None:
            return redirect("portal:mine_case")
        return super().get(request, *args, **kwargs)


class Out(Page):
    """This device forgets what it carried; a link alone takes nobody out."""

    def get(self, request, *args, **kwargs):
        return redirect("portal:mine")

    def post(self, request):
        return forget(redirect("portal:mine_left"))


class Left(Page):
    template_name = "portal/mine_left.html"
