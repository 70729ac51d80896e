"""The pages of an online application in their order: one topic each, asked only where it matters."""

from collections.abc import Callable
from dataclasses import dataclass

from .forms.end import HelperForm, PromiseForm
from .forms.matter import FactsForm, MatterForm, OthersForm, PlaceForm, asks_for_others
from .forms.means import means_form
from .forms.person import (
    AgentForm,
    CrowdsForm,
    JointForm,
    PersonForm,
    SafeForm,
    needs_agent,
)


@dataclass(frozen=True)
class Asked:
    """`form(draft)`: the class of its form; `when(draft)`: whether it is asked at all."""

    key: str
    title: str
    form: Callable
    when: Callable = lambda draft: True


def _always(form):
    return lambda draft: form


PAPERS = "papers"
QUESTIONS = {
    one.key: one
    for one in (
        Asked("safe", "怎样联系您", _always(SafeForm)),
        Asked("place", "交给哪里", _always(PlaceForm)),
        Asked("matter", "遇到了什么事", _always(MatterForm)),
        Asked("facts", "事情的经过", _always(FactsForm)),
        Asked("person", "谁申请", _always(PersonForm)),
        Asked("crowds", "人员类别", _always(CrowdsForm)),
        Asked("others", "对方是谁", _always(OthersForm), asks_for_others),
        Asked("agent", "谁替申请人办", _always(AgentForm), needs_agent),
        Asked("joint", "几个人一起申请", _always(JointForm)),
        Asked("means", "经济状况", means_form),
        Asked(PAPERS, "拍照交材料", _always(None)),
        Asked("helper", "谁帮您填的", _always(HelperForm)),
        Asked("promise", "告知和承诺", _always(PromiseForm)),
    )
}


def pages_of(draft):
    """The pages this applicant answers, in order."""
    return [one for one in QUESTIONS.values() if one.when(draft)]


def open_pages(draft):
    """Those not answered yet."""
    return [one for one in pages_of(draft) if one.key not in draft.done]


def after(draft, key):
    """The page that follows; None where the answers are checked next."""
    keys = [one.key for one in pages_of(draft)]
    place = keys.index(key) + 1 if key in keys else 0
    return keys[place] if place < len(keys) else None


def before(draft, key):
    keys = [one.key for one in pages_of(draft)]
    place = keys.index(key) - 1 if key in keys else -1
    return keys[place] if place >= 0 else None
