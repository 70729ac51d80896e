from datetime import timedelta

from cases.quality.workflow import COMPLAINT
from tests.factories import START
from tests.quality.complaints import ASKED, FOUND, complaint, due

from .walk import Walk


def walked(county):
    """Of lvshi; taken down by zhan1, looked into by the bureau."""
    accused = {"accused": county.lvshi.name}
    other = complaint(county.zhan1, at=START, **accused)
    walk_on = Walk(COMPLAINT, complaint(county.zhan1, at=START, **accused), at=START)
    bureau, taker = county.sifaju, county.zhan1
    yield walk_on.row
    yield from walk_on.aside("cancel_complaint", taker, reason="重复登记的。")
    yield from walk_on.aside("withdraw_complaint", taker, on=START.date())
    yield from walk_on.aside("refuse_complaint", bureau, reason="不属于法律援助事项。")
    yield from walk_on.aside("merge_complaint", bureau, other=other)

    walk_on.act("accept_complaint", bureau)
    asked = {"to": county.lvshi, "kind": "statement", "question": ASKED}
    walk_on.act("ask_statement", bureau, due_on=due(walk_on.at + timedelta(days=1)), **asked)
    yield walk_on.row

    inquiry = walk_on.row.inquiries.get()
    walk_on.act("give_statement", county.lvshi, inquiry=inquiry, answer="没有收取费用。")
    yield walk_on.act("settle_complaint", bureau, outcome="criticised", **FOUND)
    told = {"told_how": "handed", "told_on": (walk_on.at + timedelta(days=1)).date()}
    yield walk_on.act("answer_complaint", bureau, **told)
