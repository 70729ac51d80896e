from cases.quality.workflow import INQUIRY
from tests.quality.test_inquiry import SAID, SENT, asked

from .walk import Walk


def inquiry(county):
    """Sent by shencha about a case of lvshi."""
    walk_on = Walk(INQUIRY, asked(county), at=SENT)
    yield walk_on.row
    yield from walk_on.aside("void_inquiry", county.shencha, reason="寄错了机关。")
    walk_on.act("urge_organ", county.shencha, note="电话催问。")
    walk_on.at = SENT.replace(day=8)
    yield walk_on.act("record_opinion", county.shencha, **SAID)
