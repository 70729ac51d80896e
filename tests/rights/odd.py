"""Odd words in every place where a request can carry them: parts of an address, the values a view reads, the fields of its forms.

What a view reads is not written out: it is noted while the view answers, so that a new address is asked as the others are.
"""

from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.forms import BaseForm, BaseFormSet, BooleanField, ChoiceField, DateField, FileField
from django.http import QueryDict
from django.template.backends.base import BaseEngine
from django.urls import NoReverseMatch, reverse

ODD = (
    "²", "9" * 19, "9" * 5000, "-1", "0", "1.5", "NaN", "Infinity", "1e999", "字", "\0", "字\0字",
    "\ud800", "\u202e", "2026-02-30", "0001-01-01", "9999-12-31", "0000-00", "9999-12", "a" * 300, "%s", "[]",
)  # fmt: skip
EXTREME = ("²", "9" * 19, "-1", "NaN", "\0", "字", "0001-01-01", "9999-12-31")
IN_PATH = ("²", "9" * 19, "9" * 5000, "字", "\0", "-1", "2026-02-30", "a" * 300)
UNREAD = {"csrfmiddlewaretoken"}


class Noting(QueryDict):
    """Keeps the names it was asked for."""

    def __init__(self, *args, **kwargs):
        self.names = {}
        super().__init__(*args, **kwargs)

    def get(self, key, default=None):
        self.names[key] = True
        return super().get(key, default)

    def getlist(self, key, default=None):
        self.names[key] = True
        return super().getlist(key, default)

    def __getitem__(self, key):
        self.names[key] = True
        return super().__getitem__(key)

    def __contains__(self, key):
        self.names[key] = True
        return super().__contains__(key)


class Middleware:
    """Lets the view read what was sent through a `Noting`; the last request's stay in `read`."""

    read = {}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.GET = self.read["GET"] = noting(request.GET)
        if request.method == "POST":
            request.POST = self.read["POST"] = noting(request.POST)
        return self.get_response(request)


def noting(sent):
    made = Noting(mutable=True)
    for name, values in sent.lists():
        made.setlist(name, values)
    made._mutable = False
    return made


class Blank(BaseEngine):
    """Pages are empty; the forms that stand on the last one are kept."""

    forms = []
    template = type("Source", (), {"source": ""})

    def __init__(self, params):
        params.pop("OPTIONS")
        super().__init__(params)

    def get_template(self, name):
        return self

    def render(self, context=None, request=None):
        found = (context or {}).values()
        Blank.forms = [one for one in found if isinstance(one, BaseForm | BaseFormSet)]
        return ""


def filled(form):
    """{name: value} with which the form may be good: what it begins with, else the first choice, today, a word."""
    if isinstance(form, BaseFormSet):
        return {k: v for one in (form.management_form, *form.forms) for k, v in filled(one).items()}

    said = {}
    for bound in form:
        begun = bound.initial
        if isinstance(bound.field, FileField):
            continue
        if begun in (None, "", []):
            begun = _of(bound.field)
        said[bound.html_name] = begun.isoformat() if isinstance(begun, date) else begun
    return {name: value for name, value in said.items() if value is not None}


def _of(field):
    if isinstance(field, DateField):
        return date.today()
    if isinstance(field, BooleanField):
        return "on"
    if isinstance(field, ChoiceField):
        values = [value for value, _ in field.choices if str(value)]
        return str(values[0]) if values else None
    return "2" if hasattr(field, "max_value") else "核对无误"


@contextmanager
def undone():
    """Whatever is done inside is not kept."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client, method, path, data=None):
    """(status, or the error in words; the names the view read; the forms it showed)."""
    Middleware.read, Blank.forms = {}, []
    with undone():
        try:
            answer = getattr(client, method.lower())(path, data)
            if answer.streaming:
                list(answer.streaming_content)
            status = answer.status_code
        except Exception as error:  # what a server would answer with 500
            status = f"{type(error).__name__}: {str(error)[:90]}"
    names = {name for one in Middleware.read.values() for name in one.names} - UNREAD
    return status, sorted(names), Blank.forms


def odd_addresses(name, kwargs, words=IN_PATH):
    """The address with each of its parts in turn replaced by an odd word; percent-encoded by hand, since `reverse` would not make it."""
    marks = {key: f"Q{n}Q" for n, key in enumerate(kwargs)}
    for key in kwargs:
        for word in words:
            try:
                yield word, reverse(name, kwargs=kwargs | {key: word})
            except NoReverseMatch:
                whole = reverse(name, kwargs=kwargs)
                tail = str(kwargs[key])
                before, _, after = whole.rpartition(f"/{tail}/")
                if before and marks:
                    yield word, f"{before}/{_quoted(word)}/{after}"


def _quoted(word):
    from urllib.parse import quote

    return quote(word.encode("utf-8", "surrogatepass"))
