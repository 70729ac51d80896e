"""网上提问: a question, its receipt, and its answer by code and word; no login, nothing of it in an address."""

import uuid

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from cases.periods import WEB_ANSWER
from legalaid.faces.portal.apply import codes
from legalaid.faces.portal.doubt import is_doubted
from legalaid.faces.portal.reading import places
from legalaid.faces.portal.served import can_ask
from legalaid.platform.accounts import limits
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.asked import client_address
from legalaid.platform.procedure.deadlines import within

from . import domain, publishing
from .carried import COOKIE, OPEN, SENT, carried, forget, remember
from .forms import AskForm, OpenForm, QuestionText
from .pressing import pressing

NOT_FOUND = "没有查到。请核对查询码和口令。口令忘了的，带身份证到窗口重新设定，或者打12348。"


@method_decorator(never_cache, name="dispatch")
class Page(TemplateView):
    door = ""

    @property
    def is_doubted(self):
        return can_ask() and is_doubted(self.door, self.request)

    def get_context_data(self, **kwargs):
        return super().get_context_data(centre=places.centre(), **kwargs)

    def show(self, status, **context):
        return self.render_to_response(self.get_context_data(**context), status=status)


class Start(Page):
    """Where this process may not take questions in, the other ways alone."""

    template_name, door = "portal/asking/start.html", "asking_from"

    def get_context_data(self, **kwargs):
        told = {
            "form": AskForm(initial={"token": uuid.uuid4()}, doubted=self.is_doubted),
            "can": can_ask(),
            "answered_within": within(WEB_ANSWER, timezone.now()),
        }
        return super().get_context_data(**told | kwargs)

    def post(self, request):
        if not can_ask():
            return redirect("asking:start")
        form = AskForm(request.POST, doubted=self.is_doubted)
        if not form.is_valid():
            return self.show(422, form=form)
        if form.is_trapped:
            return redirect("asking:start")
        return self.send(form)

    def send(self, form):
        data = form.cleaned_data
        kept = {name: data[name] for name in ("token", "word", "seen_by", "topic", "may_publish")}
        try:
            limits.attempt("asking_from", client_address(self.request))
            row = domain.ask(facts=form.facts(), **kept)
        except DomainError as error:
            form.add_error(None, error.sentence)
            too_often = isinstance(error, limits.TooOften)
            return self.show(429 if too_often else 409, form=form)
        return remember(redirect("asking:sent"), row, SENT)


def _without(request):
    """What this device carries opens nothing any more."""
    back = redirect("asking:open")
    return forget(back) if COOKIE in request.COOKIES else back


class Sent(Page):
    """The code and the words, to be written down, and by when it is answered."""

    template_name = "portal/asking/sent.html"

    def dispatch(self, request, *args, **kwargs):
        self.row = carried(request, SENT)
        if self.row is None:
            return _without(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        code = domain.code_of(self.row.token)
        asked = self.row.consultation
        return super().get_context_data(
            row=self.row,
            asked=asked,
            code=codes.shown(code),
            words=codes.words_of(code),
            urgent=pressing(asked.question),
            **kwargs,
        )


class Open(Page):
    """The same answer for a wrong code and a wrong word."""

    template_name, door = "portal/asking/open.html", "asking_open"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{"form": OpenForm(doubted=self.is_doubted), "can": can_ask()} | kwargs
        )

    def post(self, request):
        if not can_ask():
            return redirect("asking:open")
        form = OpenForm(request.POST, doubted=self.is_doubted)
        if not form.is_valid():
            return self.show(422, form=form)

        code = blind(codes.carried(form.cleaned_data["code"]), "asking.tried")
        try:
            limits.attempt("asking_open", client_address(request))
            limits.attempt("asking_code", code)
        except limits.TooOften as shut:
            form.add_error(None, shut.sentence)
            return self.show(429, form=form)

        row = domain.opened_by(form.cleaned_data["code"], form.cleaned_data["word"])
        if row is None or form.is_trapped:
            form.add_error(None, NOT_FOUND)
            return self.show(422, form=form)
        limits.forget("asking_code", code)
        return remember(redirect("asking:answer"), row, OPEN)


class Answer(Page):
    """What was asked and answered, and one more question under it."""

    template_name = "portal/asking/answer.html"

    def dispatch(self, request, *args, **kwargs):
        self.row = carried(request, OPEN)
        if self.row is None:
            return _without(request)
        return remember(super().dispatch(request, *args, **kwargs), self.row, OPEN)

    def get(self, request, *args, **kwargs):
        domain.look(self.row)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        asked = self.row.consultation
        further = list(asked.further_questions.all())
        told = {"form": QuestionText()}

        return super().get_context_data(
            row=self.row,
            asked=asked,
            rounds=further,
            answers=[
                one
                for one in asked.further_answers.all()
                if asked.taken_back_at is None or one.at > asked.taken_back_at
            ],
            may_ask=asked.state == "answered" and not further,
            urgent=pressing(further[-1].text if further else asked.question)
            if asked.state == "open"
            else [],
            **told | kwargs,
        )

    def post(self, request):
        if "private" in request.POST:
            publishing.forbid(self.row)
            return redirect("asking:answer")

        form = QuestionText(request.POST)
        if not form.is_valid():
            return self.show(422, form=form)
        if form.is_trapped:
            return redirect("asking:answer")

        try:
            limits.attempt("asking_from", client_address(request))
            domain.ask_more(self.row, form.cleaned_data["question"])
        except DomainError as error:
            form.add_error(None, error.sentence)
            return self.show(429 if isinstance(error, limits.TooOften) else 409, form=form)
        return redirect("asking:answer")


class Out(Page):
    """This device forgets what it carried; a link alone takes nobody out."""

    def get(self, request, *args, **kwargs):
        return redirect("asking:start")

    def post(self, request):
        return forget(redirect("asking:left"))


class Left(Page):
    template_name = "portal/asking/left.html"
