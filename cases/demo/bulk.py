"""A county of any size: walked cases are repeated with other people, on the same dates, so that every clock and state stays what the acts made it.

Papers name their applicant, so the repeated cases carry none; everything else a page or a list reads is there.
"""

import uuid

from django.conf import settings
from django.db import connection
from django.utils import timezone

from cases.models import (
    Assignment,
    Case,
    Closure,
    Decision,
    FollowUp,
    HandOver,
    Hearing,
    LogEntry,
    MaterialItem,
    MeansTest,
    Meeting,
    Party,
    Person,
    PreReview,
    Review,
    SearchEntry,
    SubsidyPayment,
    Tally,
)  # fmt: skip
from cases.queries.tokens import tokens_of
from legalaid.platform.audit.chain import record_many
from legalaid.platform.audit.models import Event
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.models import Counter
from legalaid.platform.procedure.models import Deadline, Pause

from . import copying, people

CHILDREN = (
    Party,
    MaterialItem,
    MeansTest,
    PreReview,
    HandOver,
    Review,
    Decision,
    Assignment,
    Meeting,
    LogEntry,
    Hearing,
    Closure,
    FollowUp,
    SubsidyPayment,
    Tally,
)
BATCH = 1000
HISTORIES = 20_000  # beyond so many a copied case carries only the first event of its history: thirty million say nothing more


def multiply(rng, total):
    """Repeats the walked cases until there are `total`. Returns how many were added."""
    if connection.vendor == "postgresql":
        return _by_copy(rng, total)
    walked = list(Case.objects.select_related("applicant").order_by("id"))
    rows = {model: _by_case(model) for model in CHILDREN}
    clocks, events = _by_subject(Deadline), _by_subject(Event, seq=True)
    pauses = {}
    for pause in Pause.objects.all():
        pauses.setdefault(pause.deadline_id, []).append(pause)
    counter, _ = Counter.objects.get_or_create(series="case", year=timezone.localdate().year)
    added, serial = 0, counter.value
    while len(walked) + added < total:
        originals = [walked[(added + n) % len(walked)] for n in range(min(BATCH, total - len(walked) - added))]
        copies = _cases(rng, originals, serial)
        serial += len(copies)
        for model in CHILDREN:
            model.objects.bulk_create(
                [_copy(row, case=new) for old, new in zip(originals, copies, strict=True) for row in rows[model].get(old.pk, ())]
            )
        _clocks(originals, copies, clocks, pauses)
        record_many(
            [
                _event(event, new.pk, new.applicant.name)
                for old, new in zip(originals, copies, strict=True)
                for event in events.get(old.pk, ())
            ]
        )
        SearchEntry.objects.bulk_create(
            SearchEntry(case=new, tokens=tokens_of(new, new.applicant, rows[Party].get(old.pk, ())))
            for old, new in zip(originals, copies, strict=True)
        )
        added += len(copies)
    Counter.objects.filter(pk=counter.pk).update(value=serial)
    return added


def _by_copy(rng, total):
    events = _by_subject(Event, seq=True)
    length = None if total <= HISTORIES else 1

    def history(old, new, name):
        return [_event(event, new, name) for event in events.get(old, ())[:length]]

    return copying.fill(rng, total, CHILDREN, history)


def _by_case(model):
    found = {}
    for row in model.objects.all():
        found.setdefault(row.case_id, []).append(row)
    return found


def _by_subject(model, *, seq=False):
    found = {}
    for row in model.objects.filter(workflow="case").order_by("seq" if seq else "id"):
        found.setdefault(row.subject_id, []).append(row)
    return found


def _copy(row, **changes):
    """A new unsaved row with the same values; `changes` by field name."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    for name in changes:
        values.pop(row._meta.get_field(name).attname, None)
    return type(row)(**values, **changes)


def _cases(rng, originals, serial):
    persons = []
    for old in originals:
        female, who = old.applicant.sex == "F", old.applicant
        number, phone = people.identity(rng, who.birth, female), people.phone(rng)
        changes = {"name": people.name(rng, female), "id_number": number, "phone": phone, "address": people.address(rng)}
        blinds = {"id_blind": blind(number, "person.id_number"), "phone_blind": blind(phone, "person.phone")}
        persons.append(_copy(who, **changes, **blinds))
    Person.objects.bulk_create(persons)
    year = timezone.localdate().year
    return Case.objects.bulk_create(
        _copy(
            old,
            applicant=person,
            token=uuid.UUID(int=rng.getrandbits(128)),
            number=f"{settings.OFFICE['short']}援案〔{year}〕{serial + n:04d}号",
        )
        for n, (old, person) in enumerate(zip(originals, persons, strict=True), 1)
    )


def _clocks(originals, copies, clocks, pauses):
    pairs = [
        (row, _copy(row, subject_id=new.pk)) for old, new in zip(originals, copies, strict=True) for row in clocks.get(old.pk, ())
    ]
    Deadline.objects.bulk_create([fresh for _, fresh in pairs])
    Pause.objects.bulk_create([_copy(pause, deadline=fresh) for row, fresh in pairs for pause in pauses.get(row.pk, ())])


def _event(event, case, applicant):
    data = {**event.data, **event.personal_data}
    if "applicant" in data:
        data["applicant"] = applicant
    return {"verb": event.verb, "by": event.actor, "at": event.at, "workflow": "case", "subject_id": case, "data": data}
