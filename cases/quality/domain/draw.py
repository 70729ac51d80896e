"""Cases drawn by a seed that is kept (Law art. 59): what was drawn follows from list and seed alone, and anybody can repeat it."""

from secrets import token_hex

from django.db import transaction
from django.utils import timezone

from cases.domain.written import reasoned
from cases.law import draw as law
from cases.models import Case
from cases.quality.enums import DRAWN
from cases.quality.models import Draw, DrawnCase
from cases.quality.queries.plan import numbers_of
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError

from .plan import note, refuse_more_than_there_are, undrawn

verb(
    "quality.drawn",
    "抽取（{line}）：{total}件中抽取{many}件，种子{seed}",
    data=("line", "total", "many", "seed"),
)
verb("quality.draw_voided", "作废抽取（{line}）：{reason}", data=("line",), personal=("reason",))
verb("quality.drawn_undone", "抽中的案件{case}须重新办理：{tool}", data=("case", "tool"))
verb("quality.drawn_done", "抽中的案件{case}已办：{tool}", data=("case", "tool"))

MOST = 10_000  # cases of one draw: what nobody could look at is a plan in name only
AT_ONCE = 500


@transaction.atomic
def draw(line, *, by, seed="", at=None):
    """Draws for a line once its period is over. `seed`: made up where none was obtained in public."""
    at = at or timezone.now()
    line = undrawn(line)
    if line.tool not in DRAWN:
        raise DomainError("庭审旁听不抽取，请从近期的开庭中安排。")
    if line.plan.last >= timezone.localdate(at):
        raise DomainError("计划的期间还没有结束，期满以后抽取。")

    numbers = numbers_of(line)
    if not numbers:
        raise DomainError("没有符合条件的案件。")
    refuse_more_than_there_are(line, len(numbers))
    many = line.number or law.part(len(numbers), line.share)
    if many > MOST:
        raise DomainError(f"一次最多抽取{MOST}件，现在是{many}件。")

    kept = kept_of(numbers, many, seed)
    made = Draw.objects.create(line=line, by=by, at=at, **kept)
    _keep(made, law.first(numbers, many, made.seed))
    said = {"total": made.total, "many": many, "seed": made.seed}
    note(line.plan, "drawn", by, line=str(line), **said)
    return made


def kept_of(numbers, many, seed):
    """What is kept of a draw of so many of these numbers; `seed`: made up where it is blank."""
    seed = seed.strip() or token_hex(8)
    digest, packed = law.digest(numbers), Draw.pack(numbers)
    return {
        "seed": seed,
        "total": len(numbers),
        "many": many,
        "digest": digest,
        "packed": packed,
    }


def _keep(draw, chosen):
    keys = {}
    for begin in range(0, len(chosen), AT_ONCE):
        some = Case.objects.filter(number__in=chosen[begin : begin + AT_ONCE])
        keys |= dict(some.order_by().values_list("number", "pk"))
    DrawnCase.objects.bulk_create(
        (
            DrawnCase(draw=draw, case_id=keys[number], position=n)
            for n, number in enumerate(chosen, 1)
        ),
        batch_size=AT_ONCE,
    )


def repeated(draw):
    """The list drawn again of what is kept; None where the list that was drawn from is not the one it was."""
    numbers = draw.numbers
    if law.digest(numbers) != draw.digest:
        return None
    return law.first(numbers, draw.many, draw.seed)


@transaction.atomic
def void(draw, *, by, reason, at=None):
    """It was made by mistake: its line can be drawn from again. What was done on it stays done."""
    reasoned(reason, "作废的理由")
    draw = Draw.objects.select_for_update().get(pk=draw.pk)
    if draw.voided_at:
        raise DomainError("已经作废。", field="reason")
    if draw.cases.exclude(done_at=None).exists():
        raise DomainError("抽中的案件已有办完的，不能作废。", field="reason")

    draw.voided_at, draw.voided_by, draw.voided_why = at or timezone.now(), by, reason.strip()
    draw.save(update_fields=["voided_at", "voided_by", "voided_why"])
    note(draw.line.plan, "draw_voided", by, line=str(draw.line), reason=draw.voided_why)
    return draw


def undone(case, tool, *, by):
    """What was done on it holds no longer: it waits again."""
    rows = DrawnCase.objects.standing().by_tool(tool).filter(case=case).exclude(done_at=None)
    for row in rows.select_related("draw__line__plan"):
        row.done_at, row.done_by = None, None
        row.save(update_fields=["done_at", "done_by"])
        said = {"case": str(case), "tool": row.draw.line.get_tool_display()}
        note(row.draw.line.plan, "drawn_undone", by, **said)


def done(case, tool, *, by, at):
    """What was drawn of this case for this tool is done."""
    waiting = DrawnCase.objects.waiting().by_tool(tool).filter(case=case)
    for row in waiting.select_related("draw__line__plan"):
        row.done_at, row.done_by = at, by
        row.save(update_fields=["done_at", "done_by"])
        said = {"case": str(case), "tool": row.draw.line.get_tool_display()}
        note(row.draw.line.plan, "drawn_done", by, **said)
