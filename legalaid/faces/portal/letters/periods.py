"""Within how long what somebody writes online is answered. No law sets it: it is the office's own."""

from legalaid.platform.procedure.clocks import Rule, Unit, register

LETTER_SEEN = Rule(
    "letter_seen", "W4", "答复、办理网上来信", 2, Unit.WORKDAY, statutory=False, public=False, asked=True, own=True
)  # fmt: skip

register(LETTER_SEEN)
