"""Who is to have a case and how it is talked over, for the crawl: a call for volunteers, wishes, who works beside, a discussion,
a leave."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cases.domain import discussion
from cases.models import Pool
from tests.cases.test_absence import away
from tests.factories import new_case, walk

CALLED = {
    "level": "centre",
    "question": "证据是否充分。",
    "people": [("张明", "主任"), ("周华", "律师")],
    "place": "会议室",
}
OF_CASE = ("discussions", "discussion_new", "keep_over_leave")


def assigned(people):
    now = timezone.now()
    wished, waiting, sought = new_case(people), walk(people, "grant"), walk(people, "grant")
    closes_at = now + timedelta(days=1)
    pool = Pool.objects.create(case=sought, by=people.zhuren, at=now, closes_at=closes_at)

    at_work = walk(people, "hold_first_meeting")
    at = at_work.changed_at + timedelta(hours=1)
    talked = discussion.call(at_work, by=people.zhuren, at=at, planned_for=at, **CALLED)
    away(people, 30, 40)
    return [
        ("chuangkou", reverse("cases:wishes", args=[wished.pk])),
        *((who, pool.get_absolute_url()) for who in ("zhuren", "lvshi")),
        ("zhuren", reverse("cases:pool_new", args=[waiting.pk])),
        ("lvshi", reverse("cases:team", args=[at_work.pk])),
        *(("zhuren", reverse(f"cases:{name}", args=[at_work.pk])) for name in OF_CASE),
        ("zhuren", reverse("cases:discussion", args=[talked.pk])),
    ]
