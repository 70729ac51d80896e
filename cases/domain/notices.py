"""Many notices of organs at once, out of a sheet: the same matters as one by one, kept a portion in one transaction."""

import uuid

from django.utils import timezone

from cases import periods
from cases.models import Case, Hearing, MaterialItem, Notice, Person, SearchEntry
from cases.queries.notice import registered
from cases.queries.tokens import tokens_of
from cases.workflow import CASE
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.numbering import hold_numbers, next_numbers

from .intake import blind_of, number_of, record_of
from .notice import case_of, follow, hearing_of, moment_of, papers_of

verb(
    "notices.imported",
    "成批登记办案机关通知{count}件，此前已登记{known}件",
    data=("count", "known"),
)


def notify_many(rows, *, by, short, at):
    """Registers these notices in one transaction, but for those that were registered meanwhile; returns the places of those kept.

    `rows`: [(fields, person, notice)] as `notify` takes them, each found right by `faults_of`. To be called within a transaction.
    """
    year = timezone.localdate(at).year
    hold_numbers(
        "case", [year]
    )  # of two who send the same sheet one waits, and finds what the other kept

    there = registered(
        [(fields["organ"], notice["number"], person) for fields, person, notice in rows]
    )
    fresh = [place for place in range(len(rows)) if place not in there]
    if not fresh:
        return []

    kept = [rows[place] for place in fresh]
    people = _people([person for _, person, _ in kept])
    numbers = next_numbers("case", year, len(fresh))
    cases = [
        _made(row, person, number_of(short, year, number), by, at)
        for row, person, number in zip(kept, people, numbers, strict=True)
    ]
    CASE.open_many(
        "notify",
        cases,
        lambda cases: _save(cases, [notice for _, _, notice in kept], by),
        by=by,
        at=at,
        clock=(periods.NOTIFIED_ASSIGNMENT.key, [case.received_at for case in cases]),
        facts=[_told(case, row) for case, row in zip(cases, kept, strict=True)],
    )
    return fresh


def _made(row, person, number, by, at):
    fields, _, notice = row
    case = case_of(fields, uuid.uuid4())
    case.applicant, case.number, case.registered_by = person, number, by
    case.received_at = moment_of(notice["received_on"], at)
    follow(case, notice)
    return case


def _told(case, row):
    """What the history says of one."""
    _, person, notice = row
    words = {"number": notice["number"], "received_on": notice["received_on"]}
    situation = case.get_notified_display()
    return words | {"organ": case.organ, "situation": situation, "applicant": person["name"]}


def _people(rows):
    """[Person]: of each the record that says the same, or a new one; who has two notices in the sheet is one."""
    blinds = [blind_of(row) for row in rows]
    latest = Person.objects.filter(id_blind__in=set(blinds) - {""}).order_by("pk")
    known = {person.id_blind: person for person in latest}

    found = []
    for row, id_blind in zip(rows, blinds, strict=True):
        person = record_of(row, known.get(id_blind), id_blind)
        if id_blind:
            known[id_blind] = person
        found.append(person)
    new = {id(person): person for person in found if person.pk is None}
    Person.objects.bulk_create(new.values())
    return found


def _save(cases, notices, by):
    Case.objects.bulk_create(cases)

    pairs = list(zip(cases, notices, strict=True))
    Notice.objects.bulk_create(Notice(case=case, **notice) for case, notice in pairs)
    lines = (line for case, notice in pairs for line in papers_of(case, notice["received_on"]))
    MaterialItem.objects.bulk_create(lines)
    Hearing.objects.bulk_create(
        hearing_of(case, notice, by) for case, notice in pairs if notice["hearing_at"]
    )
    SearchEntry.objects.bulk_create(
        SearchEntry(case=case, tokens=tokens_of(case, case.applicant, ())) for case in cases
    )


def record_import(*, by, count, known):
    record("notices.imported", by=by, count=count, known=known)
