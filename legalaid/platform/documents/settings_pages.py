"""How the centre words the passages of its papers: a kind with its sample, and one passage of it."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from legalaid.platform.office.downloads import PDF, download
from legalaid.platform.office.pages import Page
from legalaid.platform.office.wordings import (
    GROUPS,
    SETTINGS,
    Group,
    Listed,
    WordingPage,
    found,
)

from . import render, samples
from .forms import PassageForm
from .kinds import PAPER_KINDS
from .models import PaperWording
from .passages import all_passages, called, passages_of
from .tables import PASSAGES, VERSIONS, InUse, Shown
from .wording import in_use, newest, restore, reword


def listed():
    anew = {key: row.text for key, row in newest(list(all_passages())).items() if not row.house}
    rows = []
    for kind in PAPER_KINDS.values():
        if passages := passages_of(kind.key):
            said = [anew.get(key, passage.text) for key, passage in passages.items()]
            page = reverse("documents:kind_words", args=[kind.key])
            words = "\n".join([*said, *(passage.label for passage in passages.values())])
            rows.append(
                Listed(called(kind), page, len(passages), len(anew.keys() & passages), words)
            )
    return rows


GROUPS["papers"] = Group("文书，按办案的顺序", listed, place=1)


class OfKind:
    """A kind that has passages to word; any other is 404."""

    permission = SETTINGS

    @cached_property
    def kind(self):
        kind = PAPER_KINDS.get(self.kwargs["kind"])
        if kind is None or not passages_of(kind.key):
            raise Http404
        return kind

    def get_context_data(self, **kwargs):
        said = {"kind": self.kind, "called": called(self.kind)}
        return super().get_context_data(**{**kwargs, **said})


class KindWords(OfKind, Page):
    template_name = "documents/kind_words.html"

    def get_context_data(self, **kwargs):
        kind, known = self.kind.key, all_passages()
        anew = newest(list(passages_of(kind)))
        rows = [
            Shown(InUse(passage, anew.get(key)), kind, len(known[key].kinds))
            for key, passage in passages_of(kind).items()
        ]
        facts = samples.sample_facts(kind, in_use(kind))
        body = render.paper_body(kind, facts)
        return super().get_context_data(table=PASSAGES, rows=rows, body=body, **kwargs)


class SamplePage(OfKind, Page):
    """The sample as a PDF, with the words in use."""

    def get(self, request, *args, **kwargs):
        kind = self.kind.key
        return _printed(self.kind, samples.sample_facts(kind, in_use(kind)))


def _printed(kind, facts):
    data = samples.sample_pdf(kind.key, facts)
    return download(data, f"{kind.title}（样张）.pdf", PDF, inline=True)


class PassagePage(WordingPage):
    """POST with `house` goes back to the house's own words. A concrete page says `where` it leads."""

    form_class = PassageForm

    @cached_property
    def now(self):
        return InUse(self.one, self.versions().first())

    def get_initial(self):
        return {"text": self.now.text}

    def checked(self, text):
        return self.one.check(text)

    def versions(self):
        return PaperWording.objects.filter(passage=self.one.key)

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=VERSIONS, **kwargs)

    def act(self, form):
        said = form.cleaned_data
        words = {"by": self.request.user, "reason": said["reason"], "seen": self.seen()}
        back = "house" in self.request.POST
        made = restore(self.one, **words) if back else reword(self.one, said["text"], **words)
        self.done = f"已保存为第{made.version}版，以后这样写；已经出具的不变。"
        return self.where


class PassageEdit(OfKind, PassagePage):
    """POST with `printed` gives the sample with what is typed as a PDF."""

    template_name = "documents/passage.html"
    looks = ("preview", "printed")

    @cached_property
    def one(self):
        return found(passages_of(self.kind.key), self.kwargs["key"])

    @property
    def title(self):
        return f"文书用语：{called(self.kind)}，{self.one.label}"

    @property
    def where(self):
        return reverse("documents:kind_words", args=[self.kind.key])

    def facts(self, text):
        words = in_use(self.kind.key) | {self.one.key: {"text": text}}
        return samples.sample_facts(self.kind.key, words, self.one.key)

    def preview_of(self, text):
        return render.paper_body(self.kind.key, self.facts(text))

    def look(self, form, text):
        if "printed" in self.request.POST:
            return _printed(self.kind, self.facts(text))
        return super().look(form, text)

    def get_context_data(self, **kwargs):
        shared = all_passages()[self.one.key].kinds
        return super().get_context_data(shared=shared, **kwargs)
