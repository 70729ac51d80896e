"""What the demo county tells its people: announcements, some read, and recipients who are told by telephone where no text reaches them."""

from datetime import timedelta

from django.utils import timezone

from cases.domain.reminding import remind_people
from legalaid.platform.accounts.models import User
from legalaid.platform.notifications.models import Text
from stations.domain.announcement import publish, read
from stations.models import Announcement, Reading, Station

TOLD = (
    (
        "年底集中办结和归档的要求",
        "十二月三十一日前可以办结的案件请抓紧办结，结案材料三十日内交齐；需要延期的，请提前写明理由。",
        21,
        False,
    ),
    (
        "农民工讨薪案件随到随办",
        "年底欠薪案件增多，各站点收到申请的当天转交中心，材料不齐的先受理后补交，不得让申请人多跑。",
        30,
        True,
    ),
    (
        "《法律援助法》培训安排",
        "下周三下午两点在中心三楼会议室培训，新任承办人必须参加，值班的可以看回放。",
        10,
        True,
    ),
)


def fill(rng):
    director = User.objects.filter(username="zhuren").first()
    centre = Station.objects.get(parent=None)
    if director is None:
        return

    now = timezone.now()
    for days, (title, text, shown, staff) in enumerate(TOLD):
        until = timezone.localdate(now) + timedelta(days=shown)
        row = Announcement(station=centre, title=title, text=text, until=until, staff=staff)
        publish(row, by=director, at=now - timedelta(days=2 * days, hours=3))
        for reading in Reading.objects.filter(announcement=row).select_related("user"):
            if rng.random() < 0.25 + 0.25 * days:
                read(row, by=reading.user)

    remind_people(now)
    # no gateway in the demo: what waits is told by word of mouth
    Text.objects.unsent().filter(spoken=True).update(
        state=Text.State.FAILED, error="没有接通短信网关"
    )
