"""Receiving an application and what may happen before the review: acceptance, one-time notice, referral, withdrawal."""

from django.db import IntegrityError
from django.utils import timezone

from cases import periods
from cases.enums import Kind, MeansResult, State
from cases.law.checklist import LIST
from cases.models import (
    Case,
    JointApplicant,
    MaterialItem,
    Party,
    Person,
    SupplementNotice,
)
from cases.queries.eligibility import PROOF
from cases.workflow import CASE
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import age
from legalaid.platform.core.numbering import next_number
from legalaid.platform.core.safety import SAFE
from legalaid.platform.procedure import deadlines

from .eligibility import reassess, record_means
from .forwarding import keep_forwarding
from .members import enrol
from .representation import check_representative
from .search import index

WITHOUT_ROLE = "刑事案件请选择申请人的法律地位（法律援助法第二十四条、第二十九条）。"
TOLD_BEFORE = "已经通知补正过一次。再次通知的，须写明此后出现的新情况（不少于5个字）。"
PERSON_FIELDS = (
    "name",
    "id_kind",
    "id_number",
    "sex",
    "birth",
    "ethnicity",
    "phone",
    "reach",
    "household_address",
    "address",
    "work_unit",
    "contact_note",
    *SAFE,
)


def case_number(at, short):
    year = timezone.localdate(at).year
    return number_of(short, year, next_number("case", year))


def number_of(short, year, number):
    return f"{short}援案〔{year}〕{number:04d}号"


def remember_person(facts, known=None):
    """The person with this identity number as last recorded, or `known`, who was recognised otherwise; when anything said today
    differs, a new record of the same human being, so that what earlier (perhaps sealed) cases show stays as it was. `facts`: dict of
    PERSON_FIELDS."""
    id_blind = blind_of(facts)
    person = record_of(facts, Person.objects.known(id_blind) or known, id_blind)
    if person.pk is None:
        person.save()
    return person


def blind_of(person):
    return blind(person["id_number"], "person.id_number") if person.get("id_number") else ""


def record_of(facts, earlier, id_blind):
    """`earlier` where nothing said differs, else a new record, not saved yet."""
    said = {field: facts[field] for field in PERSON_FIELDS if field in facts}
    if not said.get("safe"):  # whoever was not asked anew is reached as was said before
        said = {field: value for field, value in said.items() if field not in SAFE}
    if earlier and not differs(earlier, said):
        return earlier

    before = {field: getattr(earlier, field) for field in PERSON_FIELDS} if earlier else {}
    person = Person(**before | said, id_blind=id_blind, being=earlier.being if earlier else "")
    person.phone_blind = blind(person.phone, "person.phone") if person.phone else ""
    return person


def differs(row, facts):
    """Whether anything said is not what the row says."""
    return any(getattr(row, name) != value for name, value in facts.items())


def correct_person(case, facts):
    """The case gets another record of the person where anything said differs from the one it has. Another number is another's, and so
    is whoever had one and has none; who had none stays the same."""
    before = case.applicant
    if differs(before, facts):
        case.applicant = remember_person(facts, known=None if before.id_blind else before)


def age_on(day, birth):
    return age(birth, day) if birth else None


def _apply(
    case,
    *,
    by,
    at,
    applicant,
    cause,
    parties,
    joint,
    materials,
    person,
    means,
    members,
    short,
    known,
    forwarding,
    received_at,
):
    """An application is received (Law art. 43); opens the seven-day clock, at the window also its half hour, and the green day. What came
    in by the network counts from when it came, at any hour, though it is registered later."""
    case.applicant = remember_person(person, known)
    came = received_at or at
    case.applicant_age = age_on(timezone.localdate(came), case.applicant.birth)
    case.number = case_number(at, short)
    case.registered_by, case.received_at = by, came
    case.save()

    record_parties(case, parties)
    record_joint(case, joint)
    enrol(case, at=at)
    MaterialItem.objects.bulk_create(MaterialItem(case=case, **material) for material in materials)
    record_means(case, means, members)
    if forwarding:
        keep_forwarding(case, at, **forwarding)

    deadlines.start("case", case.pk, periods.EXAMINATION.key, came)
    if case.green:
        deadlines.start("case", case.pk, periods.GREEN_PROMISE.key, at)
    if case.state == State.SUBMITTED and received_at is None:
        deadlines.start("case", case.pk, periods.WINDOW_PROMISE.key, came_at(case.ticket, at))
    index(case)
    return case


def came_at(ticket, at):
    """When the half hour of the window began (report S13): with the number taken the same day, else now."""
    return ticket.taken_at if ticket and ticket.day == timezone.localdate(at) else at


def record_parties(case, parties):
    for party in parties:
        number = party.get("id_number", "")
        id_blind = blind(number, "person.id_number") if number else ""
        Party.objects.create(case=case, **party, id_blind=id_blind)


def record_joint(case, rows, on_file=None):
    """Writes the rows, those of `on_file` ({pk: row}) in their place."""
    for facts in rows:
        row = (on_file or {}).get(facts.get("pk")) or JointApplicant(case=case)
        for name, value in facts.items():
            if name != "pk":
                setattr(row, name, value)
        row.id_blind = blind(row.id_number, "person.id_number") if row.id_number else ""
        row.save()


CASE.step("apply")(_apply)
CASE.step("apply_at_station")(_apply)


def apply(
    *,
    by,
    token,
    fields,
    person,
    short,
    known=None,
    parties=(),
    joint=(),
    materials=(),
    means=None,
    members=(),
    forwarding=None,
    received_at=None,
    at=None,
):
    """Register an application; the same `token` twice returns the first case. `fields`: Case field values.

    What a station below the centre takes in waits there for its pre-review and hand-over.

    `known`: an earlier record of this person, recognised without the document; `joint`: JointApplicant field values of those who apply
    together with the person.
    `means`: MeansTest field values, `members`: HouseholdMember field values, the applicant first.
    `forwarding`: who sent it on and when (`domain.forwarding`), where somebody held applied. `received_at`: when it came in by the
    network, from which the law counts.
    Raises DomainError for a minor neither represented nor accused where nobody says why (`check_representative`).
    """
    at = at or timezone.now()
    if earlier := Case.objects.filter(token=token).first():
        return earlier
    check_representative(person, parties, fields, at)
    check_role(fields)

    outside = fields["station"].parent_id is not None
    case = Case(token=token, state=State.AT_STATION if outside else State.SUBMITTED, **fields)
    facts = {
        "applicant": person["name"],
        "cause": str(case.cause),
        "parties": parties,
        "joint": joint,
        "materials": materials,
        "person": person,
        "known": known,
        "forwarding": forwarding,
        "received_at": received_at,
        "means": means or {},
        "members": members,
        "short": short,
    }
    step = "apply_at_station" if outside else "apply"
    return open_once(case, step, _apply, by=by, at=at, facts=facts)


def open_once(case, step, body, *, by, at, facts):
    """Opens a new case; of the same form sent twice at once, the one that was first."""
    try:
        return CASE.open(case, step, body, by=by, at=at, facts=facts)
    except IntegrityError:
        twin = Case.objects.filter(token=case.token).first()
        if twin is None:
            raise
        return twin


def check_role(fields):
    """Art. 24 and 29 ask who applies in a criminal matter, and so does table 5."""
    if fields["kind"] == Kind.CRIMINAL and not fields.get("applicant_role"):
        raise DomainError(WITHOUT_ROLE, field="applicant_role")


@CASE.step("accept")
def accept(case, *, by, at, received=(), materials=(), copies=None):
    """Accept; prints the receipt with names and numbers of the material. `received`: slots in hand, `materials`: their titles, `copies`:
    {slot: how many}."""
    outstanding = case.materials.filter(received_on=None)
    outstanding.filter(slot__in=received).update(received_on=timezone.localdate(at))
    if missing := [item.title for item in outstanding.filter(required=True)]:
        raise DomainError(f"必需材料尚缺：{'、'.join(missing)}。请通知补正，或容缺受理。")

    _count(case, copies)
    case.accepted_at = at
    reassess(case)


@CASE.step("accept_with_gaps")
def accept_with_gaps(case, *, by, at, owed, owed_by, copies=None):
    """Accept with minor gaps: `owed` are titles of missing material, to be handed in by `owed_by`; `copies` as for `accept`."""
    if owed_by < timezone.localdate(at):
        raise DomainError("补交期限不能早于今天。", field="owed_by")

    core = {"application_form", "identity", LIST}
    if case.means.exempt and case.means.result == MeansResult.DOCUMENTS:
        core.add(PROOF)  # nothing but the document shows the status (Law art. 42)

    rows = case.materials.filter(received_on=None, required=True)
    if refused := [row.title for row in rows if row.slot in core]:
        raise DomainError(f"{'、'.join(refused)}不能容缺，请先补齐。")

    rows.filter(title__in=owed).update(owed_by=owed_by)
    _count(case, copies)
    case.accepted_at = at


def _count(case, copies):
    """How many of each line came; one, where nothing is said."""
    for slot, many in (copies or {}).items():
        case.materials.filter(slot=slot).exclude(copies=many).update(copies=many)


@CASE.step("request_supplement")
def request_supplement(case, *, by, at, items, due, note="", later=""):
    """Tell everything missing at once; the seven-day clock stands still until answered. The Law knows one notice (art. 43(2)): another
    one says in `later` what came up since."""
    if case.supplements.exists() and len(later.strip()) < 5:
        raise DomainError(TOLD_BEFORE, field="later")
    if due <= timezone.localdate(at):
        raise DomainError("补正期限应晚于今天。", field="due")

    deadlines.start("case", case.pk, periods.SUPPLEMENT.key, at, set_due=due)
    return SupplementNotice.objects.create(
        case=case, items=list(items), note=note, due=due, issued_by=by, issued_at=at
    )


@CASE.step("receive_supplement")
def receive_supplement(case, *, by, at, items=()):
    """The supplement came in; the clock runs on. `items`: titles received."""
    case.supplements.filter(answered_at=None).update(answered_at=at)
    case.materials.filter(title__in=items).update(received_on=timezone.localdate(at), owed_by=None)
    reassess(case)


@CASE.step("receive_owed")
def receive_owed(case, *, by, at, items):
    """What was missing at acceptance is handed in. `items`: titles."""
    case.materials.owed().filter(title__in=items).update(received_on=timezone.localdate(at))
    reassess(case)


@CASE.step("withdraw")
def withdraw(case, *, by, at, reason):
    """The applicant takes the application back."""
