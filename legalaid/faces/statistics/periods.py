"""When returns are to be handed in. No text we have read says so: the office sets it (规则与标准)."""

from legalaid.platform.procedure.clocks import Rule, register

REPORT = Rule(
    "monthly_report",
    "T1",
    "月报在期满后报送",
    5,
    roll=False,
    statutory=False,
    public=False,
    asked=True,
)
register(REPORT)
