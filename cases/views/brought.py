"""What whoever has a number of the hall told before they came (when booking a visit): the forms of the window begin with it."""

from legalaid.platform.core.safety import SAFE
from legalaid.platform.office import panels

ADDRESSED = ("女士", "先生", "小姐", "师傅", "同学", "阿姨", "叔叔", "大爷", "大娘", "大叔", "大妈", "大姐", "大哥", "奶奶", "爷爷")  # fmt: skip
REACHED = ("phone", *SAFE, "contact_note")


def asked(user, ticket):
    """Fields of a consultation."""
    told = panels.told("ticket.told", user, ticket) if ticket else {}
    return _reached(told) | _given(name=told.get("called"), question=told.get("matter"))


def applied(user, ticket):
    """Fields of an application: how somebody wants to be called (王女士) is no name on a document."""
    told = panels.told("ticket.told", user, ticket) if ticket else {}
    called = told.get("called") or ""
    name = "" if called.endswith(ADDRESSED) else called
    return _reached(told) | _given(name=name, facts=told.get("matter"))


def _reached(told):
    return _given(**{name: told.get(name) for name in REACHED})


def _given(**fields):
    return {name: value for name, value in fields.items() if value}
