"""The procedure drawn as one SVG from its tables: the shortest way down the middle with its limits, beside each place the other ways
that leave it, then what may be done at many places, said once, the places off the middle, what is done without leaving a place, what
the nightly work does, and the limits with what keeps each.
"""

from collections import deque
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from django.utils import timezone

from cases.enums import HelpState, ObjectionState, State
from cases.quality.enums.complaint import ComplaintState
from cases.quality.workflow import COMPLAINT
from cases.workflow import CASE, HELP, OBJECTION
from legalaid.platform.procedure.deadlines import rule_for
from legalaid.platform.procedure.engine import Workflow

WIDTH, BOX, GAP, LEFT, MIDDLE, LINE = 760, 34, 32, 20, 260, 16
SIDE = LEFT + MIDDLE + 130
OFTEN, LETTERS = 4, 58
SHAPE = 'fill="#f4f7fa" stroke="#1f3a5f" stroke-width="1"'
SOFT = 'fill="#52606d" font-size="11.5"'


@dataclass(frozen=True)
class Drawing:
    """One procedure as it is drawn; `goal` is the place its middle ends at, `start` where it begins, where there are several ways in."""

    title: str
    flow: Workflow
    states: type
    goal: str
    start: str = ""


DRAWINGS = (
    Drawing("申请和办理", CASE, State, State.ARCHIVED),
    Drawing("异议", OBJECTION, ObjectionState, ObjectionState.CORRECTED),
    Drawing("投诉", COMPLAINT, ComplaintState, ComplaintState.ANSWERED),
    Drawing("值班律师法律帮助", HELP, HelpState, HelpState.APPLIED, HelpState.WAITING),
)


def main_line(flow=CASE, goal=State.ARCHIVED, start=""):
    steps = sorted(flow.steps.values(), key=lambda step: step.system)
    opening = next(step for step in flow.steps.values() if step.opening)
    start = start or next(iter(opening.source))

    queue, came = deque([start]), {start: None}
    while queue:
        state = queue.popleft()
        for step in steps:
            beside = (
                step.opening or step.danger or step.target is None
            )  # grave ones are no way down
            if state not in step.source or beside:
                continue
            for target in step.targets - set(came):
                came[target] = (state, step)
                queue.append(target)

    line, state = [(goal, None)], goal
    while came[state]:
        state, step = came[state]
        line.append((state, step))

    return line[::-1]


def in_force(key):
    return rule_for(key, timezone.localdate())


def limits(step, rule_of):
    rules = [rule_of(key) for key in step.stops]
    return "、".join(f"{rule.name}{rule.limit_text}" for rule in rules if rule.limit)


def other_ways(drawing, line):
    """([(state off the middle or on it, its other ways in words)], [the ways that leave more than OFTEN places, in words])."""
    steps = [step for step in drawing.flow.steps.values() if step.target and not step.system]
    taken = {(state, step) for state, step in line}
    often = [step for step in steps if len(step.source) > OFTEN]

    ways = {
        state: [
            _words(step, drawing)
            for step in steps
            if state in step.source and step not in often and (state, step) not in taken
        ]
        for state in drawing.flow.places
    }

    for step in drawing.flow.steps.values():
        if step.opening:
            [begins] = step.source
            ways[begins].insert(0, f"由“{step.label}”开始")
    return ways, [_words(step, drawing) for step in often]


def staying(drawing):
    """What is done without the place changing, in words."""
    steps = drawing.flow.steps.values()
    return [row.label for row in steps if row.target is None and not (row.system or row.opening)]


def by_itself(drawing):
    return [step.label for step in drawing.flow.steps.values() if step.system]


def periods(drawing, rule_of):
    """[a limit with the steps that keep it, or with those it begins with or is told by], in procedure order."""
    kept, begun, told = {}, {}, {}
    for step in drawing.flow.steps.values():
        for found, keys in (
            (kept, step.stops),
            (begun, step.starts + step.dates),
            (told, step.tells),
        ):
            for key in keys:
                found.setdefault(key, []).append(step.label)

    ways = {key: f"自“{'”“'.join(labels)}”起" for key, labels in begun.items()}
    ways |= {key: f"随“{'”“'.join(labels)}”告知" for key, labels in told.items()}
    ways |= {key: "、".join(labels) for key, labels in kept.items()}
    rules = [(rule_of(key), said) for key, said in ways.items()]
    return [f"{rule.name}{rule.limit_text}：{said}" for rule, said in rules if rule.limit]


def _words(step, drawing):
    return (
        f"{step.label} → {'、'.join(drawing.states(state).label for state in sorted(step.targets))}"
    )


def svg(rule_of=in_force):
    """The drawings below each other as text, presentation attributes only (the pages allow no inline style); `rule_of`: a limit by its key."""
    parts, top = [], 10
    for drawing in DRAWINGS:
        drawn, top = _draw(drawing, top, rule_of)
        parts += drawn

    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" role="img" font-size="13" '
        'font-family="Noto Sans CJK SC, Microsoft YaHei, sans-serif"><title>法律援助流程图</title>'
        + "".join([*parts, "</svg>"])
    )


def _draw(drawing, top, rule_of):
    """(parts, where the next drawing begins)."""
    line = main_line(drawing.flow, drawing.goal, drawing.start)
    ways, often = other_ways(drawing, line)
    parts, top = [_text(LEFT, top + 14, drawing.title, 'font-weight="bold"')], top + 26

    for state, step in line:
        place = drawing.flow.places[state]
        parts.append(_box(LEFT, top, MIDDLE, place.public or drawing.states(state).label))
        parts += _beside(ways[state], top)
        below = top + max(BOX + GAP, LINE * len(ways[state]) + 18)
        if step:
            parts.append(_arrow(LEFT + MIDDLE // 2, top + BOX, below, step, limits(step, rule_of)))
        top = below

    middle = {state for state, _ in line}
    off = [
        f"{drawing.states(s).label}：{'；'.join(said)}"
        for s, said in ways.items()
        if said and s not in middle
    ]
    lists = (
        ("多个环节都可以办理", often),
        ("其他环节", off),
        ("环节不变的办理", ["；".join(staying(drawing))]),
        ("由系统按期限或者随后自动办理", ["；".join(by_itself(drawing))]),
        ("期限和按期办理的步骤", periods(drawing, rule_of)),
    )
    for title, lines in lists:
        drawn, top = _list(title, lines, top)
        parts += drawn
    return parts, top + 10


def _beside(said, top):
    """The other ways of a place, a line each."""
    if not said:
        return []

    join = f'<path d="M{LEFT + MIDDLE} {top + 17} H{SIDE - 8}" stroke="#52606d" stroke-dasharray="4 3" fill="none"/>'
    return [join, *(_text(SIDE, top + 21 + LINE * n, text, SOFT) for n, text in enumerate(said))]


def _list(title, lines, top):
    if not any(lines):
        return [], top

    cut = [part for line in lines for part in _cut(line)]
    rows = [_text(LEFT + 12, top + 34 + LINE * n, text, SOFT) for n, text in enumerate(cut)]
    return [_text(LEFT, top + 16, title), *rows], top + 34 + LINE * len(cut)


def _cut(line):
    """A long line in pieces, a new one before the way that does not fit any more; what has no end to break at, anywhere."""
    pieces = [""]
    for way in line.replace("；", "；\n").split("\n"):
        if pieces[-1] and len(pieces[-1]) + len(way) > LETTERS:
            pieces.append("　　")
        pieces[-1] += way
    return [part for piece in pieces for part in wrap(piece, LETTERS, subsequent_indent="　　")]


def _text(x, y, text, look='font-size="13"'):
    return f'<text x="{x}" y="{y}" {look}>{escape(text)}</text>'


def _box(x, y, width, text):
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{BOX}" rx="4" {SHAPE}/>'
        f'<text x="{x + width / 2}" y="{y + 22}" text-anchor="middle">{escape(text)}</text>'
    )


def _arrow(x, top, bottom, step, limit):
    words = f"{step.label}{f'（{limit}）' if limit else ''}"
    return (
        f'<path d="M{x} {top} V{bottom - 6}" stroke="#1f3a5f" fill="none"/>'
        f'<path d="M{x - 4} {bottom - 7} L{x} {bottom} L{x + 4} {bottom - 7} Z" fill="#1f3a5f"/>'
        f'<text x="{x + 12}" y="{(top + bottom) / 2 + 5}" font-size="11.5" fill="#17508f">{escape(words)}</text>'
    )
