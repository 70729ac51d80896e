"""What a piece of work is paid: computing it, stating what it depends on, changing it by a line, objecting to it, taking it back."""

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.models import Case
from cases.permissions import recused
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.core.money import yuan
from subsidies.enums import UNFROZEN, BatchState, PaymentState, Service
from subsidies.law.calculation import CRIMINAL, FEN, NoRate, calculate, total
from subsidies.models import Adjustment, Calculation, Claim
from subsidies.queries.batch import batches_for
from subsidies.queries.calculation import facts_of, firm_of, gate_of, group_of, with_facts
from subsidies.queries.standard import standard_on
from subsidies.workflow import BATCH

LARGEST_SUM = Decimal("99999.99")
# what a correction takes over from the row it takes back
TAKEN_OVER = (
    "service",
    "case_id",
    "stage",
    "work",
    "handler_id",
    "firm_id",
    "standard_id",
    "on",
    "grade",
)

verb("subsidy.claim", "申报补贴事项：{note}", personal=("note",))
verb("subsidy.dispute", "承办人对{what}提出异议：{reason}", data=("what",), personal=("reason",))
verb("subsidy.answer", "答复{what}的异议：{answer}", data=("what",), personal=("answer",))


def compute(case, *, standard=None, sheet=None, group=None):
    """(standard, lines) of a case under the standard of its closing date, or under `standard`. Raises DomainError without either.

    `sheet` and `group` are what a caller of many cases read once; such a caller reads them by `with_facts`.
    """
    if not sheet:
        case = with_facts(Case.objects.filter(pk=case.pk)).get()
    standard = standard or standard_on(case.closed_on)
    if standard is None:
        raise DomainError(f"{case.closed_on}没有已公布的补贴标准。")

    facts = facts_of(case, group or group_of(case))
    try:
        return standard, calculate(sheet or standard.sheet, facts)
    except NoRate:
        kind = case.get_kind_display()
        raise DomainError(f"“{standard}”没有{kind}“{case.stage}”的标准。") from None


def stored(lines):
    """Lines as the frozen row keeps them."""
    return [[line.kind, str(line.amount), line.reason, line.row] for line in lines]


def built(batch, case, standard, lines):
    """The unsaved calculation of a case."""
    amount = total(lines)
    return Calculation(
        batch=batch,
        case=case,
        stage=case.stage,
        handler=case.handler,
        firm_id=firm_of(case),
        standard=standard,
        on=case.closed_on,
        grade=case.grade,
        lines=stored(lines),
        computed=amount,
        total=amount,
    )


def built_work(batch, work, piece, standard, sheet):
    """The unsaved calculation of a piece of work without a case under the standard of its day. Raises DomainError when the standard has
    no row for it.
    """
    service = Service(piece.facts.service)
    try:
        lines = calculate(sheet, piece.facts)
    except NoRate:
        raise DomainError(f"“{standard}”没有{service.label}的标准。") from None

    amount = total(lines)
    return Calculation(
        batch=batch,
        service=service,
        work=work,
        stage=piece.words[:24],
        handler=piece.handler,
        firm_id=piece.handler.firm_id,
        standard=standard,
        on=piece.on,
        lines=stored(lines),
        computed=amount,
        total=amount,
    )


def declare(case, *, by, at=None, **fields):
    """The handler (or finance) states what the subsidy depends on, until the case stands in a frozen batch."""
    is_handler = case.handler_id is not None and case.handler.user_id == by.pk
    may_state = is_handler or by.may("subsidies.prepare")
    if case.handler_id is None or not may_state:
        raise NotAllowed("只有承办人和财务人员可以申报。")
    if not is_handler and (bar := recused(by, case)):
        raise NotAllowed(bar)
    if case.calculations.live().exists():
        raise DomainError("本案已核算入批；请先移出本批，再改申报。")

    costs = fields.get("direct_costs")
    if costs is not None and not 0 <= costs <= LARGEST_SUM:
        raise DomainError("直接费用不能为负数。", field="direct_costs")
    if fields.get("gravest") and case.kind != CRIMINAL:
        raise DomainError(
            "只有刑事案件可以申报可能判处无期徒刑、死刑或者死刑复核。", field="gravest"
        )
    if first := fields.get("group_of"):
        check_group(case, first)

    at = at or timezone.now()
    with transaction.atomic():
        stated = {**fields, "by": by, "at": at}
        claim, _ = Claim.objects.update_or_create(case=case, defaults=stated)
        on_case = {"workflow": "case", "subject_id": case.pk}
        record("subsidy.claim", by=by, at=at, note=fields.get("note", ""), **on_case)
    return claim


def check_group(case, first):
    """A group hangs on one first case: no case follows itself, a follower or while others follow it."""
    first_follows = Claim.objects.filter(case=first).exclude(group_of=None).exists()
    if first.pk == case.pk or first_follows:
        raise DomainError("首件不能是本案，也不能是另一组案件中的后续件。", field="group_of")
    if Claim.objects.filter(group_of=case).exists():
        raise DomainError("本案是一组案件的首件，不能再作为另一组的后续件。", field="group_of")


@BATCH.step("remove")
def remove(batch, *, by, at, calculation, what, reason):
    """Takes one row out of an open batch; the case is free again."""
    row = _of(batch, calculation)
    if row.awaits_answer:
        raise DomainError(f"{row.handler}对{row.subject}的异议尚未答复，答复后才能移出。")

    rows = batch.calculations.filter(pk=row.pk)
    if row.service == Service.CASE and not row.reverses_id:  # whoever shares the case goes too
        rows = batch.calculations.filter(case=row.case_id, service=row.service, reverses=None)
    rows.delete()
    return batch


@BATCH.step("adjust")
def adjust(batch, *, by, at, calculation, what, amount, reason):
    """Adds a line with its reason; the sum of a row never goes below nothing."""
    row = _of(batch, calculation)
    if row.reverses_id:
        raise DomainError("冲减行不能再加减。")

    has_two_places = amount == amount.quantize(FEN)
    if amount == 0 or not has_two_places or abs(amount) > LARGEST_SUM:
        raise DomainError("加减额不能为零，最多两位小数。", field="amount")
    if row.total + amount < 0:
        raise DomainError(f"应发{yuan(row.total)}元，不能扣减{yuan(-amount)}元。", field="amount")

    Adjustment.objects.create(calculation=row, amount=amount, reason=reason, by=by, at=at)
    row.adjusted += amount
    row.total += amount
    row.save(update_fields=["adjusted", "total"])
    return row


@BATCH.step("correct")
def correct(batch, *, by, at, calculation, what, reason):
    """A negative row in this batch takes back what an earlier one paid; the work can be paid anew once this one is paid."""
    paid = Calculation.objects.select_for_update().filter(pk=calculation, reverses=None).first()
    has_arrived = paid and paid.payment and paid.payment.state == PaymentState.PAID
    if not has_arrived or paid.reversed or paid.batch.station_id != batch.station_id:
        raise DomainError("只有本机构已到账、没有收回的补贴可以冲减。")
    if not same_money(batch.fund, paid.batch.fund):
        raise DomainError(
            f"这笔补贴由{paid.batch.fund}支付，只能在用同一经费的批次中冲减；"
            f"本批的经费是{batch.fund}。"
        )

    if paid.case_id and (bar := recused(by, paid.case)):
        raise NotAllowed(bar)

    row = Calculation(
        batch=batch, reverses=paid, **{name: getattr(paid, name) for name in TAKEN_OVER}
    )
    row.lines = [["reversal", str(-paid.total), reason, None]]
    row.computed = row.total = -paid.total
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise DomainError("这笔补贴已列入冲减，不能重复。") from None
    return row


def batch_to_correct_in(calculation, *, by):
    """The newest batch this person sees that the same station is preparing from the same money."""
    paid_in = calculation.batch
    prepared = batches_for(by).filter(state=BatchState.PREPARED, station=paid_in.station_id)
    for batch in prepared:
        if same_money(batch.fund, paid_in.fund):
            return batch

    raise DomainError(f"{paid_in.station}没有用{paid_in.fund}支付的、核算中的批次，请先新建一批。")


def same_money(fund, paid):
    """Whether what `paid` spent may come back to `fund`: the same fund or, its year closed, that of a later year it was carried into."""
    if fund == paid:
        return True
    same_source = (fund.station_id, fund.source) == (paid.station_id, paid.source)
    return same_source and fund.year > paid.year and paid.closed


def dispute(calculation, *, by, reason, at=None):
    """The handler objects; the batch cannot be approved until somebody answers."""
    at = at or timezone.now()
    with transaction.atomic():
        row = _locked(calculation)
        if row.handler.user_id != by.pk:
            raise NotAllowed("只有本件承办人可以提出异议。")
        if row.awaits_answer:
            raise DomainError("已有一项异议等待答复。")

        row.dispute, row.disputed_at = reason, at
        row.answer, row.answered_by, row.answered_at = "", None, None
        row.save()
        record("subsidy.dispute", by=by, at=at, reason=reason, **_told(row))
    return row


def answer(calculation, *, by, answer, at=None):
    """Whoever prepares or reviews answers the objection; a change is made by an adjustment or a correction."""
    at = at or timezone.now()
    with transaction.atomic():
        row = _locked(calculation)
        if not (by.may("subsidies.prepare") or by.may("subsidies.review")):
            raise NotAllowed("您的岗位不答复异议。")
        if row.case_id and (bar := recused(by, row.case)):
            raise NotAllowed(bar)
        if not row.awaits_answer:
            raise DomainError("没有等待答复的异议。")

        row.answer, row.answered_by, row.answered_at = answer, by, at
        row.save()
        record("subsidy.answer", by=by, at=at, answer=answer, **_told(row))
    return row


def state_of(case, row):
    """The sentence of the case page: what stands in the way, or where the subsidy is. `row`: its live calculation, or None."""
    if row is None:
        return gate_of(case) or "可以核算，等待入批。"

    has_arrived = row.payment_id and row.payment.paid_on
    arrived = f"，{row.payment.paid_on}到账" if has_arrived else ""
    return f"{row.batch}：{row.status}，应发{yuan(row.total)}元{arrived}。"


def _of(batch, pk):
    row = batch.calculations.filter(pk=pk).first()
    if row is None or batch.state not in UNFROZEN:
        raise DomainError("本批没有这一件，或者已不能更改。")
    return row


def _locked(calculation):
    rows = Calculation.objects.select_for_update(of=("self",))
    return rows.select_related("handler", "case").get(pk=calculation.pk)


def _told(row):
    """Of whose history an event about the row is, and what it says of it."""
    return {"workflow": "batch", "subject_id": row.batch_id, "what": row.subject}
