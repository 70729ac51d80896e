"""Writing to the office from one's case. Where the quarter of an hour was over, what was typed stays while the code is asked again."""

import uuid

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from cases.periods import OBJECTION_REVIEW, REPLACEMENT
from legalaid.faces.portal.letters.domain.writing import write
from legalaid.faces.portal.letters.enums import Kind
from legalaid.faces.portal.letters.queries import MOST_FILES
from legalaid.faces.portal.served import can_look_up
from legalaid.faces.portal.uploading import FILE_MB, MOST_PAGES
from legalaid.platform.accounts import limits
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.asked import as_number, as_token
from legalaid.platform.procedure.deadlines import within

from . import forms
from .carried import carried, remember
from .offers import decisions_of, letter_of, open_kinds
from .views import Page, let_in

ASKED = {
    Kind.MESSAGE: forms.MessageForm,
    Kind.CONTACT: forms.ContactForm,
    Kind.REPLACEMENT: forms.ReplacementForm,
    Kind.OBJECTION: forms.ObjectionForm,
    Kind.COMPLAINT: forms.ComplaintForm,
}
LEADS = {
    Kind.MESSAGE: "承办人、中心看到以后答复，您凭查询码回来看。急事请打电话。",
    Kind.CONTACT: "发出以后，工作人员打您原来的号码核实，或者请您带身份证到窗口。核实以前，仍用原来的号码。",
    Kind.REPLACEMENT: "承办人没有依法履行职责的，可以请求更换（法律援助法第五十五条）。中心收到以后{replace}决定。",
    Kind.OBJECTION: "由司法局审查，收到以后{review}决定（法律援助法第四十九条）。收到的日子按您发出的这一天算。",
    Kind.COMPLAINT: "直接交给司法局办理，不交给被投诉的人（法律援助法第五十五条）。",
}
SHUT = "现在不能在网上办这件事，请打电话或者到窗口。"


class Write(Page):
    """GET asks, POST keeps: what is wrong stands beside the field, sent twice it is one letter."""

    template_name = "portal/mine_write.html"

    def dispatch(self, request, *args, **kwargs):
        if kwargs["kind"] not in ASKED:
            raise Http404
        self.kind = Kind(kwargs["kind"])
        self.opened = carried(request) if can_look_up() else None
        if self.opened:
            return remember(super().dispatch(request, *args, **kwargs), self.opened)
        if request.method != "POST" or not can_look_up():
            return redirect("portal:mine")
        return self.come_back()

    def get(self, request, *args, **kwargs):
        if self.kind not in open_kinds(self.opened):
            return redirect("portal:mine_case")
        return self.show(self.form(), 200)

    def post(self, request, *args, **kwargs):
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, 422)
        return self.back() if form.is_trapped else self.send(form)

    def form(self, *data):
        """Before it is known again whose case it is, the decision chosen before stands alone."""
        if self.kind != Kind.OBJECTION:
            return ASKED[self.kind](*data)
        chosen = self.request.POST.get("about", "")
        decisions = decisions_of(self.opened) if self.opened else [(chosen, "前面选的决定")]
        return ASKED[self.kind](*data, decisions=decisions)

    def send(self, form):
        opened, token = self.opened, as_token(self.request.POST.get("token")) or uuid.uuid4()
        about = {"token": token, "kind": self.kind, "who": opened.who, "last": opened.last}
        about["reply_to"] = self.answered()
        try:
            if self.kind not in open_kinds(opened):
                raise DomainError(SHUT)
            write(opened.case, **about, **form.letter())
        except DomainError as error:
            form.add_domain_error(error)
            return self.show(form, 429 if isinstance(error, limits.TooOften) else 422)
        return self.back()

    def answered(self):
        """The letter of the office it answers; None where it answers none, or one taken back since."""
        if self.opened is None or self.kind != Kind.MESSAGE:
            return None
        asked = as_number(self.request.POST.get("to") or self.request.GET.get("to"))
        return letter_of(self.opened, asked) if asked else None

    def back(self):
        return redirect(f"{reverse('portal:mine_case')}#letters")

    def show(self, form, status, **more):
        token = as_token(self.request.POST.get("token")) or uuid.uuid4()
        now = timezone.now()
        within_days = {"replace": within(REPLACEMENT, now), "review": within(OBJECTION_REVIEW, now)}
        told = {"lead": LEADS[self.kind].format(**within_days), "asks": self.kind.label}
        if answered := self.answered():
            told |= {"asks": "回信", "answered": answered}
        elif "to" in self.request.POST:
            told["to"] = as_number(self.request.POST["to"])
        told |= {"most_files": MOST_FILES, "file_mb": FILE_MB, "pages": MOST_PAGES}
        told["lost_files"] = bool(self.request.FILES) and "file" not in form.errors
        context = self.get_context_data(form=form, token=token, **told, **more)
        return self.render_to_response(context, status=status)

    def come_back(self):
        """What was typed, with the code asked anew; nothing of a case is told by it."""
        form = self.form(self.request.POST, self.request.FILES)
        if "code" not in self.request.POST:
            return self.show(form, 422, entry=forms.MineForm())

        entry = forms.MineForm(self.request.POST)
        self.opened, status = let_in(self.request, entry)
        if self.opened is None:
            return self.show(form, status, entry=entry)
        return remember(self.post(self.request), self.opened)
