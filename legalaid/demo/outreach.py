"""The year's publicity: the seven kinds of visit, media every month, columns, plan and tags."""

from datetime import time, timedelta

from django.utils import timezone

from legalaid.platform.accounts.models import User
from stations.domain import outreach as acts
from stations.enums import Medium, OutreachForm, StationKind, Venue
from stations.models import OutreachEvent, OutreachGoal, OutreachTag, Staff, Station

VISITS = (
    (Venue.VILLAGE, "法律援助进乡村：农民工工资怎样讨回", "村文化广场"), (Venue.COMMUNITY, "家门口的法律咨询", "社区服务站"),
    (Venue.SCHOOL, "未成年人保护法进校园", "中学报告厅"), (Venue.ENTERPRISE, "劳动合同与工伤保险", "工业园区会议室"),
    (Venue.VILLAGE, "土地承包与婚姻家庭", "村委会"), (Venue.OFFICE, "法律援助法宣讲", "机关会议室"), (Venue.UNIT, "残疾人权益保障", "残联活动室"),
    (Venue.COMMUNITY, "老年人赡养与防诈骗", "老年活动中心"), (Venue.RELIGIOUS, "法治讲堂", "宗教活动场所"),
    (Venue.VILLAGE, "“三养”纠纷以案说法", "集市"), (Venue.MILITARY, "军人军属法律援助", "人武部"), (Venue.ENTERPRISE, "农民工法治宣传", "建筑工地"),
)  # fmt: skip
MEDIA = ((Medium.NEWSPAPER, "《清和日报》法律援助专版"), (Medium.RADIO, "电台“法治之声”访谈"), (Medium.SCREEN, "公交站电子屏滚动播出"),
         (Medium.TELEVISION, "电视台“法治在线”"), (Medium.NETWORK, "公众号推文：怎样申请法律援助"), (Medium.WALL, "乡镇版报"))  # fmt: skip


def fill(rng):
    director, center = User.objects.get(username="zhuren"), Station.objects.get(parent=None)
    today = timezone.localdate()
    tags = [
        acts.save_tag(OutreachTag(name=name, first_year=first, last_year=last), by=director)
        for name, first, last in (
            ("八五普法", 2021, 2025),
            ("九五普法", 2026, 2030),
            ("农民工工资专项行动", today.year, today.year),
        )
    ]
    townships = list(Station.objects.filter(kind=StationKind.TOWNSHIP).order_by("id"))
    clerks = {
        row.station_id: row.user
        for row in Staff.objects.select_related("user").filter(user__role="station")
    }

    for number, day in enumerate(_days(rng, today, 34)):
        venue, title, place = VISITS[number % len(VISITS)]
        where = townships[(number * number + number) % (len(townships) - 1)]
        own = number % 3 == 0
        people = rng.randint(30, 260)
        event = OutreachEvent(
            station=where if own else center,
            form=OutreachForm.VISIT,
            venue=venue,
            title=title,
            day=day,
            township=where,
            place=place,
            people=people,
            materials=people + rng.randint(0, 150),
            consultations=rng.randint(2, min(25, people)),
            summary="现场发放法律援助联系卡，讲解申请条件和程序。",
        )
        acts.save_event(
            event,
            by=clerks.get(where.pk, director) if own else director,
            tags=_tags(tags, day, "农民工" in title),
        )

    for number, day in enumerate(_days(rng, today, 14)):
        medium, title = MEDIA[number % len(MEDIA)]
        event = OutreachEvent(
            station=center,
            form=OutreachForm.MEDIA,
            medium=medium,
            title=title,
            day=day,
            people=rng.randint(800, 6000),
        )
        acts.save_event(event, by=director, tags=_tags(tags, day, False))

    for number, where in enumerate(townships[:4]):
        event = OutreachEvent(
            station=center,
            form=OutreachForm.COLUMN,
            title="法律援助专题宣传栏",
            day=today - timedelta(days=40 + 50 * number),
            township=where,
            place="政务公开栏",
            people=300,
        )
        acts.save_event(event, by=director, tags=_tags(tags, event.day, False))

    for days, (venue, title, place) in zip((4, 10), VISITS[1:3], strict=True):
        event = OutreachEvent(
            station=center,
            form=OutreachForm.VISIT,
            venue=venue,
            title=title,
            day=today + timedelta(days=days),
            begins=time(9, 30),
            township=townships[-1],
            place=place,
        )
        acts.save_event(event, by=director, tags=[])

    plan = [(OutreachForm.VISIT, venue, 6 if venue == Venue.VILLAGE else 3, 500) for venue in Venue]
    for form, venue, events, people in [
        *plan,
        (OutreachForm.MEDIA, "", 12, 30000),
        (OutreachForm.COLUMN, "", 6, 2000),
    ]:
        acts.set_goal(
            OutreachGoal(
                station=center,
                year=today.year,
                form=form,
                venue=venue,
                events=events,
                people=people,
            ),
            by=director,
        )


def _days(rng, today, count):
    return sorted(today - timedelta(days=rng.randint(1, 320)) for _ in range(count))


def _tags(tags, day, migrant):
    found = [tag for tag in tags[:2] if tag.first_year <= day.year <= tag.last_year]
    return found + [tags[2]] if migrant and day.year == tags[2].first_year else found
