"""Two people of the register who are one human being: their records are joined, and parted again; nothing recorded changes (decision 81)."""

from django.db import transaction
from django.utils import timezone

from cases.models import Case, Joining, Person
from cases.queries.person import numbers_of
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, StaleState

SHORTEST = 4  # characters of a reason
TWO_PEOPLE = "两人登记了不同的居民身份证号码，不能合并；号码登记有误的，请先更正登记信息。"
MOVED = "另一人刚刚合并了其中的登记，请刷新后再办。"
LATER = "此后这些登记又合并过，请先撤销后来的合并。"

verb(
    "person.joined",
    "认定与{others}的当事人是同一人：{reason}",
    data=("others",),
    personal=("reason",),
)
verb(
    "person.parted",
    "撤销与{others}的当事人是同一人的认定：{reason}",
    data=("others",),
    personal=("reason",),
)


@transaction.atomic
def join(person, other, *, by, reason, at=None):
    """All records of `other` are henceforth those of `person`, with every case and whatever else is found by them. Joined already, they
    stay so."""
    reason, at = _reason(reason), at or timezone.now()
    rows = _locked(person, other)
    if not {person.pk, other.pk} <= rows.keys():
        raise StaleState(MOVED)
    kept, joined = rows[person.pk].being, rows[other.pk].being
    if kept == joined:
        return Joining.objects.filter(kept=kept, parted_at=None).last()

    numbers = numbers_of((kept, joined))
    if all(numbers.values()) and not numbers[kept] & numbers[joined]:
        raise DomainError(TWO_PEOPLE)

    moved = sorted(pk for pk, row in rows.items() if row.being == joined)
    _tell("person.joined", kept, joined, by, at, reason)
    Person.objects.filter(pk__in=moved).update(being=kept)
    return Joining.objects.create(kept=kept, joined=joined, rows=moved, reason=reason, by=by, at=at)


@transaction.atomic
def part(joining, *, by, reason, at=None):
    """The records are two people's again; what has come since under a number of theirs goes with them. Parted already, they stay so."""
    reason, at = _reason(reason), at or timezone.now()
    made = Joining.objects.select_for_update().get(pk=joining.pk)
    if made.parted_at:
        return made

    records = Person.objects.select_for_update().filter(being=made.kept).order_by("pk")
    rows = {row.pk: row for row in records}
    if _joined_since(made):  # asked once nobody else joins these any more
        raise DomainError(LATER)

    numbers = {rows[pk].id_blind for pk in made.rows if pk in rows} - {""}
    back = [pk for pk, row in rows.items() if pk in made.rows or row.id_blind in numbers]
    Person.objects.filter(pk__in=back).update(being=made.joined)
    _tell("person.parted", made.kept, made.joined, by, at, reason)

    made.parted_by, made.parted_at, made.parted_reason = by, at, reason
    made.save()
    return made


def _reason(reason):
    if len(reason.strip()) < SHORTEST:
        raise DomainError("请写明理由（不少于4个字）。", field="reason")
    return reason.strip()


def _locked(*people):
    """{id: record} of all records of these people, none of which another joins meanwhile."""
    marks = Person.objects.filter(pk__in=[one.pk for one in people]).values("being")
    rows = Person.objects.select_for_update().filter(
        being__in=list(marks.values_list("being", flat=True))
    )
    return {row.pk: row for row in rows.order_by("pk")}


def _joined_since(made):
    later = Joining.objects.filter(pk__gt=made.pk, parted_at=None)
    touching = later.filter(kept=made.kept) | later.filter(joined=made.kept)
    return any(set(row.rows) & set(made.rows) or row.joined == made.kept for row in touching)


def _tell(verb, kept, joined, by, at, reason):
    """In the history of every case of both. The number of a marked case stands in no other's history, which more may read."""
    cases = Case.objects.filter(applicant__being__in=(kept, joined)).select_related("applicant")
    numbers = {kept: [], joined: []}
    for case in cases:
        if not case.secret:
            numbers[case.applicant.being].append(case.number)

    for case in cases:
        others = numbers[joined if case.applicant.being == kept else kept]
        told = {"others": "、".join(others[:10]) or "另一份登记", "reason": reason}
        record(verb, by=by, at=at, workflow="case", subject_id=case.pk, **told)
