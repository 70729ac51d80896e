"""Beginning, coming back by a code or four words, leaving, deleting."""

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt

from legalaid.faces.portal.doubt import is_doubted
from legalaid.faces.portal.qualify.state import unsealed
from legalaid.faces.portal.uploading import FILE_MB, MOST_PAGES
from legalaid.platform.accounts.limits import TooOften

from .. import codes
from ..domain import draft as acts
from ..forms.end import RemindForm, ResumeForm, StartForm
from ..known import known_of
from ..queries import draft_by, submission_by
from ..steps import open_pages
from .face import Face, OfDraft, forget, remember

NOT_FOUND = (
    "没有找到。请核对查询码或者四个词；过了保存时间的已经删除，请重新填写，或者打电话、到窗口办理。"
)


class Start(Face):
    """Who may see this phone, before anything else is asked."""

    template_name = "portal/apply/start.html"

    def get_context_data(self, **kwargs):
        doubted = is_doubted("apply_start", self.request)
        forms = {"form": StartForm(doubted=doubted), "resume": ResumeForm(prefix="back")}
        limits = {"most_files": acts.MOST_FILES, "file_mb": FILE_MB, "pages": MOST_PAGES}
        known = self.request.POST.get("known", "")
        known = known if unsealed(known) else ""
        return super().get_context_data(known=known, **forms | limits | kwargs)

    def post(self, request):
        form = StartForm(request.POST, doubted=is_doubted("apply_start", request))
        if not form.is_valid():
            return self.show(422, form=form)
        if form.is_trapped:
            return redirect("apply:start")

        try:
            self.count("apply_start")
        except TooOften as shut:
            form.add_error(None, shut.sentence)
            return self.show(429, form=form)
        seen_by = form.cleaned_data["seen_by"]
        answers = unsealed(request.POST.get("known", "")) or {}
        _, code = acts.begin(seen_by=seen_by, known=known_of(answers))
        return remember(redirect("apply:code"), code, seen_by)


@method_decorator(csrf_exempt, name="dispatch")
class Carry(Start):
    """Where one goes on from 看我符不符合条件, whose pages work without cookies: shows the beginning with the answers in it, and keeps nothing."""

    def get(self, request):
        return redirect("apply:start")

    def post(self, request):
        return self.show(200)


class Resume(Face):
    """The same answer for a wrong code, one that has run out and one that never was."""

    template_name = "portal/apply/resume.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"resume": self.resume()} | kwargs)

    def resume(self, *args):
        doubted = is_doubted("apply_code", self.request)
        return ResumeForm(*args, prefix="back", doubted=doubted)

    def post(self, request):
        form = self.resume(request.POST)
        if not form.is_valid():
            return self.show(422, resume=form)
        try:
            self.count("apply_code")
        except TooOften as shut:
            form.add_error("code", shut.sentence)
            return self.show(429, resume=form)

        typed = form.cleaned_data["code"]
        blinds = codes.typed_blinds(typed)
        row = draft_by(blinds, timezone.localdate()) or submission_by(blinds)
        if row is None or form.is_trapped:
            form.add_error("code", NOT_FOUND)
            return self.show(422, resume=form)
        return self.open(row, typed)

    def open(self, row, typed):
        """By words the code itself is not known: a cookie of words opens the same."""
        page = "apply:check" if row.KEPT_AS == "draft" else "apply:receipt"
        return remember(redirect(page), codes.carried(typed), row.seen_by)


class Code(OfDraft):
    """The code and the words, to be written down or printed, and whether to be reminded."""

    template_name = "portal/apply/code.html"

    def get_context_data(self, **kwargs):
        form = RemindForm(initial={"remind": self.draft.remind})
        return super().get_context_data(
            draft=self.draft,
            code=codes.shown(self.code) if self.code.isdigit() else "",
            words=codes.words_of(self.code) if self.code.isdigit() else codes.split(self.code),
            form=form,
            first=next((page.key for page in open_pages(self.draft)), None),
            **kwargs,
        )

    def post(self, request):
        form = RemindForm(request.POST)
        if form.is_valid():
            acts.wish_reminder(self.draft, remind=form.cleaned_data["remind"])
        first = next((page.key for page in open_pages(self.draft)), None)
        return redirect("apply:question", first) if first else redirect("apply:check")


class Leave(Face):
    """This device forgets the code; what was saved stays for whoever has it."""

    http_method_names = ("post",)

    def post(self, request):
        return forget(redirect("apply:left"))


class Left(Face):
    template_name = "portal/apply/left.html"


class Delete(OfDraft):
    """Asked once more, then nothing is left."""

    template_name = "portal/apply/delete.html"

    def post(self, request):
        acts.forget(self.draft)
        self.draft = None
        return forget(redirect("apply:left"))
