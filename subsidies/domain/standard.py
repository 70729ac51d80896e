"""A standard is proposed, approved and published by three people; what was approved is never rewritten, only ended."""

from django.db import transaction
from django.utils import timezone

from cases.enums import Grade
from cases.queries.todo import GRADE_ASKED
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import day
from subsidies.enums import OF_CALLS, OF_DUTY, BatchState, Service
from subsidies.models import Standard, StandardRate
from subsidies.queries.standard import asks_for_grade, in_the_way
from subsidies.workflow import STANDARD

WORK = ("service", "kind", "stage", "manner", "grade")  # what a row pays for
NO_RULE = (
    "不合格系数低于1，或者为不合格单列一行的，请写明本县规定的文号；没有规定的，不合格系数填1。"
)
GRADE_ASKED.append(asks_for_grade())


def propose(*, by, fields, rates, at=None):
    """A new standard with its rule rows (dicts of StandardRate fields)."""
    standard, at = Standard(proposed_by=by, **fields), at or timezone.now()
    return _propose(standard, by=by, at=at, title=fields["title"], rates=rates)


@STANDARD.step("propose")
def _propose(standard, *, by, at, title, rates):
    check_days(standard)
    check_withholding(standard, rates)
    standard.save()
    write_rates(standard, rates)
    return standard


@STANDARD.step("revise")
def revise(standard, *, by, at, title, fields, rates):
    """Only a proposal can be rewritten; whoever rewrites it becomes its proposer."""
    not_an_example(standard)
    for name, value in fields.items():
        setattr(standard, name, value)
    standard.proposed_by = by
    check_days(standard)
    check_withholding(standard, rates)

    standard.rates.all().delete()
    write_rates(standard, rates)
    return standard


@STANDARD.step("approve_standard")
def approve_standard(standard, *, by, at):
    """In force from its first day, unless another standard is in the way."""
    not_an_example(standard)
    check_free(standard)
    standard.approved_by = by
    return standard


@STANDARD.step("publish_standard")
def publish_standard(standard, *, by, at):
    """Only a published standard is paid by."""
    standard.published_by, standard.published_at = by, at
    return standard


@STANDARD.step("end_standard")
def end_standard(standard, *, by, at, last_day, reason):
    """Ends a standard, never before a day an approved batch was calculated on."""
    if last_day < standard.valid_from:
        raise DomainError("最后一日不能早于开始执行的日期。", field="last_day")
    if standard.valid_to and last_day > standard.valid_to:
        raise DomainError(
            f"这份标准执行至{day(standard.valid_to)}，不能延长；以后的日期请另行拟订标准。",
            field="last_day",
        )

    used = standard.calculations.exclude(batch__state=BatchState.DISCARDED).filter(on__gt=last_day)
    if row := used.select_related("batch").order_by("-on").first():
        raise DomainError(
            f"{row.batch}已按这份标准核算至{row.on}，不能提前到{last_day}停止。", field="last_day"
        )

    standard.valid_to = last_day
    check_free(standard)
    return standard


@STANDARD.step("discard_standard")
def discard_standard(standard, *, by, at, reason):
    not_an_example(standard)
    return standard


def not_an_example(standard):
    if standard.example:
        raise DomainError("这是外地标准示例，不能执行；请以它为样本另行拟订。")


def check_days(standard):
    if standard.valid_to and standard.valid_to < standard.valid_from:
        raise DomainError("最后一日不能早于第一日。", field="valid_to")


def check_withholding(standard, rates):
    """Less is paid for 不合格 only where the county's own rule says so; a row of that grade counts as such a rule too."""
    withholds = standard.factor_fail < 1 or any(row.get("grade") == Grade.FAIL for row in rates)
    if withholds and not standard.withheld_by.strip():
        raise DomainError(NO_RULE, field="withheld_by")


def check_free(standard):
    if others := in_the_way(standard):
        titles = "、".join(f"“{title}”" for title in others)
        raise DomainError(f"与{titles}的执行日期重叠，请先停止旧标准。", field="valid_from")


def check_beside(standard, rates):
    """A duty lawyer's day is paid by the day or by person, and so is what was given outside of a duty; by both only where the standard
    says so."""
    for lot in (OF_DUTY, OF_CALLS):
        paid = [row["service"] for row in rates if row["service"] in lot and _pays(row)]
        _check_lot(standard, paid)


def _check_lot(standard, paid):
    if len(paid) > 1 and not standard.beside_duty:
        names = "、".join(f"“{Service(service).label}”" for service in paid)
        raise DomainError(
            f"{names}都有金额，同一人同一天会付两次。请只留一项；本县标准确实都付的，请勾选“同一天的值班和法律帮助都付”。",
            field="beside_duty",
        )


def _pays(row):
    return row["direct"] or row["labour"]


def write_rates(standard, rates):
    """The rule rows; at least one, none twice, none negative."""
    if not rates:
        raise DomainError("标准至少要有一行。")

    works = [tuple(row.get(name, "") for name in WORK) for row in rates]
    if len(set(works)) < len(works):
        raise DomainError("同一服务、类别、阶段、办理方式、等次只能有一行。")
    if any(row["direct"] < 0 or row["labour"] < 0 for row in rates):
        raise DomainError("金额不能为负数。")

    check_beside(standard, rates)

    with transaction.atomic():
        StandardRate.objects.bulk_create(StandardRate(standard=standard, **row) for row in rates)
