"""The panel beside the intake form: who this is, earlier visits, conditions, means so far, material, and the questions left to ask."""

import json

from django.shortcuts import render
from django.utils import timezone
from django.views.generic import View

from cases.domain.filled import tell_filled
from cases.forms.intake import choices_of
from cases.forms.typed import Typed
from cases.law.exemption import MAY_LACK_INCOME, green_channel
from cases.law.grounds import CROWDS, text_of
from cases.law.protection import abused
from cases.law.scope import scope
from cases.models import Case, Person
from cases.queries.case import cases_for
from cases.queries.cause import search_causes
from cases.queries.handbook import pages_for
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.identifiers import age

from .desk import Desk

# what the form says above the means: no favour, a favour of art. 42, a favour of art. 32
NOTES = {
    None: "由申请人如实说明本人和共同生活的家庭成员的收入、财产；结论和理由随填随算，见“核对”栏。",
    False: "提交证明材料后免予核查，以下可不填；没有证明的，按收入和财产认定。",
    True: "不受经济困难条件限制，不必填写收入和财产。",
}
FILLED_IN = (
    "name",
    "phone",
    "address",
    "household_address",
    "ethnicity",
    "work_unit",
    "contact_note",
)
ASKED = (
    "申请人是未成年人、老年人或者残疾人，请问清有没有固定生活来源（工资、养老金等）：没有的，在“免予核查的情形”选第一项，提交证明材料；"
    "有的，如实填写收入、财产。"
)


class Side(Desk, View):
    """htmx: the side panel for what is typed so far."""

    def post(self, request):
        context = side_panel(request.user, Typed(request.POST))
        return render(request, "cases/_intake_side.html", context)


class CauseSearch(Desk, View):
    """htmx: causes for what is typed, Chinese or pinyin initials."""

    def get(self, request):
        causes = search_causes(request.GET.get("cause_text", "")[:40])
        return render(request, "cases/_causes.html", {"causes": causes})


def side_panel(user, typed):
    favour = typed.favour if typed.cause else None
    note = NOTES[favour and ("三十二" in favour.ground.article)]
    if not favour and {*typed.crowds} & {*MAY_LACK_INCOME}:
        note = ASKED
    told = typed.cause or typed.crowds

    panel = {
        "crowd_names": [text_of(CROWDS, code) for code in typed.crowds],
        "minor": "minor" in typed.crowds,
        "ask": typed.questions,
        "fill": "{}",
        "note": note,
        "state": _state(typed, note),
        "handbook": pages_for(typed.cause, typed.crowds, typed.role) if told else (),
    }
    return panel | _person(user, typed) | (_matter(typed) if typed.cause else {})


def _state(typed, note):
    """What the script shows and hides in the form."""
    ask = typed.questions
    state = {
        "hidden": sorted(ask.hidden),
        "choices": choices_of(ask),
        "minor": "minor" in typed.crowds,
        "abused": abused(typed.crowds, typed.path if typed.cause else (), typed.basis, typed.role),
        "note": note,
    }
    return json.dumps(state, ensure_ascii=False)


def _matter(typed):
    cause, path, crowds, basis = typed.cause, typed.path, typed.crowds, typed.basis
    return {
        "scope": scope(
            cause.kind, path, role=typed.role, crowds=crowds, basis=basis, stage=typed.text("stage")
        ),
        "favour": typed.favour,
        "green": green_channel(crowds, path, basis, typed.status, typed.role),
        "means": None if typed.favour else typed.means,
        "checklist": typed.checklist,
        "received": typed.data.getlist("received"),
    }


def _person(user, typed):
    years = age(typed.birth, timezone.localdate()) if typed.birth else None
    if not typed.text("id_number"):
        return {"age": years}
    if typed.identity_error:
        return {"identity_error": typed.identity_error}

    person = _on_record(typed.identity.number)
    history = _history(user, person) if person else []
    recognised = person if history else None  # another station's record is not handed over
    if recognised:
        tell_filled(of=("case", history[0].pk), by=user, why="窗口识别来访人")

    fill = _fill(typed.identity, recognised)
    return {
        "identity": typed.identity,
        "age": years,
        "recognised": recognised,
        "history": history,
        "elsewhere": _elsewhere(user, person) if person else 0,
        "fill": json.dumps(fill, ensure_ascii=False),
    }


def _on_record(number):
    return Person.objects.known(blind(number, "person.id_number")) if number else None


def _history(user, person):
    cases = cases_for(user).of_person(person).select_related("cause")
    return list(cases.order_by("-received_at")[:5])


def _elsewhere(user, person):
    return Case.objects.of_person(person).exclude(pk__in=cases_for(user).values("pk")).count()


def _fill(identity, person):
    """What the document and an earlier visit can put into empty boxes."""
    told = {
        "sex": identity.sex or "",
        "birth": identity.birth.isoformat() if identity.birth else "",
    }
    said = {name: getattr(person, name) for name in FILLED_IN} if person else {}
    return told | said
