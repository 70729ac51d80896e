"""The panel beside the intake form: who this is, earlier visits, conditions, means so far, material, and the questions left to ask."""

import json
from decimal import Decimal, InvalidOperation

from django.core.cache import cache
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date

from cases.forms.intake import choices_of, crowds_of
from cases.forms.intake_rows import Member, Rows
from cases.law.exemption import PROOF_42, green_channel
from cases.law.grounds import CROWDS, text_of
from cases.law.scope import BASES, scope
from cases.models import Case, Cause, HouseholdMember, MeansTest, Person
from cases.queries.case import cases_for
from cases.queries.cause import search_causes
from cases.queries.eligibility import assess, cause_path
from cases.queries.handbook import pages_for
from cases.queries.intake import checklist_for, favours, questions_for
from legalaid.platform.audit.disclosure import disclose
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind, age, read_id

from .desk import Desk

# what the form says above the means: no favour, a favour of art. 42, a favour of art. 32
NOTES = {
    None: "由申请人如实说明本人和共同生活的家庭成员的收入、财产；结论和理由随填随算，见“核对”栏。",
    False: "提交证明材料后免予核查，以下可不填；没有证明的，按收入和财产认定。",
    True: "不受经济困难条件限制，不必填写收入和财产。",
}


def cause_in(data):
    value = data.get("cause", "") if data else ""
    return Cause.objects.filter(pk=value).first() if value.isdigit() else None


def identity_in(data):
    """What the document typed so far tells, or None while it is not yet right."""
    try:
        return (
            read_id(data.get("id_kind") or IdKind.RESIDENT, data.get("id_number", ""))
            if data
            else None
        )
    except DomainError:
        return None


def birth_in(data, identity):
    return (identity and identity.birth) or _date(data.get("birth", ""))


def _date(text):
    try:
        return parse_date(text)
    except ValueError:
        return None


def crowds_in(data):
    """Crowds from what is typed so far, complete or not."""
    if not data:
        return []
    identity = identity_in(data)
    return crowds_of(
        data.getlist("crowds"),
        (identity and identity.sex) or data.get("sex"),
        birth_in(data, identity),
    )


def basis_in(data):
    """The ground of art. 31 to 33 chosen so far; a criminal matter has none to choose."""
    cause, chosen = cause_in(data), data.get("basis", "") if data else ""
    return (
        chosen if cause and cause.kind != "criminal" and chosen in {g.code for g in BASES} else ""
    )


def status_in(data):
    chosen = data.get("status", "") if data else ""
    return chosen if chosen in PROOF_42 else ""


def questions_in(data):
    role = data.get("applicant_role", "") if data else ""
    kind = (data.get("id_kind") if data else "") or IdKind.RESIDENT
    return questions_for(
        cause_in(data),
        crowds_in(data),
        role=role,
        id_kind=kind,
        identity=identity_in(data),
        basis=basis_in(data),
    )


def checklist_in(data):
    cause = cause_in(data)
    if not cause:
        return ()
    several = "separable" in data and data.get("applicant_count", "").strip() not in ("", "0", "1")
    named = bool(data.get("representative_name"))
    return checklist_for(cause, crowds_in(data), named, several, basis_in(data), status_in(data))


def side_panel(user, data):
    crowds, cause, ask = crowds_in(data), cause_in(data), questions_in(data)
    panel = {
        "crowd_names": [text_of(CROWDS, code) for code in crowds],
        "minor": "minor" in crowds,
        "ask": ask,
        "fill": "{}",
        "handbook": pages_for(cause, crowds, data.get("applicant_role", "") if data else "")
        if cause or crowds
        else (),
        **(_person(user, data) if data else {}),
    }
    favour = None
    if cause:
        path = cause_path(cause)
        basis, status = basis_in(data), status_in(data)
        free, waived = favours(crowds, path, basis, status)
        favour = free or waived
        panel |= {
            "found": scope(
                cause.kind, path, role=data.get("applicant_role", ""), crowds=crowds, basis=basis
            ),
            "favour": favour,
            "green": green_channel(crowds, path, basis, status),
            "means": None if favour else means_so_far(data),
            "checklist": checklist_in(data),
            "received": data.getlist("received"),
        }
    note = NOTES[favour and ("三十二" in favour.ground.article)]
    state = {
        "hidden": sorted(ask.hidden),
        "choices": choices_of(ask),
        "minor": panel["minor"],
        "note": note,
    }
    return panel | {"note": note, "state": json.dumps(state, ensure_ascii=False)}


def _person(user, data):
    if not data.get("id_number", "").strip():
        birth = birth_in(data, None)
        return {"age": age(birth, timezone.localdate()) if birth else None}
    try:
        identity = read_id(data.get("id_kind") or IdKind.RESIDENT, data["id_number"])
    except DomainError as error:
        return {"identity_error": error.sentence}
    birth = birth_in(data, identity)
    person = (
        Person.objects.known(blind(identity.number, "person.id_number"))
        if identity.number
        else None
    )
    mine = (
        cases_for(user).of_person(person).select_related("cause").order_by("-received_at")[:5]
        if person
        else ()
    )
    known = person if mine else None  # what only another station recorded is not handed over
    found = {
        "identity": identity,
        "age": age(birth, timezone.localdate()) if birth else None,
        "known": known,
        "history": mine,
        "fill": json.dumps(fill_from(identity, known), ensure_ascii=False),
    }
    if person:
        found["elsewhere"] = (
            Case.objects.of_person(person).exclude(pk__in=cases_for(user).values("pk")).count()
        )
    if known:
        told_of(user, mine[0])
    return found


def told_of(user, case):
    """What an earlier visit fills in is a disclosure: an event, once a day for each person at the window."""
    once = f"recognised:{user.pk}:{case.applicant_id}:{timezone.localdate()}"
    if cache.add(once, True, 86_400):
        disclose(
            "登记过的信息",
            of=("case", case.pk),
            by=user,
            why="窗口识别来访人",
            right="cases.reveal",
        )


def fill_from(identity, known):
    """What the document and an earlier visit can put into empty boxes."""
    found = {
        "sex": identity.sex or "",
        "birth": identity.birth.isoformat() if identity.birth else "",
    }
    if known:
        names = (
            "name",
            "phone",
            "address",
            "household_address",
            "ethnicity",
            "work_unit",
            "contact_note",
        )
        found |= {name: getattr(known, name) for name in names}
    return found


def means_so_far(data):
    """The means test on the figures typed so far; None before the applicant's own income is there."""
    own = _amount(data.get("own_income", ""))
    if own is None:
        return None
    rows = [HouseholdMember(monthly_income=own)]
    rows += [
        HouseholdMember(monthly_income=_amount(row["monthly_income"].data) or 0)
        for row in Rows(Member, data).rows
    ]
    means = MeansTest(
        savings=_amount(data.get("savings", "")),
        own_savings=_amount(data.get("own_savings", "")),
        opponent_in_household="opponent_in_household" in data,
        committed="committed" in data,
    )
    return assess(means, rows, timezone.localdate())[0]


def _amount(text):
    try:
        found = Decimal((text or "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found < 10**10 else None


class Side(Desk):
    """htmx: the side panel for what is typed so far."""

    def post(self, request):
        return render(request, "cases/_intake_side.html", side_panel(request.user, request.POST))


class CauseSearch(Desk):
    """htmx: causes for what is typed, Chinese or pinyin initials."""

    def get(self, request):
        return render(
            request,
            "cases/_causes.html",
            {"causes": search_causes(request.GET.get("cause_text", "")[:40])},
        )
