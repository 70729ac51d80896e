"""What follows when a step is done, as its row of the table says it and nothing more: papers, whose turn, clocks, what the applicant is told."""

from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from django.utils import timezone

from legalaid.platform.accounts.roles import Role
from legalaid.platform.documents.kinds import PAPER_KINDS

from .clocks import Unit
from .deadlines import rule_for
from .models import Deadline
from .steps import BACK, came_from


@dataclass(frozen=True)
class Clocks:
    """The keys of the rules whose clocks stand on a subject."""

    open: frozenset
    paused: frozenset
    met: frozenset

    @classmethod
    def of(cls, workflow, subject_id):
        rows = list(Deadline.objects.of(workflow, subject_id))
        return cls(
            frozenset(row.rule for row in rows if not row.closed),
            frozenset(row.rule for row in rows if row.paused),
            frozenset(row.rule for row in rows if row.met_at),
        )


def outlook(flow, step, subject, day=None):
    """Sentences of what the step will do to this subject today; none where it can no longer be taken."""
    if subject.state not in step.source:
        return []

    clocks = Clocks.of(flow.name, subject.pk)
    where = (subject.state, came_from(subject))
    own = {"public": subject.public_of, "turn": partial(flow.whose, subject)}
    return sentences(flow, step, *where, clocks, day, **own)


def sentences(
    flow,
    step,
    state,
    returns_to,
    clocks,
    day=None,
    public=attrgetter("public"),
    turn=attrgetter("turn"),
):
    target = _target(step, state, returns_to)
    place, day = flow.places[target], day or timezone.localdate()

    stays = target == state
    said = [
        _printed(step),
        _turn(place, turn(place), stays),
        *_clocks_said(step, clocks, place.final, day),
    ]
    told = "" if stays else public(place)
    return [line for line in (*said, told and f"对申请人说：{told}") if line]


def _target(step, state, returns_to):
    if step.target is BACK:
        return returns_to
    return state if step.target is None else step.target


def _printed(step):
    titles = "".join(f"《{PAPER_KINDS[kind].title}》" for kind in step.papers)
    return f"打印{titles}" if titles else ""


def _turn(place, turn, stays):
    whose = f"，轮到{Role(turn).label}" if turn else ""
    return f"{'仍为' if stays else '转为'}“{place.state.label}”{whose}"


def _clocks_said(step, clocks, ends, day):
    for keys, words in (
        (clocks.open.intersection(step.stops), "办结，停止计算"),
        (clocks.open.intersection(step.cancels), "不再计算"),
        (clocks.open.difference(clocks.paused).intersection(step.pauses), "暂停计算"),
        (clocks.paused.intersection(step.resumes), "继续计算"),
        (clocks.met.intersection(step.reopens), "从原起算日接着计算"),
    ):
        yield from (f"“{rule_for(key, day).name}”{words}" for key in sorted(keys))

    for key in step.starts:
        rule = rule_for(key, day)
        promised = f"，承诺{rule.promised_text}" if rule.promised_text else ""
        own = "" if rule.statutory else "（承诺）"
        yield f"“{rule.name}”{own}开始计算：{rule.limit_text}{promised}"
    for key in step.dates:
        rule = rule_for(key, day)
        if rule.theirs:  # which of them begins depends on the document
            continue
        limit = "" if rule.unit == Unit.SET else f"：{rule.limit_text}"
        yield f"“{rule.name}”按所填日期计算{limit}"
    for key in step.tells:
        rule = rule_for(key, day)
        yield f"{'文书' if step.papers else ''}告知“{rule.name}”：{rule.limit_text}"

    if ends and clocks.open.difference(step.stops, step.cancels):
        yield "其余期限不再计算"
