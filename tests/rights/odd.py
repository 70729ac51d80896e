"""Odd words in every place where a request can carry them: parts of an address, the values a view reads, the fields of its forms.

What a view reads is not written out: it is noted while the view answers, so that a new address is asked as the others are.
"""

from collections import Counter
from datetime import date, datetime
from itertools import cycle
from types import SimpleNamespace
from urllib.parse import quote

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.forms import BaseForm, BaseFormSet, BooleanField, ChoiceField, DateField, FileField
from django.http import QueryDict
from django.template.backends.base import BaseEngine
from django.urls import NoReverseMatch, reverse

from .tables import ROLES

LONG = "9" * 5000
IN_PATH = ("²", LONG, "\0")
IN_QUERY = ("²", "9" * 19, LONG, "\0", "NaN", "0001-01-01", "字")
IN_FORM = ("字\0字", "9" * 19, "²", "9999-12-31", "0001-01-01")
EVERY_PATH = (*IN_PATH, "9" * 19, "字", "-1", "2026-02-30", "a" * 300)
EVERY_WORD = (
    "²", "9" * 19, LONG, "-1", "0", "1.5", "NaN", "Infinity", "1e999", "字", "\0", "字\0字", "\u202e",
    "2026-02-30", "0001-01-01", "9999-12-31", "0000-00", "9999-12", "%s", "[]",
)  # fmt: skip
TURNS = 2  # of how many words each name is asked with at one address: at the next address of others
ALONE = 4  # at how many addresses a field of one name is odd among good ones
STRANGER = "-"
OPEN = ("200", "302", "204", "409", "404")


class Noting(QueryDict):
    """Keeps the names it was asked for."""

    def __init__(self, sent, names=None):
        self.names = set() if names is None else names
        super().__init__(mutable=True)
        for name, values in sent.lists():
            self.setlist(name, values)
        self._mutable = names is not None

    def __deepcopy__(self, memo):
        return Noting(self, self.names)

    def get(self, key, default=None):
        self.names.add(key)
        return super().get(key, default)

    def getlist(self, key, default=None):
        self.names.add(key)
        return super().getlist(key, default)

    def __getitem__(self, key):
        self.names.add(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        self.names.add(key)
        return super().__contains__(key)


class Middleware:
    """Lets the view read what was sent through a `Noting`; those of the last request stay in `read`."""

    read = ()

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.GET = Noting(request.GET)
        Middleware.read = (request.GET,)
        if request.method == "POST":
            request.POST = Noting(request.POST)
            Middleware.read = (request.GET, request.POST)
        return self.get_response(request)


class Blank(BaseEngine):
    """Pages are empty; the forms that stand on the last one are kept."""

    forms = ()
    template = SimpleNamespace(source="")

    def __init__(self, params):
        params.pop("OPTIONS")
        super().__init__(params)

    def get_template(self, name):
        return self

    def render(self, context=None, request=None):
        found = (context or {}).values()
        Blank.forms = [one for one in found if isinstance(one, BaseForm | BaseFormSet)]
        return "<body></body>"


def filled(form):
    """{name: value} with which the form may be good: what it begins with, else the first choice, today, a word."""
    if isinstance(form, BaseFormSet):
        return {k: v for one in (form.management_form, *form.forms) for k, v in filled(one).items()}

    said = {bound.html_name: _begun(bound) for bound in form}
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _begun(bound):
    value = bound.initial
    if value in (None, "", []):
        value = _made_up(bound.field)
    if isinstance(value, list | tuple):
        return [str(getattr(one, "pk", one)) for one in value]
    return value.isoformat() if isinstance(value, date | datetime) else getattr(value, "pk", value)


def _made_up(field):
    if isinstance(field, FileField):
        return SimpleUploadedFile("a.txt", b"text")
    if isinstance(field, DateField):
        return date.today()
    if isinstance(field, BooleanField):
        return "on"
    if isinstance(field, ChoiceField) or hasattr(field, "queryset"):
        return next((str(value) for value, _ in field.choices if str(value)), None)
    return "2" if hasattr(field, "max_value") else "核对无误"


class Fuzz:
    """Asks, and keeps the questions that a server would have answered with 500. `clients`: {letter of a role: its browser}."""

    def __init__(self, clients, *, thorough=False):
        self.clients, self.thorough, self.asked, self.wrong = clients, thorough, Counter(), {}
        self.first, self.alone = 0, Counter()

    def ask(self, place, letter, method, path, data=None, *, word=""):
        """(status, the names that were read, the forms that were shown); nothing is changed by it."""
        Middleware.read, Blank.forms, self.asked[method] = (), (), self.asked[method] + 1
        with transaction.atomic():
            try:
                answer = getattr(self.clients[letter], method.lower())(path, data)
                if answer.streaming:
                    list(answer.streaming_content)
                status = answer.status_code
            except Exception as error:
                status = f"{type(error).__name__} {str(error)[:80]}"
            transaction.set_rollback(True)

        if not isinstance(status, int) or status >= 500:
            self.wrong.setdefault(f"{method} {place}: {status}", f"{word[:90]!r} {letter}")
        return status, {name for sent in Middleware.read for name in sent.names}, Blank.forms

    def address(self, name, kwargs, answers, sound):
        """Everything odd at one address; `sound`: what must be said to get in."""
        turn, path = cycle(able(answers)), reverse(name, kwargs=kwargs)
        for word, odd in odd_paths(name, kwargs, EVERY_PATH if self.thorough else IN_PATH):
            self.ask(f"{name} path", next(turn), "GET", odd, word=word)

        _, names, shown = self.ask(name, next(turn), "GET", path, {"x": "1"})
        for said in self.turns(sorted(names), IN_QUERY):
            query = "&".join(f"{quote(field)}={quoted(word)}" for field, word in said.items())
            self.ask(name, next(turn), "GET", f"{path}?{query}", word=str(said))

        self.forms(name, path, turn, shown, sound)

    def turns(self, names, few):
        """All names at once, a word further each time and at each address; thoroughly each name with each word."""
        if self.thorough:
            return [{name: word} for name in names for word in EVERY_WORD]
        if not names:
            return []

        self.first += TURNS
        return [
            {name: few[(at + turn) % len(few)] for at, name in enumerate(names)}
            for turn in range(self.first, self.first + TURNS)
        ]

    def forms(self, name, path, turn, shown, sound):
        """The fields of what is posted, odd together and each alone among good ones."""
        good = {key: value for form in shown for key, value in filled(form).items()} | sound
        status, names, _ = self.ask(name, next(turn), "POST", path, {**good, "x": "1"})
        if status == 405:
            return

        names = sorted(names - {"csrfmiddlewaretoken"})
        for said in self.turns(names, IN_FORM) + self.each_alone(names):
            self.ask(name, next(turn), "POST", path, {**good, **said}, word=str(said))

    def each_alone(self, names):
        """Each name with one word; the names many forms share (a reason, a day, scans) at the first addresses only."""
        if self.thorough:
            return []

        rare = [name for name in names if self.alone[name] < ALONE]
        self.alone.update(rare)
        return [{name: IN_FORM[at % len(IN_FORM)]} for at, name in enumerate(rare, self.first)]


def able(answers):
    """The letters of those who get furthest: whom it opens to, else who is led on, else who has the right, else anybody."""
    for answer in OPEN:
        letters = [
            one for one, found in zip((*ROLES, STRANGER), answers, strict=True) if found == answer
        ]
        if letters and letters != [STRANGER]:
            return [one for one in letters if one != STRANGER or answer == "200"]
    return list(ROLES)


def odd_paths(name, kwargs, words):
    """(word, the address with one of its parts in turn replaced by it), also where the pattern would not take it."""
    for key, value in kwargs.items():
        for word in words:
            try:
                yield word, reverse(name, kwargs=kwargs | {key: word})
            except NoReverseMatch:
                before, _, after = reverse(name, kwargs=kwargs).rpartition(f"/{value}")
                yield word, f"{before}/{quoted(word)}{after}"


def quoted(word):
    return quote(word.encode("utf-8", "surrogatepass"))
