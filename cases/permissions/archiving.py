"""When a file may be sealed: what was told at the call-back has been looked into, an end was received, nothing is objected to."""

from ..enums import State

HELD = "受援人或者办案机关反映了须核实的问题，中心负责人核实处理以前，不能评定等次、归档。"
TO_BE_HANDED_IN = "承办人尚未报送已办工作的结案材料，不能归档。"
OBJECTED = "有人对终止决定提出异议，处理完毕以前不能归档。"
NOT_RECEIVED = "终止决定的送达尚未登记，还没有结案日，不能归档。"


def archives(user, case):
    """What was terminated before anybody had taken it on has no closing file."""
    if case.held:
        return HELD
    if case.state == State.TERMINATED:
        if not case.closed_on:
            return NOT_RECEIVED
        if case.objected:
            return OBJECTED
        return TO_BE_HANDED_IN if case.handler_id else ""
    return ""
