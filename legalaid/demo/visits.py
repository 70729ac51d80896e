"""Visits the demo county's people have booked: at the centre by its roster, at two townships by their own hours; one has come, one was cancelled, one is
booked on a day on which nobody is there any more."""

import uuid
from datetime import timedelta

from django.utils import timezone

from legalaid.faces.portal.visits import diary
from legalaid.faces.portal.visits.domain import booking, desk
from legalaid.faces.portal.visits.domain.terms import close_day, save_terms
from legalaid.faces.portal.visits.models import Offering
from legalaid.platform.accounts.models import User
from legalaid.platform.core.safety import Safe, Way
from stations.enums import StationKind
from stations.models import Station

USUAL = {"phone": "13900001234", "safe": Safe.USUAL}
NOBODY = {"safe": Safe.STATED, "forbidden": list(Way.values), "contact_note": "不要联系，本人凭查询码自己看"}  # fmt: skip
STATED = {"safe": Safe.STATED, "safe_phone": "13900005678", "contact_note": "上午九点到十一点打，只说是快递"}  # fmt: skip
# name, purpose, words, needs, language, how to be reached, who may see the phone
AT_CENTRE = (
    ("罗女士", "consult", "公司没有签合同，想问能不能要赔偿", [], "", USUAL, "alone"),
    ("马大爷", "apply", "儿子不给生活费", ["wheelchair"], "", USUAL, "alone"),
    ("谢女士", "lawyer", "", ["private"], "", STATED, "others"),
    ("韩先生", "submit", "补交工资单", [], "", NOBODY, "alone"),
    ("阿依", "consult", "工地摔伤了，老板不管", [], "彝语", USUAL, "alone"),
)  # fmt: skip
AT_TOWN = (
    ("冯师傅", "consult", "房子被水淹，跟邻居说不清", [], "", USUAL, "alone"),
    ("董大娘", "apply", "看病的钱没有人出", ["sight"], "", NOBODY, "alone"),
)  # fmt: skip


def fill(rng):
    now = timezone.now()
    users = {
        user.username: user for user in User.objects.filter(username__in=("zhuren", "chuangkou"))
    }
    director, clerk = users["zhuren"], users["chuangkou"]
    towns = Station.objects.filter(kind=StationKind.TOWNSHIP).order_by("pk")[:2]
    centre, *others = [
        save_terms(Offering(station=station, ahead=21), by=director)
        for station in (Station.objects.get(parent=None), *towns)
    ]

    made = _booked(rng, centre, AT_CENTRE, now - timedelta(days=1))
    if made and timezone.localdate(made[0].starts_at) == timezone.localdate(now):
        desk.arrive(made[0], by=clerk, at=now)
    if len(made) > 1:
        booking.withdraw(made[-1], at=now)

    left = _booked(rng, others[0], AT_TOWN, now)
    if left:
        day = timezone.localdate(left[-1].starts_at)
        close_day(others[0].station, by=director, day=day, reason="乡里统一培训")


def _booked(rng, row, people, at):
    """One after another, some slots apart, from what is free at `at`."""
    times = [slot.begins for _, found in diary.free_days(row, at) for slot in found]
    coming = [begins for begins in times if begins > at + timedelta(days=1)]
    made = []

    for (name, purpose, words, needs, language, reach, seen_by), begins in zip(
        people, coming[:: max(len(coming) // len(people), 1)], strict=False
    ):
        facts = {"name": name, "purpose": purpose, "matter": words, "needs": needs}
        facts |= {"language": language, "seen_by": seen_by, **reach}
        token = uuid.UUID(int=rng.getrandbits(128))
        visit, _ = booking.book(
            token=token, station=row.station, starts_at=begins, facts=facts, at=at
        )
        made.append(visit)
    return made
