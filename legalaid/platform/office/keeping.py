"""What a person keeps of a list: named views, and the columns and order it was left with. The app that keeps it registers itself."""

from dataclasses import dataclass

from legalaid.platform.core.registry import Registry

_keeper = Registry()


@dataclass(frozen=True)
class Habit:
    """How a person left a list: keys of columns, the order; nothing where it was never changed."""

    columns: tuple = ()
    order: str = ""


@dataclass(frozen=True)
class NamedView:
    """Conditions, columns and order under a name: kept by somebody (`pk`), or built in (`roles`: for whom; none: everybody)."""

    name: str
    text: str = ""
    order: str = ""
    roles: tuple = ()
    columns: tuple = ()  # their headings
    pk: int | None = None
    by: str = ""  # who shared it, where that is another


def keeper(made):
    """Registers an object with `habit(user, key)`, `views(user, key)` and `leave(user, key, columns=, order=)`."""
    _keeper["keeper"] = made
    return made


def kept():
    return _keeper["keeper"]
