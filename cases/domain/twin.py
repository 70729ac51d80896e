"""Two applications for one matter become one; an application after a refusal says what is new; whose national somebody is."""

from dataclasses import dataclass

from cases.law import foreign
from cases.models import Case, Foreign, Union
from cases.queries.twin import may_join, refused_before
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import uploads
from legalaid.platform.documents.models import Attachment
from legalaid.platform.procedure import deadlines

from .eligibility import reassess

ASK_ANEW = "此人同一案由的申请曾被不予援助，请问明并写出这次有什么新情况；没有的，写“没有”。可以再次申请，由审查决定。"


@dataclass(frozen=True)
class Named:
    into: str


@CASE.step("join")
def join(case, *, by, at, into, reason):
    """This one ends; its material goes into the other, which goes on as it stood."""
    if len(reason.strip()) < 4:
        raise DomainError("请写明为什么是同一事项（不少于4个字）。", field="reason")
    other = Case.objects.select_for_update().get(pk=into.pk)
    if other not in may_join(case):
        raise DomainError("只能并入同一人正在办理的同一事项，请重新选择。", field="into")

    union = Union(case=case, into=other, reason=reason.strip(), by=by, at=at)
    _carry(case, other, union, by)
    union.save()
    return Named(other.number)


def _carry(case, other, union, by):
    """What was handed in here counts as handed in there, with its scans."""
    lines = {row.slot: row for row in other.materials.all()}
    for row in case.materials.exclude(received_on=None).prefetch_related("attachments"):
        line = lines.get(row.slot)
        if line is None:
            same = {"slot": row.slot, "title": row.title, "why": row.why}
            line = other.materials.create(**same, required=False)
        if line.received_on is None:
            line.received_on = row.received_on
            line.save(update_fields=["received_on"])
            union.slots.append(row.slot)

        for file in row.attachments.filter(removed_at=None):
            copy = uploads.copied(file, subject_id=other.pk, by=by)
            line.attachments.add(copy)
            union.files.append(copy.pk)
    reassess(other)


@CASE.step("part")
def part(case, *, by, at, reason):
    """It was another matter after all: this one goes on where it stood, its clocks as if they had never ended; the other gives back what
    came from here, unless it is decided already."""
    if len(reason.strip()) < 4:
        raise DomainError("请写明撤销并入的理由（不少于4个字）。", field="reason")
    union = case.unions.filter(parted_at=None).last()
    other = Case.objects.select_for_update().get(pk=union.into_id)

    for row in case.deadlines.filter(cancelled_at=union.at):
        deadlines.revive("case", case.pk, row.rule, union.at)
    if other.decided_at is None:
        _give_back(case, other, union, by)

    union.parted_at = at
    union.save(update_fields=["parted_at"])
    return Named(other.number)


def _give_back(case, other, union, by):
    for file in Attachment.objects.filter(pk__in=union.files, removed_at=None):
        uploads.remove(file, by=by, reason=f"撤销{case.number}的并入")
    other.materials.filter(slot__in=union.slots).update(received_on=None)
    reassess(other)


def check_anew(case):
    """Nobody is barred; but who was refused is asked what is new."""
    before = refused_before(case.applicant.being, case.cause_id, but=case.pk)
    if before and not case.anew.strip():
        raise DomainError(ASK_ANEW, field="anew")


@CASE.step("note_foreign")
def note_foreign(case, *, by, at, nationality, basis, note=""):
    """Said again, the later word counts."""
    if basis != foreign.LAW and len(note.strip()) < 4:
        raise DomainError("请写明条约名称或者互惠的情况（不少于4个字）。", field="note")
    facts = {"nationality": nationality, "basis": basis, "note": note, "by": by}
    Foreign.objects.update_or_create(case=case, defaults=facts)


def check_foreign(case):
    """Aid for a foreigner rests on a law, a treaty or reciprocity, which is known before it is proposed."""
    if "foreigner" in case.crowds and not Foreign.objects.filter(case=case).exists():
        raise DomainError(foreign.UNKNOWN, field="proposal")
