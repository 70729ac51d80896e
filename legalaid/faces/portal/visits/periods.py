"""How long what a person said when booking a visit is kept. No law sets it: it is the office's own."""

from legalaid.platform.procedure.clocks import Rule, register

VISIT_KEPT = Rule(
    "visit_kept", "W5", "来访预约里个人信息的保存（来访日以后）", 30, roll=False, statutory=False, public=False, asked=True, own=True
)  # fmt: skip

register(VISIT_KEPT)
