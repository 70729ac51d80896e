"""The next stage of a matter is a case of its own, with number, file, clock and subsidy; what is so of the people today goes along
(decisions 96, 103)."""

import uuid
from dataclasses import dataclass

from django.utils import timezone

from cases.enums import Kind
from cases.law import stages
from cases.law.crowds import DERIVED, proven
from cases.law.exemption import green_channel
from cases.law.scope import scope
from cases.models import Case, MeansTest, Person
from cases.queries.age import grown
from cases.queries.eligibility import cause_path
from cases.queries.intake import checklist_for
from cases.queries.stage import parties_going, people_going, possible_earlier
from cases.queries.termination import taken_up_again
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import age
from legalaid.platform.core.safety import SAFE
from legalaid.platform.documents import uploads

from .faults import ENDED
from .intake import PERSON_FIELDS, apply
from .notice import notify
from .search import index

ANEW = ("application_form", "means_statement", "authority")  # said for each application anew
OF_PARTY = (
    "role",
    "name",
    "agency",
    "id_kind",
    "id_number",
    "phone",
    "address",
    "relation",
    "precedence",
)
OF_PERSON_OF_GROUP = (
    "representative",
    "address",
    "guardian",
    "guardian_relation",
    "guardian_phone",
    *SAFE,
    "contact_note",
)
OF_JOINT = ("name", "id_kind", "id_number", "sex", "birth", "crowds", "amount", "phone")
OF_MEMBER = (
    "name",
    "relation",
    "id_number",
    "age",
    "occupation",
    "income_kind",
    "monthly_income",
)
OF_MEANS = (
    "not_limited",
    "exempt",
    "proof",
    "opponent_in_household",
    "housing",
    "vehicle",
    "savings",
    "own_savings",
    "debts",
    "spending",
)
AS_BEFORE = (
    "kind",
    "cause",
    "co_accused",
    "indivisible",
    "capacity",
    "amount",
    "secret",
)


@dataclass(frozen=True)
class Opened:
    case: Case

    @property
    def later(self):
        return self.case.number

    @property
    def stage(self):
        return self.case.stage


@CASE.step("open_stage")
def open_stage(
    case,
    *,
    by,
    at,
    short,
    stage,
    role,
    mode,
    fields,
    received=(),
    means=None,
    people=None,
    parties=None,
):
    """The recipient applies for the next stage: examined and decided anew (Law art. 43). `fields`: station, organ, facts, channel;
    `received`: slots of material that are still good; `means`: `committed` where the statement of means was gone through and is
    unchanged, None where it is to be made anew. `people`, `parties`: keys of those who go along, of whom `people_going` and
    `parties_going` propose; None: all those."""
    check_next(case, stage)
    if mode and (wrong := stages.mismatch(case.kind, mode, stage)):
        raise DomainError(wrong, field="mode")

    going = chosen([one for one in people_going(case) if not one.leads], people, "people")
    sides = chosen(parties_going(case, at), parties, "parties")
    others = len(going) if case.members.exists() else case.applicant_count - 1
    same = _same(case, stage, role, at, means, others) | fields
    later = apply(
        by=by,
        at=at,
        token=uuid.uuid4(),
        short=short,
        fields=same | {"stage": stage, "mode": mode, "earlier": case},
        **person_of(case),
        parties=_rows(sides, OF_PARTY),
        joint=_rows([one.joint for one in going], OF_JOINT),
        materials=materials_of(case, same, received, at),
        means=means_of(case, means),
        members=_members(case) if means is not None else (),
    )
    reach_as_before(later, going)
    carry(case, later, received, by=by)
    return Opened(later)


def chosen(rows, keys, field):
    """Those of `rows` with these keys, all of them for None. Raises DomainError for anybody else."""
    if keys is None:
        return rows
    found = [row for row in rows if row.pk in set(keys)]
    if len(found) != len(set(keys)):
        raise DomainError("所选的人已经退出、去世、未获援助或者不再在案，请重新选择。", field=field)
    return found


def reach_as_before(later, going):
    """What each of the list has agreed on: who acts for one under age, how the person is reached, whom they have elected."""
    rows = list(later.members.exclude(joint=None))
    for row, before in zip(rows, going, strict=True):
        for name in OF_PERSON_OF_GROUP:
            setattr(row, name, getattr(before, name))
        row.save()


@CASE.step("open_notified_stage")
def open_notified_stage(case, *, by, at, short, fields, notice):
    """An organ notifies anew for the next stage (Law art. 36); nothing is applied for or examined."""
    check_next(case, fields["stage"])
    if case.kind != Kind.CRIMINAL:
        raise DomainError("只有刑事案件由办案机关通知指派。")

    before = {"cause": case.cause, "co_accused": case.co_accused}
    crowds = crowds_at(case, notice["received_on"])
    later = notify(
        by=by,
        at=at,
        token=uuid.uuid4(),
        short=short,
        fields=before | {"crowds": crowds} | fields | {"earlier": case},
        **person_of(case),
        notice=notice,
    )
    return Opened(later)


def may_follow(case):
    """The stages a case may be opened for after this one; first the same, where its file was sealed before its end was taken back."""
    again = (case.stage,) if taken_up_again(case) else ()
    return (*again, *stages.following(case.kind, case.stage))


def check_next(case, stage):
    """Only what may follow, and each stage after this one once."""
    if stage not in may_follow(case):
        raise DomainError(f"“{case.stage}”之后不能是“{stage}”。", field="stage")
    opened = case.later.filter(stage=stage).exclude(state__in=ENDED)
    if twin := opened.select_related("registered_by").first():
        said = f"“{stage}”已由{twin.registered_by.name}开立：{twin.number}。"
        raise DomainError(said, field="stage")


def person_of(case):
    """The recipient, as last said anywhere: {person, known} of the act that registers."""
    records = Person.objects.filter(being=case.applicant.being)
    last = records.order_by("-pk").first()
    return {"person": {name: getattr(last, name) for name in PERSON_FIELDS}, "known": last}


def crowds_at(case, day):
    """What was ticked, with what the age is by that day."""
    person = case.applicant
    ticked = [code for code in case.crowds if code not in DERIVED]
    years = age(person.birth, day) if person.birth else None
    return proven(ticked, female=person.sex == "F", years=years)


def _same(case, stage, role, at, means, others):
    """Fields of the case that go on as they are, and those that follow from the stage, the age by now and who goes along."""
    crowds = crowds_at(case, timezone.localdate(at))
    known = {"role": role, "stage": stage, "crowds": crowds, "basis": case.matter}
    matter = scope(case.kind, cause_path(case.cause), **known).code
    fields = {name: getattr(case, name) for name in AS_BEFORE}
    before = _means(case) if means is not None else None
    status = before.exempt if before else ""
    green = green_channel(crowds, cause_path(case.cause), case.matter, status, role)

    fields |= {"crowds": crowds, "matter": matter, "applicant_role": role}
    fields |= {"applicant_count": others + 1, "indivisible": case.indivisible or not others}
    fields |= {"green": bool(green), "green_ground": green[:120]}
    return fields | {
        "unrepresented": "" if grown(case, timezone.localdate(at)) else case.unrepresented
    }


def _rows(rows, names):
    return [{name: getattr(row, name) for name in names} for row in rows]


def materials_of(case, fields, received, at):
    """The checklist of the new application; of what was ticked the line is in hand."""
    means = _means(case)
    lines = checklist_for(
        case.cause,
        fields["crowds"],
        case.representative is not None,
        case.counted_by_head,
        basis=fields["matter"],
        status=means.exempt if means else "",
        role=fields["applicant_role"],
    )

    today = timezone.localdate(at)
    return [
        {
            "slot": line.slot,
            "title": line.title[:80],
            "why": line.why,
            "required": line.required,
            "received_on": today if line.slot in received else None,
        }
        for line in lines
    ]


def still_good(case):
    """[(slot, title)] of the material on file that may serve the next application too."""
    rows = case.materials.exclude(received_on=None).exclude(slot__in=ANEW)
    return [(row.slot, row.title) for row in rows]


def means_of(case, means):
    before = _means(case)
    if means is None or before is None:
        return {}
    return {name: getattr(before, name) for name in OF_MEANS} | means


def _means(case):
    return MeansTest.objects.filter(case=case).first()


def _members(case):
    before = _means(case)
    return _rows(before.members.all(), OF_MEMBER) if before else []


def carry(case, later, received, *, by):
    """The scans of that material, kept once more for the new file."""
    lines = {row.slot: row for row in later.materials.filter(slot__in=received)}
    for row in case.materials.filter(slot__in=lines).prefetch_related("attachments"):
        for file in row.attachments.filter(removed_at=None):
            lines[row.slot].attachments.add(uploads.copied(file, subject_id=later.pk, by=by))


@CASE.step("link_stage")
def link_stage(case, *, by, at, earlier, reason):
    """Says, or takes back (`earlier` None), which case was the stage before this one."""
    if len(reason.strip()) < 4:
        raise DomainError("请写明理由（不少于4个字）。", field="reason")
    if earlier == case.earlier:
        raise DomainError("没有改动。", field="earlier")
    if earlier and not possible_earlier(case).filter(pk=earlier.pk).exists():
        raise DomainError(
            "只能是同一人已获得法律援助的同类案件，或者同一事项在前一阶段的申请。", field="earlier"
        )
    if earlier and earlier.pk in _after(case):
        raise DomainError("这是本案之后的案件，不能登记为前一阶段。", field="earlier")

    case.earlier = earlier
    index(case)
    return Linked(earlier.number if earlier else "没有（撤销登记的前后关系）")


@dataclass(frozen=True)
class Linked:
    earlier: str


def _after(case):
    """Keys of the cases that follow this one."""
    found, now = set(), [case.pk]
    while now:
        now = list(Case.objects.filter(earlier__in=now).values_list("pk", flat=True))
        now = [pk for pk in now if pk not in found]
        found |= set(now)
    return found


@CASE.step("annul")
def annul(case, *, by, at, reason):
    """Registered by mistake: on the wrong person, twice, in the wrong stage. Nobody withdrew anything; it counts nowhere."""
    if len(reason.strip()) < 5:
        raise DomainError("请写明撤销登记的理由（不少于5个字）。", field="reason")
