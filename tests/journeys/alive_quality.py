"""What proves the quality of the work, for the crawl: a plan with a draw, a review in each state."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.quality.domain.draw import draw
from cases.quality.domain.expert import appoint
from tests.journeys.alive_observed import observed
from tests.quality import reviews
from tests.quality.plans import center, line, plan

AGREED = (82, 86)
APART = (60, 95)


def quality(people):
    return [*planned(people), *reviewed(people), *observed(people)]


def planned(people):
    """A line drawn from, one not drawn from yet."""
    day = Case.objects.exclude(closed_on=None).earliest("closed_on").closed_on
    made = plan(people, first=day, last=day)
    taken = draw(line(people, made, share=100), by=people.zhuren)
    waiting = line(people, made, share=100, tool="file")
    rows = (
        ("plan", made), ("plan_correct", made), ("plan_remove", made),
        ("draw", taken), ("draw_again", taken), ("draw_void", taken), ("line", waiting), ("draw_line", waiting),
    )  # fmt: skip
    return [("zhuren", reverse(f"quality:{name}", args=[row.pk])) for name, row in rows]


def reviewed(people):
    """By jiandu and lawyers of other firms; the case is lvshi's."""
    first = appoint(
        by=people.zhuren, station=center(), user=people.jiandu, from_on=reviews.AT.date()
    )
    experts = [first, *reviews.pool(people, 4)]
    drawn, waiting, half, apart, scored, told, objected, settled, mending, checked, mended = (
        reviews.drawn(people) for _ in range(11)
    )
    for row in (waiting, half, apart, scored, told, objected, settled, mending, checked, mended):
        reviews.do(row, "assign", people.shencha, 1, first=experts[0], second=experts[1])
    reviews.give(half, experts[1], AGREED[0], 2)
    for row in (apart, scored, told, objected, settled, mending, checked, mended):
        for expert, total in zip(experts, APART if row is apart else AGREED, strict=False):
            reviews.give(row, expert, total, 2)
    hours = (timezone.now() - reviews.later(hours=0)) // timedelta(hours=1)
    reviews.do(told, "announce", people.shencha, hours)  # the days to object still run
    for row in (objected, settled, mending, checked, mended):
        reviews.do(row, "announce", people.shencha, 3)
    reviews.do(objected, "object", people.lvshi, 4, content="会见记录在卷，未予计分。")
    for row in (settled, mending, checked, mended):
        reviews.do(row, "agree_result", people.lvshi, 4)
        reviews.do(row, "settle", people.shencha, 5)
    for row in (mending, checked, mended):
        reviews.do(row, "order_rectification", people.shencha, 6, faults="会见笔录没有签名。")
    reviews.do(checked, "report_rectified", people.lvshi, 7, done="已补签。")
    reviews.do(mended, "report_rectified", people.lvshi, 7, done="已补签。")
    reviews.do(mended, "accept_rectified", people.shencha, 8, found="")

    every = (drawn, waiting, half, apart, scored, told, objected, settled, mending, checked, mended)
    own = (told, objected, mending)
    return [
        *(("shencha", row.get_absolute_url()) for row in every),
        *(("lvshi", row.get_absolute_url()) for row in own),
        ("jiandu", waiting.sheets.get(user=people.jiandu).get_absolute_url()),
        ("admin", reverse("quality:sheets")),
    ]
