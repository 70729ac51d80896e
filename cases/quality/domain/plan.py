"""A quality plan: the period, and line by line which cases are looked at by which tool."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cases.domain.correction import SAME
from cases.domain.written import reasoned
from cases.quality.enums import DRAWN, Tool
from cases.quality.models import Draw, PlanLine, QualityPlan
from cases.quality.queries.plan import asked_by
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import subject, verb
from legalaid.platform.core.errors import DomainError

DRAWN_FROM = "这份计划已经抽取，不能更正；抽取有误的，请先作废抽取。"
PLAN, LONGEST = "quality_plan", timedelta(days=1096)
subject(PLAN, "质量检查计划")
verb("quality.planned", "制定质量检查计划：{title}", data=("title",))
verb("quality.plan_corrected", "更正计划：{was}，现为{now}。理由：{reason}", data=("was", "now"), personal=("reason",))  # fmt: skip
verb("quality.plan_removed", "删除质量检查计划：{title}。理由：{reason}", data=("title",), personal=("reason",))  # fmt: skip
verb("quality.line_added", "增加项目：{line}", data=("line",))
verb("quality.line_changed", "修改项目：{was}，现为{line}", data=("was", "line"))
verb("quality.line_removed", "删除项目：{line}", data=("line",))


@transaction.atomic
def draw_up(*, by, station, title, first, last, at=None):
    """A plan without lines yet."""
    _check_span(first, last)
    at = at or timezone.now()
    span = {"first": first, "last": last}
    plan = QualityPlan.objects.create(station=station, title=title, by=by, at=at, **span)
    note(plan, "planned", by, title=title)
    return plan


@transaction.atomic
def correct_plan(plan, *, by, title, first, last, reason):
    """Title and period, until a draw from it holds: what was drawn follows from them."""
    reasoned(reason, "更正的理由")
    _check_span(first, last)
    plan = QualityPlan.objects.select_for_update().get(pk=plan.pk)
    if Draw.objects.filter(line__plan=plan, voided_at=None).exists():
        raise DomainError(DRAWN_FROM)

    was = f"{plan}，{plan.span}"
    plan.title, plan.first, plan.last = title, first, last
    if (now := f"{plan}，{plan.span}") == was:
        raise DomainError(SAME)
    plan.save()
    note(plan, "plan_corrected", by, was=was, now=now, reason=reason.strip())
    return plan


@transaction.atomic
def remove_plan(plan, *, by, reason):
    """Drawn up by mistake, and never drawn from."""
    reasoned(reason, "删除的理由")
    plan = QualityPlan.objects.select_for_update().get(pk=plan.pk)
    if Draw.objects.filter(line__plan=plan).exists():
        raise DomainError("这份计划抽取过，不能删除。")
    note(plan, "plan_removed", by, title=plan.title, reason=reason.strip())
    plan.delete()


def _check_span(first, last):
    if last < first:
        raise DomainError("截止日期不能早于起始日期。", field="last")
    if last - first > LONGEST:
        raise DomainError("一份计划的期间不超过三年，请核对年份。", field="last")


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
    if line.number is not None and line.number < 1:
        raise DomainError("件数不少于1件。", field="number")
    if line.share is not None and not 1 <= line.share <= 100:
        raise DomainError("比例在1%至100%之间。", field="share")
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
