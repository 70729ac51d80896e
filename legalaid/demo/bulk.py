"""A county of any size: walked cases are repeated with other people, on the same dates, so that every clock and state stays what the acts made it.

In a county of a thousand cases the repeated ones have papers and scans too; beyond, PostgreSQL copies everything else a page or a list reads.
"""

import random
import uuid
from datetime import datetime

from django.db import connection
from django.utils import timezone

from cases.models import (  # fmt: skip
    Assignment,
    Case,
    Closure,
    CountedCase,
    Decision,
    Evaluation,
    FollowUp,
    HandOver,
    Hearing,
    LogEntry,
    MaterialItem,
    MeansTest,
    Meeting,
    Notice,
    Party,
    Person,
    PreReview,
    Review,
    SearchEntry,
    SubsidyPayment,
)
from cases.queries.tokens import tokens_of
from legalaid.demo.events import record_many
from legalaid.platform.audit.models import Event
from legalaid.platform.core.crypto import blind
from legalaid.platform.documents.models import Attachment, Paper
from legalaid.platform.procedure.engine import plain
from legalaid.platform.procedure.models import Deadline, Pause

from . import copying, matters, papers, people, similar
from .court import after
from .handling import graded, owed
from .papers import again

CHILDREN = (
    Notice,
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
    Evaluation,
    FollowUp,
    SubsidyPayment,
    CountedCase,
)
BATCH = 1000
HISTORIES = 20_000  # beyond so many a copied case carries only the first event of its history: thirty million say nothing more


def by_rows(total):
    """Whether a county of this size is written row by row."""
    return connection.vendor == "sqlite" or total <= papers.MOST


def shares(walked, total):
    """How often each of `walked` cases, the oldest first, is repeated to make `total`: the old ones often, the newest hardly ever and this
    week's never, so that the first pages of a list show different matters and the year is not all autumn."""
    rng = random.Random(total)
    older = walked - len(matters.fresh(walked))
    weights = [max(older - n, 0) * rng.uniform(0.5, 1.5) for n in range(walked)]
    more = max(total - walked, 0)

    exact = [more * weight / sum(weights) for weight in weights]
    found = [int(share) for share in exact]
    for n in sorted(range(walked), key=lambda n: found[n] - exact[n])[: more - sum(found)]:
        found[n] += 1

    return found


def multiply(rng, total):
    """Repeats the walked cases until there are `total`, under the numbers left free behind each. Returns how many were added."""
    if not by_rows(total):
        return _by_copy(rng, total)

    walked = list(
        Case.objects.select_related("applicant", "handler__firm", "handler__user").order_by("id")
    )
    plan = [
        (case, n + 1)
        for case, share in zip(walked, shares(len(walked), total), strict=True)
        for n in range(share)
    ]
    rows = {model: _by_case(model) for model in CHILDREN}
    alike = similar.SimilarHandlers(walked, rows[Evaluation])
    clocks, events = _by_subject(Deadline), _by_subject(Event, seq=True)

    pauses = {}
    for pause in Pause.objects.all():
        pauses.setdefault(pause.deadline_id, []).append(pause)

    while plan:
        batch, plan = plan[:BATCH], plan[BATCH:]
        originals = [case for case, _ in batch]

        copies = _cases(rng, batch, alike)
        for model in CHILDREN:
            model.objects.bulk_create(
                _child(row, old, new, n)
                for (old, n), new in zip(batch, copies, strict=True)
                for row in rows[model].get(old.pk, ())
            )

        _clocks(originals, copies, clocks, pauses)
        record_many(
            [
                _told(event, old, new, n)
                for (old, n), new in zip(batch, copies, strict=True)
                for event in events.get(old.pk, ())
            ]
        )
        SearchEntry.objects.bulk_create(
            SearchEntry(case=new, tokens=tokens_of(new, new.applicant, rows[Party].get(old.pk, ())))
            for old, new in zip(originals, copies, strict=True)
        )
        if total <= papers.MOST:
            papers.repeat(originals, copies, _by_subject(Paper), _by_subject(Attachment))

    return total - len(walked)


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
    rows = model.objects.filter(workflow="case").order_by("seq" if seq else "id")
    for row in rows.select_related("actor") if seq else rows:
        found.setdefault(row.subject_id, []).append(row)
    return found


def _cases(rng, batch, alike):
    persons = []
    for old, _ in batch:
        female, who = old.applicant.sex == "F", old.applicant
        number, phone = people.identity(rng, who.birth, female), people.phone(rng)
        changes = {
            "name": people.name(rng, female),
            "id_number": number,
            "phone": phone,
            "address": people.address(rng),
        }
        blinds = {
            "id_blind": blind(number, "person.id_number"),
            "phone_blind": blind(phone, "person.phone"),
        }
        persons.append(again(who, **changes, **blinds, being=blinds["id_blind"]))

    Person.objects.bulk_create(persons)
    return Case.objects.bulk_create(
        again(
            old,
            applicant=person,
            token=uuid.UUID(int=rng.getrandbits(128)),
            number=_number(old.number, n),
            handler=alike.of(old, n),
            grade=graded(rng) if old.grade else "",
        )
        for (old, n), person in zip(batch, persons, strict=True)
    )


def _number(number, n):
    """The case number `n` after this one."""
    head, serial = number.removesuffix("号").split("〕")
    return f"{head}〕{int(serial) + n:04d}号"


def _child(row, old, case, n):
    """The row for the `n`-th repetition, of its handler; a lawyer's hearings follow one another."""
    changes = similar.moved(row, old, case)
    if isinstance(row, Hearing):
        changes["starts_at"] = after(row.starts_at, n)
    if isinstance(row, SubsidyPayment):
        changes["amount"] = owed(case)
    return again(row, case=case, **changes)


def _clocks(originals, copies, clocks, pauses):
    pairs = [
        (row, again(row, subject_id=new.pk))
        for old, new in zip(originals, copies, strict=True)
        for row in clocks.get(old.pk, ())
    ]
    Deadline.objects.bulk_create([fresh for _, fresh in pairs])
    Pause.objects.bulk_create(
        [again(pause, deadline=fresh) for row, fresh in pairs for pause in pauses.get(row.pk, ())]
    )


def _event(event, case, applicant):
    data = {**event.data, **event.personal_data}
    if "applicant" in data:
        data["applicant"] = applicant

    return {
        "verb": event.verb,
        "by": event.actor,
        "at": event.at,
        "workflow": "case",
        "subject_id": case,
        "data": data,
    }


def _told(event, old, new, n):
    """The event as it happened to the `n`-th repetition, with its handler, grade and sum."""
    row, words = _event(event, new.pk, new.applicant.name), similar.words(old, new)
    data = {
        key: papers.said(value, words) if isinstance(value, str) else value
        for key, value in row["data"].items()
    }
    if "starts_at" in data:
        data["starts_at"] = plain(
            after(timezone.make_aware(datetime.fromisoformat(data["starts_at"])), n)
        )
    if event.verb == "case.grade":
        data["grade"] = new.get_grade_display()
    if event.verb == "case.record_payment":
        data["amount"] = plain(owed(new))

    return row | {"by": similar.moved(event, old, new).get("actor", event.actor), "data": data}
