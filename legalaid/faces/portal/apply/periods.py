"""Periods of online applications. No law sets them: they are the office's own, and it may change them by dated rows."""

from legalaid.platform.procedure.clocks import Rule, Unit, register

DRAFT_KEPT = Rule(
    "draft_kept", "W1", "网上填写未提交的保存", 30, roll=False, statutory=False, public=False, asked=True, own=True
)  # fmt: skip
DRAFT_REMINDER = Rule(
    "draft_reminder", "W2", "网上填写未提交的提醒（删除前）", 7, roll=False, statutory=False, public=False, asked=True, own=True
)  # fmt: skip
SUBMISSION_SEEN = Rule(
    "submission_seen", "W3", "登记网上申请", 1, Unit.WORKDAY, statutory=False, public=False, own=True
)  # fmt: skip

register(DRAFT_KEPT, DRAFT_REMINDER, SUBMISSION_SEEN)
