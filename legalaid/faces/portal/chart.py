"""The procedure drawn as one SVG from the CASE table: the shortest way down the middle, side ways to the right, articles and limits beside."""

from collections import deque
from html import escape

from django.utils import timezone

from cases.enums import State
from cases.workflow import CASE
from legalaid.platform.procedure.deadlines import rule_for

WIDTH, ROW, BOX, LEFT, MIDDLE = 760, 66, 34, 20, 260
SIDE = LEFT + MIDDLE + 190
SHAPE = 'fill="#f4f7fa" stroke="#1f3a5f" stroke-width="1"'


def main_line(flow=CASE, goal=State.ARCHIVED):
    """[(state, step that leads on)] from the opening state to `goal` by the fewest steps, a person's before one that follows of itself."""
    steps = sorted(flow.steps.values(), key=lambda step: step.system)
    opening = next(step for step in flow.steps.values() if step.opening)
    start = next(iter(opening.source))

    queue, came = deque([start]), {start: None}
    while queue:
        state = queue.popleft()
        for step in steps:
            if state not in step.source or step.opening or step.target is None:
                continue
            for target in step.targets - set(came):
                came[target] = (state, step)
                queue.append(target)

    line, state = [(goal, None)], goal
    while came[state]:
        state, step = came[state]
        line.append((state, step))

    return line[::-1]


def side_ways(state, on, flow=CASE):
    """Steps that leave `state` other than `on`."""
    return [
        s
        for s in flow.steps.values()
        if state in s.source
        and s is not on
        and s.target is not None
        and not s.opening
        and not s.system
    ]


def limits(step):
    rules = [rule_for(key, timezone.localdate()) for key in step.stops]
    return "、".join(f"{rule.name}{rule.limit_text}" for rule in rules if rule.limit)


def svg():
    """The drawing as text, presentation attributes only (the pages allow no inline style)."""
    line = main_line()
    height = ROW * len(line) + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" font-size="13" '
        'font-family="Noto Sans CJK SC, Microsoft YaHei, sans-serif"><title>法律援助流程图</title>'
    ]

    for number, (state, step) in enumerate(line):
        top = 10 + number * ROW
        parts.append(_box(LEFT, top, MIDDLE, CASE.places[state].public or State(state).label))
        if step:
            parts.append(_arrow(LEFT + MIDDLE // 2, top + BOX, top + ROW, step))

        ways = [
            f"{way.label} → {State(t).label}"
            for way in side_ways(state, step)
            for t in sorted(way.targets)
        ][:3]
        if ways:
            parts.append(
                f'<path d="M{LEFT + MIDDLE} {top + 17} H{SIDE - 8}" stroke="#52606d" stroke-dasharray="4 3" fill="none"/>'
            )

        for offset, text in enumerate(ways):
            parts.append(
                f'<text x="{SIDE}" y="{top + 21 + 15 * offset}" fill="#52606d" font-size="11.5">{escape(text)}</text>'
            )

    return "".join([*parts, "</svg>"])


def _box(x, y, width, text):
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{BOX}" rx="4" {SHAPE}/>'
        f'<text x="{x + width / 2}" y="{y + 22}" text-anchor="middle">{escape(text)}</text>'
    )


def _arrow(x, top, bottom, step):
    limit = limits(step)
    words = f"{step.label}{f'（{limit}）' if limit else ''}"
    return (
        f'<path d="M{x} {top} V{bottom - 6}" stroke="#1f3a5f" fill="none"/>'
        f'<path d="M{x - 4} {bottom - 7} L{x} {bottom} L{x + 4} {bottom - 7} Z" fill="#1f3a5f"/>'
        f'<text x="{x + 12}" y="{(top + bottom) / 2 + 5}" font-size="11.5" fill="#17508f">{escape(words)}</text>'
    )
