"""Slots on a lower app's page that a higher app fills (the subsidy state on the case page)."""

_SLOTS = {}


def register(slot, fn):
    """fn(request, subject) -> safe HTML or ""."""
    _SLOTS.setdefault(slot, []).append(fn)


def cells(slot, request, rows):
    """{pk: safe HTML} of one column of a list; here fn(request, rows) -> such a dict, asked once for all rows."""
    return {pk: html for fn in _SLOTS.get(slot, ()) for pk, html in fn(request, rows).items()}


def told(slot, user, subject):
    """{field: value} with which a form about `subject` begins; here fn(user, subject) -> such a dict."""
    return {key: value for fn in _SLOTS.get(slot, ()) for key, value in fn(user, subject).items()}


def render(slot, request, subject):
    return [html for fn in _SLOTS.get(slot, ()) if (html := fn(request, subject))]
