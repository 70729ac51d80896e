from django.core.checks import Error, register

from legalaid.platform.documents import kinds

from . import clocks
from .engine import WORKFLOWS


@register
def procedure_is_whole(app_configs, **kwargs):
    """Every step has its act, its clocks exist, its papers are known, and every place can be reached and left."""
    errors = []
    for flow in WORKFLOWS.values():
        reached = set()
        for step in flow.steps.values():
            reached |= set(step.targets)
            errors += [
                Error(f"{flow.name}.{step.key}: 期限 {key} 未登记", id="procedure.E001")
                for key in step.clocks
                if key not in clocks.RULES
            ]
            if step.key not in flow.acts:
                errors.append(
                    Error(f"{flow.name}.{step.key}: 没有对应的办理函数", id="procedure.E002")
                )
            for kind in step.papers:
                if kind not in flow.paper_contexts or kind not in kinds.PAPER_KINDS:
                    errors.append(
                        Error(f"{flow.name}.{step.key}: 文书 {kind} 未登记", id="procedure.E003")
                    )
            errors += [
                Error(f"{flow.name}.{step.key}: 状态 {state} 不在表中", id="procedure.E004")
                for state in (step.source | step.targets) - set(flow.places)
            ]
        left = {
            state
            for step in flow.steps.values()
            if step.target is not None
            for state in step.source
        }
        for state, place in flow.places.items():
            if state not in reached:
                errors.append(Error(f"{flow.name}: 没有步骤通向 {state}", id="procedure.E005"))
            if not place.final and state not in left:
                errors.append(Error(f"{flow.name}: {state} 没有出路", id="procedure.E006"))
    return errors
