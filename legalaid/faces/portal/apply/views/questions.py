"""The questions, one topic a page; each is saved as soon as it is answered."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone

from cases import periods
from cases.forms.typed import Typed
from cases.law.checklist import BASE
from legalaid.faces.portal.uploading import FILE_MB, MOST_PAGES
from legalaid.platform.accounts.limits import TooOften
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.office.asked import as_number, as_version
from legalaid.platform.procedure.deadlines import within

from ..domain import draft as acts
from ..domain.sending import send
from ..forms.end import SendForm
from ..forms.means import favour_of
from ..models import Draft
from ..pressing import limit_on
from ..queries import place_of
from ..steps import PAPERS, QUESTIONS, after, before, open_pages, pages_of
from ..summary import told
from .face import OfDraft

CHANGED = "这一页刚刚改过，有的内容对不上，没有保存。写过的列在最下面，请补到这一页里再保存。"
FORM_SLOT = "application_form"  # made out of the answers


class Question(OfDraft):
    template_name = "portal/apply/question.html"

    def dispatch(self, request, *args, **kwargs):
        self.page = QUESTIONS.get(kwargs["key"])
        if self.page is None or self.page.key == PAPERS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form(self, data=None):
        return self.page.form(self.draft)(data, draft=self.draft)

    def get_context_data(self, **kwargs):
        pages = [page.key for page in pages_of(self.draft)]
        key = self.page.key
        shown = {"form": self.form(), "seen": self.draft.version} | kwargs
        return super().get_context_data(
            page=self.page,
            number=pages.index(key) + 1 if key in pages else "",
            total=len(pages),
            back=before(self.draft, key),
            favour=favour_of(self.draft) if key == "means" else None,
            examined_within=within(periods.EXAMINATION, timezone.now()),
            object_within=within(periods.OBJECTION, timezone.now()),
            **shown,
        )

    def post(self, request, key):
        form = self.form(request.POST)
        holds, unasked = form.is_valid(), form.unasked()
        if unasked:
            form.add_error(None, CHANGED)
        if unasked or not holds:
            seen = as_version(request.POST.get("seen"))
            return self.show(422, form=form, seen=seen, unasked=unasked)

        try:
            acts.save_page(self.draft, key, form.said(), seen=as_version(request.POST.get("seen")))
        except StaleState as error:
            self.draft = Draft.objects.get(pk=self.draft.pk)
            form.add_error(None, error.sentence)
            return self.show(409, form=form)
        except DomainError:
            return redirect("apply:receipt" if self.submission else "apply:start")
        return redirect(*self.following(request))

    def following(self, request):
        if "more" in request.POST:
            return "apply:question", self.page.key
        if "check" in request.POST:
            return ("apply:check",)
        following = after(self.draft, self.page.key)
        return address_of(following)


def address_of(key):
    """Where a page stands, as `redirect` takes it."""
    if key is None:
        return ("apply:check",)
    return ("apply:papers",) if key == PAPERS else ("apply:question", key)


class Papers(OfDraft):
    """What to photograph, by the same list as at the desk; the application form makes itself."""

    template_name = "portal/apply/papers.html"

    def lines(self):
        typed = Typed(self.draft.as_query)
        return [line for line in typed.checklist or BASE if line.slot != FORM_SLOT]

    def get_context_data(self, **kwargs):
        held = {}
        for file in self.draft.files:
            held.setdefault(file.slot, []).append(file)
        limits = {"most_files": acts.MOST_FILES, "file_mb": FILE_MB, "pages": MOST_PAGES}
        return super().get_context_data(
            page=QUESTIONS[PAPERS],
            lines=[(line, held.pop(line.slot, [])) for line in self.lines()],
            others=[file for files in held.values() for file in files],
            back=before(self.draft, PAPERS),
            **limits | kwargs,
        )

    def post(self, request):
        if "done" in request.POST:
            acts.mark(self.draft, PAPERS)
            return redirect(*address_of(after(self.draft, PAPERS)))

        slots = {line.slot: line.title for line in self.lines()}
        slot = request.POST.get("slot", "")
        uploads = request.FILES.getlist("file")
        if slot not in slots or not uploads:
            return self.show(422, slot=slot, said=["请先选择照片或者文件，再点“上传”。"])
        return self.keep(uploads, slot, slots[slot])

    def keep(self, uploads, slot, title):
        """Each for itself: one that is refused does not undo the others."""
        said = []
        for upload in uploads:
            try:
                self.count("apply_file")
                acts.add_file(self.draft, upload, slot=slot, title=title)
            except (DomainError, TooOften) as error:
                said.append(error.sentence)
        return self.show(422, slot=slot, said=said) if said else redirect("apply:papers")


class DropPaper(OfDraft):
    http_method_names = ("post",)

    def post(self, request, pk):
        acts.drop_file(self.draft, as_number(str(pk)))
        return redirect("apply:papers")


class Check(OfDraft):
    """Everything once more before it is sent; sent twice, it is sent once."""

    template_name = "portal/apply/check.html"

    def get_context_data(self, **kwargs):
        shown = {"form": SendForm()} | kwargs
        return super().get_context_data(
            draft=self.draft,
            told=told(self.draft),
            files=list(self.draft.files),
            missing=open_pages(self.draft),
            place=place_of(self.draft),
            limit=limit_on(self.draft),
            **shown,
        )

    def post(self, request):
        form = SendForm(request.POST)
        if not form.is_valid() or form.is_trapped:
            return self.show(422, form=form)
        try:
            send(self.draft, unanswered=open_pages)
        except TooOften as shut:
            form.add_error(None, shut.sentence)
            return self.show(429, form=form)
        except DomainError as error:
            form.add_error(None, error.sentence)
            return self.show(422, form=form)
        return redirect("apply:receipt")
