"""Limits and procedure in words, for a page that a phone can show."""

from dataclasses import dataclass

from django.utils import timezone

from legalaid.faces.portal import chart
from legalaid.faces.portal.content import promise, told
from legalaid.platform.procedure.deadlines import rules_on


def _rules():
    return rules_on(timezone.localdate())


def limits():
    """[{what, limit, promise, article}] of the limits told outside."""
    return [
        {
            "what": rule.name,
            "limit": rule.limit_text,
            "promise": promise(rule),
            "article": rule.article,
        }
        for rule in _rules().values()
        if told(rule)
    ]


@dataclass(frozen=True)
class Stop:
    """A place on the way, the step that leads on, and what else may happen there."""

    place: str
    step: str
    limit: str
    others: tuple


def flows():
    """[(title, [Stop])]: the way down the middle of each drawing."""
    rules = _rules()
    return [(drawing.title, _stops(drawing, rules.__getitem__)) for drawing in chart.DRAWINGS]


def _stops(drawing, rule_of):
    line = chart.main_line(drawing.flow, drawing.goal, drawing.start)
    ways, _ = chart.other_ways(drawing, line)
    return [
        Stop(
            drawing.flow.places[state].public or drawing.states(state).label,
            step.label if step else "",
            chart.limits(step, rule_of) if step else "",
            tuple(ways.get(state, ())),
        )
        for state, step in line
    ]
