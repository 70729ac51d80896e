"""Pages of the words the centre chooses itself: what may be worded, on one list, and how one text of it is worded anew."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.registry import Registry
from legalaid.platform.core.wording import compared, fits

from .pages import FormPage, Page
from .tables import Column, Table
from .templatetags.office import chip

SETTINGS = "office.settings"
GROUPS = Registry()  # {key: Group}


@dataclass(frozen=True)
class Group:
    """`rows()`: [Listed], those the list shows under this title."""

    title: str
    rows: Callable
    place: int  # on the page


@dataclass(frozen=True)
class Listed:
    """Something with words of its own: `texts` of them, of which `anew` are worded otherwise than the house does. `words`: what it says."""

    label: str
    page: str
    texts: int
    anew: int
    words: str = ""

    def says(self, asked):
        return asked in self.label or asked in self.words


def _anew(row, words):
    return chip(words, "soon" if row.anew else "quiet")


LISTED = Table(
    empty="没有找到。",
    columns=(
        Column("label", "名称", link=lambda row: row.page),
        Column("texts", "可以改写的话", "texts", "num"),
        Column(
            "anew",
            "现在的写法",
            lambda row: f"{row.anew}处由本中心改写" if row.anew else "系统内置",
            draw=_anew,
        ),
    ),
)


class Wordings(Page):
    """Everything the centre may word; `q` finds a name or a word, `changed` leaves those worded anew."""

    permission = SETTINGS
    template_name = "wordings.html"

    def get_context_data(self, **kwargs):
        asked, changed = self.request.GET.get("q", "").strip(), "changed" in self.request.GET
        groups = sorted(GROUPS.values(), key=lambda group: group.place)
        listed = [(one.title, self.narrowed(one.rows(), asked, changed)) for one in groups]
        found = [(title, rows) for title, rows in listed if rows]
        return super().get_context_data(
            table=LISTED, groups=found, asked=asked, changed=changed, **kwargs
        )

    def narrowed(self, rows, asked, changed):
        return [row for row in rows if row.says(asked) and (row.anew or not changed)]


class WordingPage(FormPage):
    """One text. POST with one of `looks` shows it with example data and keeps nothing.

    A concrete page has `one` (the text declared) and `now` (it as said today: text, number of its version), `versions()`, the newest first,
    and says how a text is checked and shown: `checked(text)`, `preview_of(text)`.
    """

    permission = SETTINGS
    looks = ("preview",)
    back = "../"

    def version(self):
        return self.now.number

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"one": self.one}

    def post(self, request, *args, **kwargs):
        if not any(name in request.POST for name in self.looks):
            return super().post(request, *args, **kwargs)

        form = self.get_form()
        form.fields["reason"].required = False
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            text = self.checked(form.cleaned_data["text"])
        except DomainError as error:
            return self.refused(form, error)
        return self.look(form, text)

    def look(self, form, text):
        return self.show(form, 200, preview=self.preview_of(text))

    def get_context_data(self, **kwargs):
        history = list(self.versions().select_related("by"))
        before = [row.text for row in history[1:]] + [self.one.text]
        for row, was in zip(history, before, strict=False):
            row.compared = compared(was, row.text)

        if "preview" not in kwargs:
            kwargs["preview"] = self.preview_of(self.now.text)
        known = [place.label for place in self.one.places]
        unfit = not fits(self.now.text, known)
        return super().get_context_data(
            one=self.one, now=self.now, history=history, unfit=unfit, **kwargs
        )


def found(registered, key):
    """The text declared under this key; 404 for none."""
    if key not in registered:
        raise Http404
    return registered[key]
