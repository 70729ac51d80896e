"""Limits of the network, promised between the units; an administrator may override them with dated rows."""

from legalaid.platform.procedure.clocks import Rule, Unit, register

SLIP_RECEIPT = Rule("slip_receipt", "R1", "接收或者退回转介", 3, Unit.WORKDAY)
SLIP_RESULT = Rule("slip_result", "R2", "反馈转介办理结果", 15, Unit.WORKDAY)

register(SLIP_RECEIPT, SLIP_RESULT)
