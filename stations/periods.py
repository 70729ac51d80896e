"""Limits of the network, agreed between the units: no law sets them, so nobody outside is told them as the law's. An administrator may
override them with dated rows."""

from legalaid.platform.procedure.clocks import Rule, Unit, register

SLIP_RECEIPT = Rule("slip_receipt", "R1", "接收或者退回转介", 3, Unit.WORKDAY, own=True)
SLIP_RESULT = Rule("slip_result", "R2", "反馈转介办理结果", 15, Unit.WORKDAY, own=True)
SLIP_NOTICE = Rule("slip_notice", "R3", "登记网上送来的办案机关通知", 1, Unit.WORKDAY, own=True)

register(SLIP_RECEIPT, SLIP_RESULT, SLIP_NOTICE)
