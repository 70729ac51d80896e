"""Means checked (Law art. 41): asked of who knows; commitments drawn by a seed and checked; whoever committed to what was untrue does not
commit again. Whom art. 32 and 42 spare is never asked."""

from secrets import token_hex

from django.db import transaction
from django.utils import timezone

from cases.enums.agencies import Verified
from cases.law import draw
from cases.models import CommitmentBar, MeansQuery, VerificationPlan, VerifiedCommitment
from cases.queries.verification import bar_of, commitments_between
from cases.workflow import CASE
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, NotAllowed

from .eligibility import reconsider

verb(
    "means.drawn",
    "抽取{first}至{last}的承诺{share}%：{many}件（种子{seed}）",
    data=("first", "last", "share", "many", "seed"),
)
verb("means.verified", "核查诚信承诺：{result}", data=("result",), personal=("note",))
verb("means.barred", "今后不得适用个人诚信承诺", personal=("reason",))
verb("means.unbarred", "解除不得适用个人诚信承诺", personal=("reason",))

SHORTEST = 5  # characters of a reason


def _reasoned(reason):
    if len(reason.strip()) < SHORTEST:
        raise DomainError(f"请写明理由（不少于{SHORTEST}个字）。", field="reason")


@CASE.step("query_means")
def query_means(case, *, by, at, source, office, about, what, asked_on):
    """Somebody who knows is asked; the answer is recorded when it comes."""
    if asked_on > timezone.localdate(at):
        raise DomainError("查询日期不能晚于今天。", field="asked_on")
    facts = {"source": source, "office": office, "about": about, "what": what}
    return MeansQuery.objects.create(case=case, asked_on=asked_on, by=by, **facts)


@CASE.step("answer_query")
def answer_query(case, *, by, at, query, answered_on, answer):
    """What was answered; a later entry takes the place of an earlier one, which stays in the history. The means are judged anew."""
    row = _held(case, query)
    if not row.asked_on <= answered_on <= timezone.localdate(at):
        raise DomainError("答复日期应在查询之日与今天之间。", field="answered_on")
    row.answered_on, row.answer = answered_on, answer
    row.save()
    reconsider(case)
    return row


@CASE.step("void_query")
def void_query(case, *, by, at, query, reason):
    """Asked about the wrong person, or by mistake: it no longer counts, and stays with the reason."""
    _reasoned(reason)
    row = _held(case, query)
    row.voided_at, row.voided_reason = at, reason
    row.save()
    reconsider(case)
    return row


def _held(case, query):
    row = MeansQuery.objects.select_for_update().get(pk=query.pk, case=case)
    if row.voided_at:
        raise DomainError("这项查询已经作废。", field="query")
    return row


@transaction.atomic
def draw_plan(*, by, station, first, last, share, seed="", at=None):
    """Draws `share` percent of the commitments of a period; list and seed are frozen with it. `seed`: made up where none is given."""
    at = at or timezone.now()
    if not 1 <= share <= 100:
        raise DomainError("抽取比例为1至100。", field="share")
    if not first <= last <= timezone.localdate(at):
        raise DomainError("请核对起止日期：不能晚于今天。", field="last")

    found = commitments_between(by, first, last).values_list("case__number", "case")
    keys = dict(found)
    if not keys:
        raise DomainError("这段时间没有适用诚信承诺的申请。", field="first")

    seed, numbers = seed or token_hex(8), sorted(keys)
    plan = VerificationPlan.objects.create(
        station=station,
        first=first,
        last=last,
        share=share,
        seed=seed,
        population=numbers,
        digest=draw.digest(numbers),
        by=by,
        at=at,
    )
    chosen = draw.drawn(numbers, share, seed)
    VerifiedCommitment.objects.bulk_create(
        VerifiedCommitment(plan=plan, case_id=keys[number], position=position)
        for position, number in enumerate(chosen, 1)
    )
    said = {"first": first.isoformat(), "last": last.isoformat(), "share": share, "seed": seed}
    record(
        "means.drawn", by=by, workflow="verification", subject_id=plan.pk, many=len(chosen), **said
    )
    return plan


def repeated(plan):
    """Whether the draw, made again of what is kept, gives the same list."""
    numbers = plan.population
    same = list(plan.rows.values_list("case__number", flat=True))
    kept = draw.digest(numbers) == plan.digest
    return kept and draw.drawn(numbers, plan.share, plan.seed) == same


@transaction.atomic
def verify(row, *, by, result, note, bar=False, at=None):
    """What the check of a drawn commitment found; a later finding takes the place of an earlier one. `bar`: no commitment of this person
    is accepted any more. The grant is not touched by it: its end is proposed where the case stands (Law art. 48)."""
    at = at or timezone.now()
    row = VerifiedCommitment.objects.select_for_update().get(pk=row.pk)
    if row.case.registered_by_id == by.pk:
        raise NotAllowed("您登记了此案的申请，核查须由另一人办理。")
    if bar and result != Verified.UNTRUE:
        raise DomainError("承诺不属实的，才能不再适用诚信承诺。", field="bar")

    row.result, row.note, row.by, row.checked_on = result, note, by, timezone.localdate(at)
    row.save()
    _record(row.case, "verified", by, result=Verified(result).label, note=note)
    standing = bar_of(row.case.applicant)
    if bar and not standing:
        _bar(row.case, by, at, note)
    elif result != Verified.UNTRUE and standing and standing.case_id == row.case_id:
        lift_bar(standing, by=by, reason=f"核查结果更正为{Verified(result).label}", at=at)
    return row


def _bar(case, by, at, reason):
    being = case.applicant.being
    CommitmentBar.objects.create(being=being, case=case, reason=reason, by=by, at=at)
    _record(case, "barred", by, reason=reason)


@transaction.atomic
def lift_bar(bar, *, by, reason, at=None):
    """The bar was a mistake, or has lasted long enough."""
    _reasoned(reason)
    bar = CommitmentBar.objects.select_for_update().get(pk=bar.pk)
    if bar.lifted_at:
        raise DomainError("已经解除。")
    bar.lifted_at, bar.lifted_by, bar.lifted_reason = at or timezone.now(), by, reason
    bar.save()
    _record(bar.case, "unbarred", by, reason=reason)
    return bar


def _record(case, key, by, **data):
    record(f"means.{key}", by=by, workflow="case", subject_id=case.pk, **data)
