from datetime import timedelta

from cases.quality.domain import review as acts
from cases.quality.workflow import REVIEW
from tests.factories import walk
from tests.quality.reviews import AT, expert, marks
from tests.stations.factories import handler

from .walk import Walk


def review(county):
    """Two experts who lie apart, a third, an objection, two others, and what is mended."""
    case = walk(county, "follow_up")
    names = ("lvshi2", "lvshi3", "lvshi4", "lvshi6", "lvshi12")
    one, two, three, four, five = (expert(county, handler(name)) for name in names)
    on = Walk(REVIEW, acts.draw(case, by=county.shencha, at=AT), at=AT, pace=timedelta(hours=1))

    def give(who, total):
        on.at += on.pace
        acts.hand_in(on.row, by=who.user, marks=marks(total), at=on.at)
        return on.row

    yield on.row
    yield from on.aside("withdraw", county.shencha, reason="列错了案件")
    yield on.act("assign", county.shencha, first=one, second=two)
    give(one, "60")
    yield give(two, "85")
    on.act("assign_third", county.shencha, third=three)
    yield give(three, "65")
    yield on.act("announce", county.shencha)
    yield on.act("object", county.lvshi, content="没有看补充材料。")

    on.act("review_again", county.shencha, reason="异议有理由")
    on.act("assign", county.shencha, first=four, second=five)
    give(four, "70")
    give(five, "72")
    yield on.act("settle", county.shencha)
    yield on.act("order_rectification", county.shencha, faults="补交会见笔录。")
    yield on.act("report_rectified", county.lvshi, done="已补交笔录。")
    yield on.act("accept_rectified", county.shencha, found="")
