"""The panel beside the intake form: who this is, earlier visits, conditions, means so far, material, and the questions left to ask."""

import json
from itertools import zip_longest

from django.shortcuts import render
from django.utils import timezone
from django.views.generic import View

from cases.domain.filled import tell_filled
from cases.domain.search import MARRIED
from cases.forms.intake import choices_of
from cases.forms.typed import Typed
from cases.law.exemption import MAY_LACK_INCOME, green_channel
from cases.law.grounds import CROWDS, text_of
from cases.law.protection import abused
from cases.law.scope import scope
from cases.models import Case, Person
from cases.queries.case import cases_for
from cases.queries.cause import search_causes
from cases.queries.conflict import office_called
from cases.queries.handbook import pages_for
from cases.queries.person import likely
from cases.queries.stage import beside
from cases.queries.twin import alike, open_of, refused_before
from cases.queries.verification import bar_of
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.identifiers import age, normal
from legalaid.platform.core.names import name_key
from stations.queries.station import military_stations, station_of

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


SERVING = {"soldier", "soldier_family"}


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
        "military": military_stations() if SERVING & {*typed.crowds} else (),
        "handbook": pages_for(typed.cause, typed.crowds, typed.role) if told else (),
        "received": typed.data.getlist("received"),
    }
    return (
        panel
        | _person(user, typed)
        | _office(user, typed)
        | (_matter(typed) if typed.cause else {})
    )


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
    }


def _office(user, typed):
    """Those of the office who are called as one of the parties: whoever it is keeps out of the case."""
    own = typed.identity.number if typed.text("id_number") and not typed.identity_error else ""
    agent = normal(typed.text("representative_id"))
    ours = [_who(typed.text("name"), own), _who(typed.text("representative_name"), agent)]
    ours.append(_who(typed.text("work_unit")))
    members = typed.data.getlist("member_name"), typed.data.getlist("member_relation")
    ours += [
        _who(name)
        for name, relation in zip_longest(*members, fillvalue="")
        if relation.strip() in MARRIED
    ]

    numbers = typed.data.getlist("opponent_id_number")
    named = zip_longest(typed.data.getlist("opponent_name"), numbers, fillvalue="")
    theirs = [_who(name, normal(number)) for name, number in named]
    for behind in ("head", "spouse", "work_unit"):
        theirs += [_who(name) for name in typed.data.getlist(f"opponent_{behind}")]
    return {"namesakes": office_called(station_of(user), ours, theirs)}


def _who(name, number=""):
    return name.strip(), blind(number, "person.id_number") if number else ""


def _person(user, typed):
    years = age(typed.birth, timezone.localdate()) if typed.birth else None
    number = typed.text("id_number")
    if number and typed.identity_error:
        return {"identity_error": typed.identity_error}

    identity = typed.identity if number else None
    person = _on_record(identity.number) if identity else None
    offers = [] if person else offers_for(user, typed)
    said = next((one for one in offers if one.person.pk == typed.known), None)
    history = said.cases if said else _history(user, person) if person else []
    recognised = said.person if said else person if history else None
    if recognised:  # another station's record is not handed over
        tell_filled(of=("case", history[0].pk), by=user, why="窗口识别来访人")

    return {
        "identity": identity,
        "age": years,
        "recognised": recognised,
        "said": said,
        "offers": offers,
        "history": history[:5],
        "elsewhere": _elsewhere(user, person) if person else 0,
        "barred": bar_of(person or recognised) if person or recognised else None,
        **_before(user, person or (said and said.person), typed),
        "fill": json.dumps(_fill(identity, recognised), ensure_ascii=False),
    }


def _before(user, person, typed):
    """The same matter under way already, or refused before: told and asked of, never a bar."""
    if person is None or typed.cause is None:
        return {}

    names = {name_key(name) for name in typed.data.getlist("opponent_name") if name.strip()}
    stage = typed.text("stage")
    open_now = open_of(person.being).filter(stage=stage) if stage else open_of(person.being)
    twins = alike(open_now, typed.cause.pk, names)
    near = beside(person.being, typed.cause.kind, typed.cause.pk, names, stage) if stage else []
    seen = set(
        cases_for(user)
        .filter(pk__in=[row.pk for row in twins] + [row.case.pk for row in near])
        .values_list("pk", flat=True)
    )
    return {
        "twins": [(row, row.pk in seen) for row in twins],
        "near": [row for row in near if row.case.pk in seen],
        "stage": stage,
        "refused": refused_before(person.being, typed.cause.pk),
        "anew": typed.text("anew"),
    }


def offers_for(user, typed):
    """Who the visitor may be, by name, telephone and birth date."""
    number = typed.identity.number if typed.text("id_number") and typed.identity else ""
    return likely(
        user,
        name=typed.text("name"),
        phone=typed.text("phone"),
        birth=typed.birth,
        id_blind=blind(number, "person.id_number") if number else "",
    )


def known_of(user, typed):
    """The record of whom the window said the visitor is, as long as name, telephone or birth date still say so."""
    offers = offers_for(user, typed) if typed.known else []
    return next((one.person for one in offers if one.person.pk == typed.known), None)


def _on_record(number):
    return Person.objects.known(blind(number, "person.id_number")) if number else None


def _history(user, person):
    cases = cases_for(user).of_person(person).select_related("cause")
    return list(cases.order_by("-received_at")[:5])


def _elsewhere(user, person):
    return Case.objects.of_person(person).exclude(pk__in=cases_for(user).values("pk")).count()


def _fill(identity, person):
    """What the document and an earlier visit can put into empty boxes."""
    who = identity or person
    birth = who.birth if who else None
    told = {"sex": who.sex or "", "birth": birth.isoformat() if birth else ""} if who else {}
    said = {name: getattr(person, name) for name in FILLED_IN} if person else {}
    return told | said
