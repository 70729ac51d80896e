"""A quality plan: the period, and line by line which cases are looked at by which tool."""

from django.db import transaction
from django.utils import timezone

from cases.quality.enums import DRAWN, Tool
from cases.quality.models import PlanLine, QualityPlan
from cases.quality.queries.plan import asked_by
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import subject, verb
from legalaid.platform.core.errors import DomainError

PLAN = "quality_plan"
subject(PLAN, "质量检查计划")
verb("quality.planned", "制定质量检查计划：{title}", data=("title",))
verb("quality.line_added", "增加项目：{line}", data=("line",))
verb("quality.line_changed", "修改项目：{was}，现为{line}", data=("was", "line"))
verb("quality.line_removed", "删除项目：{line}", data=("line",))


@transaction.atomic
def draw_up(*, by, station, title, first, last, at=None):
    """A plan without lines yet."""
    if last < first:
        raise DomainError("截止日期不能早于起始日期。", field="last")
    at = at or timezone.now()
    span = {"first": first, "last": last}
    plan = QualityPlan.objects.create(station=station, title=title, by=by, at=at, **span)
    note(plan, "planned", by, title=title)
    return plan


@transaction.atomic
def add_line(plan, *, by, **facts):
    line = PlanLine(plan=plan, **facts)
    check(line)
    line.save()
    note(plan, "line_added", by, line=str(line))
    return line


@transaction.atomic
def change_line(line, *, by, **facts):
    """Until it is drawn from."""
    line = undrawn(line)
    was = str(line)
    for name, value in facts.items():
        setattr(line, name, value)
    check(line)
    line.save()
    note(line.plan, "line_changed", by, was=was, line=str(line))
    return line


@transaction.atomic
def remove_line(line, *, by):
    line = undrawn(line)
    if line.draws.exists():
        raise DomainError("这一项抽取过，不能删除。")
    note(line.plan, "line_removed", by, line=str(line))
    line.delete()


def undrawn(line):
    """As it stands now, held; refused once a draw from it holds."""
    line = PlanLine.objects.select_for_update().get(pk=line.pk)
    if line.draws.filter(voided_at=None).exists():
        raise DomainError("这一项已经抽取，不能改动；抽取有误的，请先作废抽取。")
    return line


def check(line):
    """One of share and number; not more than there are, once the period is over and they can be counted."""
    if (line.share is None) == (line.number is None):
        raise DomainError("比例和件数填一项。", field="number")
    if line.tool == Tool.OBSERVATION and line.number is None:
        raise DomainError("庭审旁听按件数计划，不抽取。", field="number")

    is_over = line.plan.last < timezone.localdate()
    if line.number and line.tool in DRAWN and is_over:
        refuse_more_than_there_are(line, asked_by(line).count())


def refuse_more_than_there_are(line, total):
    if line.number and line.number > total:
        raise DomainError(f"符合条件的案件只有{total}件，不能抽取{line.number}件。", field="number")


def note(plan, key, by, **data):
    record(f"quality.{key}", by=by, workflow=PLAN, subject_id=plan.pk, **data)
