"""How one is told, how the centre words what it tells, and what became of the texts."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join

from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.pages import FormPage, ListPage, Page

from . import gateway
from .forms import WishesForm, WordingForm
from .hours import wishes_of
from .models import Text, Wording
from .sentences import SENTENCES, check, texts_in, worded, wording_of
from .tables import TEXTS, VERSIONS, WORDINGS
from .wording import refused_by_operator, reword


@login_required
def wishes(request):
    said = wishes_of([request.user])[request.user.pk]
    form = WishesForm(request.POST or None, instance=said, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        record("message.wishes", by=request.user)
        messages.success(request, "已保存。")
        return redirect("notifications:wishes")

    status = 422 if form.errors else 200
    return render(request, "notifications/wishes.html", {"form": form}, status=status)


@dataclass(frozen=True)
class InUse:
    """A sentence as it is said today."""

    one: object
    text: str
    code: str = ""
    version: int = 0
    active: bool = True


def in_use(one, row):
    if row is None:
        return InUse(one, one.text)
    return InUse(one, row.text, row.code, row.version, row.active)


class Wordings(Page):
    permission = "office.settings"
    template_name = "notifications/wordings.html"

    def get_context_data(self, **kwargs):
        newest = {}
        for row in Wording.objects.order_by("version"):
            newest[row.sentence] = row
        rows = [in_use(one, newest.get(one.key)) for one in SENTENCES.values()]
        there = gateway.there_is_one()
        return super().get_context_data(table=WORDINGS, rows=rows, gateway=there, **kwargs)


class WordingEdit(FormPage):
    """POST with `preview` shows the sentence with example data and keeps nothing."""

    permission = "office.settings"
    template_name = "notifications/wording.html"
    form_class = WordingForm
    back = "../"

    @cached_property
    def one(self):
        if self.kwargs["key"] not in SENTENCES:
            raise Http404
        return SENTENCES[self.kwargs["key"]]

    @cached_property
    def now(self):
        return in_use(self.one, wording_of(self.one))

    @property
    def title(self):
        return f"提醒用语：{self.one.label}"

    def version(self):
        return self.now.version

    def get_initial(self):
        return {"text": self.now.text, "code": self.now.code, "active": self.now.active}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"one": self.one}

    def post(self, request, *args, **kwargs):
        if "preview" not in request.POST:
            return super().post(request, *args, **kwargs)

        form = self.get_form()
        form.fields["reason"].required = False
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            text = check(self.one, form.cleaned_data["text"])
        except DomainError as error:
            return self.refused(form, error)
        return self.show(form, 200, preview=self.preview_of(text))

    def preview_of(self, text):
        """(the words with example data, in how many texts)"""
        words = worded(self.one, Wording(text=text), self.one.example)
        sign = gateway.sign()
        return (f"【{sign}】{words}", texts_in(words, sign)) if self.one.texted else (words, 0)

    def get_context_data(self, **kwargs):
        history = list(Wording.objects.filter(sentence=self.one.key).select_related("by"))
        before = [row.text for row in history[1:]] + [self.one.text]
        for row, was in zip(history, before, strict=False):
            row.compared = compared(was, row.text)

        kwargs.setdefault("preview", self.preview_of(self.now.text))
        refused = refused_by_operator(wording_of(self.one)) if self.one.texted else ""
        return super().get_context_data(
            one=self.one, table=VERSIONS, history=history, refused=refused, **kwargs
        )

    def act(self, form):
        said = {"code": "", **form.cleaned_data}
        made = reword(self.one, by=self.request.user, seen=self.seen(), **said)
        self.done = f"已保存为第{made.version}版，以后的提醒这样写；已经发出的不变。"
        return "notifications:wordings"


def compared(was, now):
    """What was taken out and what was put in, marked."""
    parts = []
    for act, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if act == "equal":
            parts.append(format_html("{}", now[c:d]))
            continue
        if b > a:
            parts.append(format_html("<del>{}</del>", was[a:b]))
        if d > c:
            parts.append(format_html("<ins>{}</ins>", now[c:d]))
    return format_html_join("", "{}", ((part,) for part in parts))


class Texts(ListPage):
    permission = "office.settings"
    template_name = "notifications/texts.html"

    def get_queryset(self):
        return Text.objects.order_by("-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=TEXTS, **kwargs)
