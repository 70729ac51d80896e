"""The letter by which relief from a fee, or judicial aid, is asked for, word for word."""

from datetime import date, timedelta

import pytest

from cases.workflow import CASE
from tests.factories import START, walk
from tests.papers import assert_words


@pytest.mark.parametrize(
    ("kind", "organ", "form", "grounds", "heading"),
    [
        ("court_fee", "清和县人民法院", "免交", ["waive_support", "waive_disabled"], "诉讼费用"),
        ("copying", "清和县人民法院", "免交", [], "复制案件材料的费用"),
        ("forensic", "清和司法鉴定中心", "减交", [], "司法鉴定费"),
        ("judicial_aid", "清和县人民法院", "", [], "司法救助"),
    ],
)
def test_letter_says_that_the_recipient_is_aided(office, kind, organ, form, grounds, heading):
    case, at = walk(office, "hold_first_meeting"), START + timedelta(days=9)
    tell = {"kinds": [kind], "told_on": date(2026, 3, 12), "told_how": "当面"}
    CASE.acts["tell_relief"](case, by=office.lvshi, at=at, **tell)
    facts = {"relief": case.reliefs.get(), "organ": organ, "form": form, "grounds": grounds}
    assert_words(CASE.issue("relief_letter", case, by=office.lvshi, at=START, **facts), heading)
