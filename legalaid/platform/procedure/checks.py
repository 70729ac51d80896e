"""A procedure that is not whole is said when the process starts."""

from string import Formatter

from django.core.checks import Error, register

from legalaid.platform.accounts.roles import PERMISSIONS
from legalaid.platform.audit.verbs import CODES
from legalaid.platform.documents import kinds

from . import clocks
from .engine import WORKFLOWS

HELD = frozenset().union(*PERMISSIONS.values())


@register
def procedure_is_whole(app_configs, **kwargs):
    """Every step has its act and somebody who may do it, its clocks exist, its papers are known, its sentence can be said, and every
    place can be reached and left."""
    errors = []
    for flow in WORKFLOWS.values():
        for step in flow.steps.values():
            errors += step_errors(flow, step)
        errors += place_errors(flow)
    return errors


def step_errors(flow, step):
    name = f"{flow.name}.{step.key}"
    if step.key not in flow.acts:
        yield Error(f"{name}: 没有对应的办理函数", id="procedure.E002")

    if not step.system and step.permission not in HELD:
        yield Error(f"{name}: 没有岗位有权限 {step.permission}", id="procedure.E007")

    for key in step.clocks:
        if key not in clocks.RULES:
            yield Error(f"{name}: 期限 {key} 未登记", id="procedure.E001")

    for kind in step.papers:
        if kind not in flow.paper_contexts or kind not in kinds.PAPER_KINDS:
            yield Error(f"{name}: 文书 {kind} 未登记", id="procedure.E003")

    for _, fact, spec, _ in Formatter().parse(step.sentence):
        if fact and fact not in {*step.records, *step.personal}:
            yield Error(f"{name}: 句中的 {fact} 没有记录", id="procedure.E008")
        if spec and spec != "yuan" and spec not in CODES:
            yield Error(f"{name}: 句中的词表 {spec} 未登记", id="procedure.E009")

    for state in (step.source | step.targets) - set(flow.places):
        yield Error(f"{name}: 状态 {state} 不在表中", id="procedure.E004")


def place_errors(flow):
    steps = flow.steps.values()
    reached = {state for step in steps for state in step.targets}
    left = {state for step in steps if step.target is not None for state in step.source}

    for state, place in flow.places.items():
        if state not in reached:
            yield Error(f"{flow.name}: 没有步骤通向 {state}", id="procedure.E005")
        if not place.final and state not in left:
            yield Error(f"{flow.name}: {state} 没有出路", id="procedure.E006")
