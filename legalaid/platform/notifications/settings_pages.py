"""How one is told, how the centre words what it tells, and what became of the texts."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property

from legalaid.platform.audit.chain import record
from legalaid.platform.office.pages import ListPage, Page
from legalaid.platform.office.wordings import GROUPS, Group, Listed, WordingPage, found

from . import gateway
from .forms import WishesForm, WordingForm
from .hours import wishes_of
from .models import Text, Wording
from .sentences import SENTENCES, check, texts_in, worded, wording_of, wordings_of
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
    number: int = 0
    active: bool = True


def in_use(one, row):
    if row is None:
        return InUse(one, one.text)
    return InUse(one, row.text, row.code, row.version, row.active)


class Wordings(Page):
    permission = "office.settings"
    template_name = "notifications/wordings.html"

    def get_context_data(self, **kwargs):
        there = gateway.there_is_one()
        return super().get_context_data(table=WORDINGS, rows=said_today(), gateway=there, **kwargs)


def said_today():
    """[InUse] of every sentence."""
    newest = wordings_of(SENTENCES)
    return [in_use(one, newest.get(one.key)) for one in SENTENCES.values()]


def listed():
    return [
        Listed(
            label=row.one.label,
            page=reverse("notifications:wording", args=[row.one.key]),
            texts=1,
            anew=int(row.text != row.one.text),
            words=row.text,
        )
        for row in said_today()
    ]


GROUPS["messages"] = Group("短信和消息的提醒", listed, place=3)


class WordingEdit(WordingPage):
    template_name = "notifications/wording.html"
    form_class = WordingForm

    @cached_property
    def one(self):
        return found(SENTENCES, self.kwargs["key"])

    @cached_property
    def now(self):
        return in_use(self.one, wording_of(self.one))

    @property
    def title(self):
        return f"提醒用语：{self.one.label}"

    def get_initial(self):
        return {"text": self.now.text, "code": self.now.code, "active": self.now.active}

    def checked(self, text):
        return check(self.one, text)

    def versions(self):
        return Wording.objects.filter(sentence=self.one.key)

    def preview_of(self, text):
        """(the words with example data, in how many texts)"""
        words = worded(self.one, Wording(text=text), self.one.example)
        sign = gateway.sign()
        return (f"【{sign}】{words}", texts_in(words, sign)) if self.one.texted else (words, 0)

    def get_context_data(self, **kwargs):
        refused = refused_by_operator(wording_of(self.one)) if self.one.texted else ""
        return super().get_context_data(table=VERSIONS, refused=refused, **kwargs)

    def act(self, form):
        said = {"code": "", **form.cleaned_data}
        made = reword(self.one, by=self.request.user, seen=self.seen(), **said)
        self.done = f"已保存为第{made.version}版，以后的提醒这样写；已经发出的不变。"
        return "notifications:wordings"


class Texts(ListPage):
    permission = "office.settings"
    template_name = "notifications/texts.html"

    def get_queryset(self):
        return Text.objects.order_by("-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=TEXTS, **kwargs)
