"""Limits of the network, promised between the units; an administrator may override them with dated rows."""

from legalaid.platform.procedure.clocks import Rule, Unit, register

SLIP_RECEIPT = Rule("slip_receipt", "R1", "接收或者退回转介", 3, Unit.WORKDAY)
SLIP_RESULT = Rule("slip_result", "R2", "反馈转介办理结果", 15, Unit.WORKDAY)
SLIP_NOTICE = Rule("slip_notice", "R3", "登记网上送来的办案机关通知", 1, Unit.WORKDAY)

register(SLIP_RECEIPT, SLIP_RESULT, SLIP_NOTICE)
