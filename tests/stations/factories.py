"""Posts, months and people of the duty roster, made through the real acts."""

from datetime import date, datetime, time

from django.utils import timezone

from stations.domain import roster
from stations.models import DutyPost, Handler, Shift, Station

MONTH = date(2026, 3, 1)  # its holiday notice is in; 22 working days


def center():
    return Station.objects.get(parent=None)


def post(county, name="窗口值班", kind="window", starts=time(9), ends=time(18), pause=60, **fields):
    row = DutyPost(
        station=center(),
        name=name,
        kind=kind,
        starts=starts,
        ends=ends,
        break_minutes=pause,
        **fields,
    )
    return roster.save_post(row, by=county.zhuren)


def plan(county, month=MONTH):
    return roster.generate(by=county.zhuren, station=center(), month=month)


def published(county, month=MONTH):
    return roster.publish(plan(county, month), by=county.zhuren)


def handler(username):
    return Handler.objects.get(user__username=username)


def moment(day, hour, minute=0):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


BEFORE = moment(date(2026, 2, 27), 9)


def shift_of(username):
    return Shift.objects.filter(handler__user__username=username).order_by("starts_at").first()
