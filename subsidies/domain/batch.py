"""A batch: filled by a job, checked, reviewed, approved by different people, frozen from the approval on."""

from collections import defaultdict
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from cases.permissions import recused
from legalaid.platform.accounts.models import User
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.money import yuan
from legalaid.platform.core.numbering import next_number
from legalaid.platform.core.office import office_at
from legalaid.platform.core.words import day
from legalaid.platform.jobs.kinds import rows_of
from legalaid.platform.jobs.models import Job
from legalaid.platform.jobs.queue import enqueue, job, last_job
from subsidies.enums import EXPENSE_OF, BatchState
from subsidies.law import chart
from subsidies.law.calculation import ZERO
from subsidies.models import Batch, Calculation, Share
from subsidies.queries.batch import (
    by_expense,
    commitments_of,
    filling,
    notice_days,
    regraded,
    restaged,
    sums_of,
    undecided,
    waived,
)
from subsidies.queries.calculation import first_of, group_of, payable, with_facts
from subsidies.queries.fund import spendable
from subsidies.queries.standard import sheets
from subsidies.queries.work import WORK_KINDS
from subsidies.workflow import BATCH

from .account import freeze
from .calculation import built, built_work, compute
from .change_guards import check_work
from .fund import reserve
from .share import divided, hold_cases

CHUNK = 500
ENDS_BEFORE_TODAY = "公示的最后一日不能早于今天。"
MAKING = ("fill", "remove", "adjust", "correct")


def open_batch(*, by, station, title, last_day, fund, at=None):
    """An empty batch for what is closed by `last_day`, paid from `fund`."""
    at = at or timezone.now()
    if last_day > timezone.localdate(at):
        raise DomainError("结案日期不能晚于今天。", field="last_day")
    if fund.station_id != station.pk or fund.closed:
        raise DomainError("这笔经费不属于本机构，或者已经结账。", field="fund")

    batch = Batch(title=title, station=station, last_day=last_day, fund=fund)
    batch.prepared_by, batch.opened_at = by, at
    return _open(batch, by=by, at=at, title=title, fund=fund)


@BATCH.step("open_batch")
def _open(batch, *, by, at, title, fund):
    year = timezone.localdate(at).year
    serial = next_number("batch", year)
    batch.number = f"{office_at(at)['short']}援补〔{year}〕{serial:03d}"
    batch.save()
    return batch


def request_fill(batch, *, by):
    """Starts the job that computes what is owed into the batch; one at a time."""
    with transaction.atomic():
        locked = Batch.objects.select_for_update().get(pk=batch.pk)
        if refusal := BATCH.refusal(BATCH.steps["fill"], locked, by):
            raise DomainError(refusal)
        if filling(locked):
            raise DomainError("正在核算，请等它做完。")

        _add_maker(locked, by)
        return enqueue("fill_batch", owner=by, batch=batch.pk, by=by.pk)


@job("fill_batch", "核算入批", about="batch", named=rows_of(Batch))
def fill_batch(job, *, batch, by):
    """Adds every payable case and piece of other work once, in portions of their own; run again after a crash it goes on where it stopped."""
    row, person = Batch.objects.get(pk=batch), User.objects.get(pk=by)
    sources = [(partial(add_cases, by=person), payable)]
    sources += [(partial(add_work, kind), kind.payable) for kind in WORK_KINDS]

    skipped = []
    for add, rows in sources:
        waiting = list(rows(row.station, row.last_day).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(waiting), CHUNK):
            job.step(start, len(waiting), "正在核算")
            skipped += add(row, waiting[start : start + CHUNK])

    count, total = sums_of(row)
    BATCH.acts["fill"](row, by=person, count=count, total=total)
    return {"count": count, "total": str(total), "skipped": skipped}


def add_cases(batch, ids, *, by):
    """Computes these cases into the batch in one transaction; a case another batch took meanwhile is left to it.

    Returns [(number of the case, why)] of those the standard has no row for, and of those this person keeps out of.
    """
    with transaction.atomic():
        locked = _prepared(batch)
        hold_cases(ids)
        cases = payable(locked.station, locked.last_day).filter(pk__in=ids)
        rows, skipped, sheet_on = [], [], sheets()
        shared = Share.objects.filter(case__in=ids).select_related("case", "handler")
        shares = {share.case_id: share for share in shared}

        for case in with_facts(cases):
            if bar := recused(by, case):
                skipped.append((case.number, bar))
                continue
            try:
                standard, sheet = _required(sheet_on(case.closed_on), case.closed_on)
                _, lines = compute(case, standard=standard, sheet=sheet, group=group_of(case))
            except DomainError as error:
                skipped.append((case.number, error.sentence))
                continue

            row = built(locked, case, standard, lines)
            share = shares.get(case.pk)
            made = divided(row, share) if share else [row]
            if first_of(case):  # the next of its group must see this one
                Calculation.objects.bulk_create(made, ignore_conflicts=True)
            else:
                rows += made

        Calculation.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)
    return skipped


def add_work(kind, batch, ids):
    """The same for work of one kind without a case; it is named by its day."""
    with transaction.atomic():
        locked = _prepared(batch)
        works = kind.payable(locked.station, locked.last_day).filter(pk__in=ids)
        rows, skipped, sheet_on = [], [], sheets()

        for work in works:
            piece = kind.read(work)
            try:
                standard, sheet = _required(sheet_on(piece.on), piece.on)
                rows.append(built_work(locked, kind.name(work.pk), piece, standard, sheet))
            except DomainError as error:
                skipped.append((piece.title, error.sentence))

        Calculation.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)
    return skipped


def _prepared(batch):
    locked = Batch.objects.select_for_update().get(pk=batch.pk)
    if locked.state != BatchState.PREPARED:
        raise DomainError("这一批已不在核算中。")
    return locked


def _required(pair, on):
    """(standard, its sheet), where one was published for the day."""
    if pair is None:
        raise DomainError(f"{on}没有已公布的补贴标准。")
    return pair


@BATCH.on_done
def remember_makers(batch, step, by, at):
    """Who had a hand in the amounts does not check, approve or pay them."""
    if step.key in MAKING:
        _add_maker(batch, by)


def _add_maker(batch, by):
    if by.pk not in batch.makers:
        batch.makers.append(by.pk)
        batch.save(update_fields=["makers"])


@BATCH.step("fill")
def fill(batch, *, by, at, count, total):
    batch.count, batch.total = count, total
    return batch


@BATCH.step("submit_batch")
def submit_batch(batch, *, by, at, count, total):
    """初审核定: the sums are fixed, nothing is being added, nothing has changed since it was computed."""
    if filling(batch):
        raise DomainError("正在核算，请等它做完再提交。")
    last = last_job("fill_batch", batch=batch.pk)
    if last and last.state != Job.State.DONE:
        raise DomainError("上次核算中断，本批可能不全，请再点“核算入批”。")
    check_current(batch)

    count_now, total_now = sums_of(batch)
    if (count, total) != (count_now, total_now):
        raise DomainError(f"本批现为{count_now}件、{yuan(total_now)}元，与提交的不一致，请核对。")
    if not count or total <= 0:
        raise DomainError("本批没有可以支付的金额。")
    check_signs(batch)

    batch.count, batch.total, batch.prepared_by = count, total, by
    return batch


def check_current(batch):
    """What the sums rest on is still as it was computed: the grades, who worked when, how many were helped."""
    if row := regraded(batch).select_related("case").first():
        raise DomainError(f"{row.case.number}核算后改了质量等次，请移出本批重新核算。")
    if row := restaged(batch).select_related("case").first():
        raise DomainError(f"{row.case.number}核算后改了所处阶段，请移出本批重新核算。")
    if row := waived(batch).select_related("case").first():
        raise DomainError(f"{row.case.number}核算后免除了“一案一补贴”，不发补贴，请移出本批。")
    check_work(batch)


def check_signs(batch):
    """No unit may owe money in a batch: its corrections wait for enough work to take them from."""
    rows = batch.calculations.values_list("firm__name", "service").order_by("firm__name")
    earned, taken = Sum("total", filter=Q(reverses=None)), Sum("total", filter=~Q(reverses=None))
    sums = defaultdict(lambda: [ZERO, ZERO])
    for firm, service, due, back in rows.annotate(due=earned, back=taken):
        pair = sums[firm, EXPENSE_OF[service]]
        pair[0] += due or ZERO
        pair[1] -= back or ZERO

    for (firm, kind), (due, back) in sums.items():
        if back > due:
            raise DomainError(
                f"{firm}本批“{chart.EXPENSES[kind].label}”应发{yuan(due)}元，冲减{yuan(back)}元，"
                f"多冲减{yuan(back - due)}元；请把冲减移到以后的批次，没有后续工作的由单位退款。"
            )


@BATCH.step("review_batch")
def review_batch(batch, *, by, at, opinion):
    """复审 by a second person."""
    check_answered(batch)
    check_current(batch)
    batch.reviewed_by = by
    return batch


@BATCH.step("approve_batch")
def approve_batch(batch, *, by, at, total, opinion):
    """审批 by the bureau: sets the money aside; from here on nothing in the batch changes."""
    check_answered(batch)
    check_current(batch)
    if total != batch.total or sums_of(batch) != (batch.count, batch.total):
        raise DomainError("本批金额已有变动，请退回重新核定。")

    sums = by_expense(batch.calculations)
    check_affordable(batch.fund, sums)
    for kind, amount in sums.items():
        if amount:
            what = {"kind": kind, "amount": amount, "reference": _reference(batch, kind)}
            reserve(fund=batch.fund, memo=batch.title, by=by, at=at, **what)
    freeze(batch)

    batch.approved_by, batch.approved_at = by, at
    for payment in batch.payments.due().select_related("firm"):
        BATCH.issue("unit_voucher", batch, by=by, at=at, payment=payment)
    return batch


def check_affordable(fund, sums):
    for kind, amount in sums.items():
        left = spendable(fund, kind)
        if amount > left:
            label = chart.EXPENSES[kind].label
            raise DomainError(f"{fund}可付“{label}”{yuan(left)}元，不够本批{yuan(amount)}元。")


def _reference(batch, kind):
    """Of what this approval sets aside; one that was withdrawn has used the name before."""
    reference = f"batch:{batch.pk}:{kind}"
    before = commitments_of(batch).filter(kind=kind).count()
    return f"{reference}:{before + 1}" if before else reference


def check_answered(batch):
    if row := undecided(batch).select_related("case", "handler__user").first():
        raise DomainError(f"{row.handler}对{row.subject}的异议尚未答复。")


@BATCH.step("return_batch")
def return_batch(batch, *, by, at, reason):
    batch.reviewed_by = None
    return batch


@BATCH.step("refuse_batch")
def refuse_batch(batch, *, by, at, reason):
    batch.reviewed_by = None
    return batch


@BATCH.step("discard_batch")
def discard_batch(batch, *, by, at, reason):
    """Nothing of it was approved: its rows go, the cases wait for another batch."""
    if filling(batch):
        raise DomainError("正在核算，请等它做完再作废。")
    check_answered(batch)
    batch.calculations.all().delete()
    batch.count, batch.total = 0, ZERO
    return batch


@BATCH.step("announce")
def announce(batch, *, by, at, until):
    """Shows the list before paying from this day on, for as long at least as the standard asks."""
    since, days = timezone.localdate(at), notice_days(batch)
    earliest_end = last_of(since, days)
    if until < earliest_end:
        too_short = f"标准要求发放前公示{days}日，至少到{day(earliest_end)}。"
        raise DomainError(too_short if days else ENDS_BEFORE_TODAY, field="until")

    batch.announced_on, batch.announced_until = since, until
    return batch


@BATCH.step("publish_batch")
def publish_batch(batch, *, by, at, until):
    """公示: what was paid, by case number and unit, without personal data. How long, is left to whoever publishes: no rule says."""
    if until < timezone.localdate(at):
        raise DomainError(ENDS_BEFORE_TODAY, field="until")
    batch.published_by, batch.published_at, batch.published_until = by, at, until
    return batch


def last_of(since, days):
    """The last day of a publication of so many days."""
    return since + timedelta(days=max(days, 1) - 1)
