from cases.quality.workflow import SUPERVISION
from tests.quality.supervisors import NOW, REPLY, given, insider, task

from .walk import Walk


def opinion(county):
    """Given by jiandu on a file of lvshi, who is asked to answer."""
    walk_on = Walk(SUPERVISION, given(county, task(county, insider(county))), at=NOW)
    yield walk_on.row
    yield from walk_on.aside("withdraw_opinion", county.jiandu, reason="看错了案卷。")
    yield walk_on.act("answer_opinion", county.lvshi, reply=REPLY)
    yield from walk_on.aside("accept_answer", county.jiandu)
    yield walk_on.act("return_answer", county.jiandu, reason="没有说明原因。")
