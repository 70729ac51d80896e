"""What the office does with a letter: answers it, notes it, takes a new number over once it was checked, declines, takes it up again."""

from django.db import transaction
from django.utils import timezone

from cases.domain.intake import PERSON_FIELDS, correct_person
from cases.domain.matter import renew_following, tell_other_cases
from cases.domain.search import index
from cases.models import Case
from cases.queries.following import APPLICANT
from legalaid.platform.audit import verbs
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState

from ..enums import Checked, Kind, Outcome
from ..models import Letter
from ..queries import LONGEST_NOTE, letters_for, row_of
from .telling import tell_writer
from .writing import place_of

verbs.codes(letter_checked=dict(Checked.choices))
ABOUT = ("number", "kind")
verbs.verb("letter.answered", "答复网上来信第{number}号（{kind:letter_kind}）：{answer}", data=ABOUT, personal=("answer",))  # fmt: skip
verbs.verb("letter.noted", "网上来信第{number}号（{kind:letter_kind}）已看，不另答复", data=ABOUT)
verbs.verb("letter.declined", "网上来信第{number}号（{kind:letter_kind}）没有办理：{answer}", data=ABOUT, personal=("answer",))  # fmt: skip
verbs.verb("letter.reopened", "重新办理网上来信第{number}号（{kind:letter_kind}）：{reason}", data=ABOUT, personal=("reason",))  # fmt: skip
verbs.verb("letter.registered", "登记网上来信第{number}号（{kind:letter_kind}）", data=ABOUT)
verbs.verb(
    "letter.contact_taken",
    "按网上来信第{number}号更正{whose}的联系方式（{checked:letter_checked}）：{said}",
    data=("number", "whose", "checked"),
    personal=("said",),
)

SETTLED = "这封来信已经办理，请刷新后查看。"
NO_REASON = "请写明理由（不少于4个字），来信人看得到。"
SHORTEST = 4
GONE = "来信人已经不是本案登记的申请人、代理人、共同申请人，请写明情况后不办理。"
SHUT = "此案已经结束或者封存，不再更正。"
TAKEN_ALREADY = "已经办理的不能重新办理；号码登记错了的，在案件页更正。"
THE_BUREAUS = (
    "异议由司法局审查（法律援助法第四十九条），请登记；不是异议、重复提出的，由司法局答复。"
)
NOT_YOURS = "您的岗位不办理这一类来信。"


def answer(letter, *, by, text, at=None):
    if len(text.strip()) < 1:
        raise DomainError("请写上答复。", field="text")
    return _settle(letter, "letter.answered", Outcome.ANSWERED, by, at, answer=text.strip())


def note(letter, *, by, at=None):
    """It asks for no answer."""
    return _settle(letter, "letter.noted", Outcome.NOTED, by, at)


def may_decline(letter, user):
    """Whether this person says no to it: never the office to an objection against itself (Law art. 49)."""
    return letter.kind != Kind.OBJECTION or user.may("objections.decide")


def decline(letter, *, by, reason, at=None):
    if not may_decline(letter, by):
        raise NotAllowed(THE_BUREAUS)
    if len(reason.strip()) < SHORTEST:
        raise DomainError(NO_REASON, field="reason")
    return _settle(letter, "letter.declined", Outcome.DECLINED, by, at, answer=reason.strip())


@transaction.atomic
def take_registered(letter, *, by, became, at=None):
    """What it asked for was registered; `became`: the key of that row."""
    at, locked = at or timezone.now(), _waiting(letter, by)
    locked.outcome, locked.became = Outcome.TAKEN, became
    locked.settled_by, locked.settled_at = by, at
    locked.save()
    told = {"number": locked.pk, "kind": locked.kind}
    record("letter.registered", by=by, at=at, **place_of(locked), **told)
    return locked


@transaction.atomic
def reopen(letter, *, by, reason, at=None):
    """An answer to the wrong letter, or one declined by mistake; what was said stays in the history, and whoever wrote is told not to go by it."""
    locked = _locked(letter, by)
    if len(reason.strip()) < SHORTEST:
        raise DomainError("请写明理由（不少于4个字）。", field="reason")
    if locked.outcome in ("", Outcome.TAKEN):
        raise DomainError(TAKEN_ALREADY)

    at = at or timezone.now()
    if locked.answer:
        locked.taken_back_at = at
    locked.outcome = locked.answer = ""
    locked.settled_by = locked.settled_at = None
    locked.save()
    told = {"number": locked.pk, "kind": locked.kind, "reason": reason.strip()}
    record("letter.reopened", by=by, at=at, **place_of(locked), **told)
    return locked


@transaction.atomic
def take_contact(letter, *, by, checked, said, contact_note="", at=None):
    """The number one writes from becomes the one that is called, once it was made sure who writes. `said`: who was spoken to and when;
    `contact_note`: what is to be heeded from now on, of the applicant's whole case."""
    at = at or timezone.now()
    case = Case.objects.select_for_update(of=("self",)).get(pk=letter.case_id)
    locked = _waiting(letter, by)
    if locked.kind != Kind.CONTACT:
        raise DomainError(NOT_YOURS)
    if len(said.strip()) < SHORTEST:
        raise DomainError("请写明向谁、什么时候核实的（不少于4个字）。", field="said")
    if case.finished or case.sealed:
        raise DomainError(SHUT)
    row = row_of(locked)
    if row is None:
        raise DomainError(GONE)

    if locked.who == APPLICANT:
        _reach_applicant(case, locked.phone, contact_note)
    else:
        _reach_other(case, row, locked.phone, contact_note)
    case.version += 1  # whoever has the form open sees that somebody was here
    case.save(update_fields=["applicant", "version"])
    renew_following(case, by, at, "更正联系方式")
    tell_other_cases(case)
    index(case)

    locked.outcome, locked.checked = Outcome.TAKEN, checked
    locked.settled_by, locked.settled_at = by, at
    locked.save()
    told = {"number": locked.pk, "whose": locked.who, "checked": checked, "said": said.strip()}
    record("letter.contact_taken", by=by, at=at, **place_of(locked), **told)
    return locked


def _reach_applicant(case, phone, contact_note):
    """Of whom one reaches only as agreed, it is the agreed number that changes, where there is one."""
    person = {name: getattr(case.applicant, name) for name in PERSON_FIELDS}
    if phone:
        safe = case.applicant.guarded and case.applicant.safe_phone
        person["safe_phone" if safe else "phone"] = phone
    correct_person(case, person | {"contact_note": contact_note.strip()[:LONGEST_NOTE]})


def _reach_other(case, row, phone, contact_note):
    if phone:
        row.phone = phone
        row.save()
    person = {name: getattr(case.applicant, name) for name in PERSON_FIELDS}
    correct_person(case, person | {"contact_note": contact_note.strip()[:LONGEST_NOTE]})


@transaction.atomic
def _settle(letter, verb, outcome, by, at, **facts):
    at, locked = at or timezone.now(), _waiting(letter, by)
    locked.outcome, locked.answer = outcome, facts.get("answer", "")
    locked.settled_by, locked.settled_at = by, at
    locked.save()
    told = {"number": locked.pk, "kind": locked.kind, **facts}
    record(verb, by=by, at=at, **place_of(locked), **told)
    if locked.answer:
        tell_writer(locked)
    return locked


def _waiting(letter, by):
    locked = _locked(letter, by)
    if locked.outcome:
        raise StaleState(SETTLED)
    return locked


def _locked(letter, by):
    rows = Letter.objects.select_for_update(of=("self",)).select_related("case__applicant")
    locked = rows.get(pk=letter.pk)
    if not letters_for(by).filter(pk=locked.pk).exists():
        raise NotAllowed(NOT_YOURS)
    return locked
