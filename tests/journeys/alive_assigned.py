"""Who is to have a case and how it is talked over, for the crawl: a call for volunteers, wishes, who works beside, a discussion,
a leave."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cases.domain import discussion
from cases.models import Pool
from cases.queries.assignment import candidates_for
from cases.workflow import CASE
from stations.models import Handler
from tests.cases.test_absence import away
from tests.factories import new_case, walk

CALLED = {
    "level": "centre",
    "question": "证据是否充分。",
    "people": [("张明", "主任"), ("周华", "律师")],
    "place": "会议室",
}
OF_CASE = ("discussions", "discussion_new", "keep_over_leave")


def entrusted(people):
    """A case that was given to the firm of lvsuo."""
    case, firm = walk(people, "grant"), people.lvsuo.manages.firm
    facts = {"firm": firm, "reason": "该所离受援人最近。", "at": case.changed_at}
    CASE.acts["entrust"](case, by=people.zhuren, **facts)
    return case


def assigned(people):
    now = timezone.now()
    wished, waiting, sought = new_case(people), walk(people, "grant"), walk(people, "grant")
    closes_at = now + timedelta(days=1)
    pool = Pool.objects.create(case=sought, by=people.zhuren, at=now, closes_at=closes_at)

    given, offered = (entrusted(people) for _ in range(2))
    able = candidates_for(offered, Handler.objects.filter(firm=offered.entrusted_to))
    CASE.acts["arrange"](offered, by=people.lvsuo, at=offered.changed_at, handler=able[0].handler)

    at_work = walk(people, "hold_first_meeting")
    at = at_work.changed_at + timedelta(hours=1)
    talked = discussion.call(at_work, by=people.zhuren, at=at, planned_for=at, **CALLED)
    away(people, 30, 40)
    return [
        ("chuangkou", reverse("cases:wishes", args=[wished.pk])),
        ("chuangkou", reverse("cases:following", args=[wished.pk])),
        *((who, pool.get_absolute_url()) for who in ("zhuren", "lvshi")),
        ("zhuren", reverse("cases:pool_new", args=[waiting.pk])),
        ("zhuren", reverse("cases:entrust", args=[waiting.pk])),
        *(
            ("zhuren", reverse(f"cases:{name}", args=[given.pk]))
            for name in ("withdraw_entrusted", "assign")
        ),
        *(
            ("lvsuo", reverse(f"cases:{name}", args=[given.pk]))
            for name in ("arrange", "return_entrusted")
        ),
        ("lvsuo", reverse("cases:undo_arrangement", args=[offered.pk])),
        ("zhuren", reverse("stations:firm_manager", args=[given.entrusted_to_id])),
        ("lvshi", reverse("cases:team", args=[at_work.pk])),
        *(("zhuren", reverse(f"cases:{name}", args=[at_work.pk])) for name in OF_CASE),
        ("zhuren", reverse("cases:discussion", args=[talked.pk])),
    ]
