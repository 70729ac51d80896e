"""Somebody who books a visit, in the acts on a Tuesday of March, and as a phone without script does."""

import re
import uuid
from datetime import datetime, time, timedelta

from django.test import Client
from django.utils import timezone

from legalaid.faces.portal.visits.domain.booking import book
from legalaid.faces.portal.visits.domain.reminder import about
from legalaid.faces.portal.visits.domain.terms import close_day, save_terms
from legalaid.faces.portal.visits.models import Offering, Visit
from legalaid.platform.notifications.models import Text
from stations.models import Station

START, MINE, OPEN, MOVE, CANCEL = [
    f"/public/visit/{page}" for page in ("", "mine/", "open/", "move/", "cancel/")
]
FACTS = {
    "name": "王女士", "purpose": "consult", "matter": "老板不发工资", "needs": ["wheelchair"], "language": "", "seen_by": "alone",
    "phone": "13800138000", "safe": "usual",
}  # fmt: skip
MONDAY = timezone.make_aware(datetime(2026, 3, 2, 8, 0))


def center():
    return Station.objects.get(parent=None)


def tuesday(hour, minute=0):
    return timezone.make_aware(datetime(2026, 3, 3, hour, minute))


def offer(by, station=None, **changes):
    """A station without a roster: nine to five, noon to one off, one person, half of the time kept."""
    row = Offering(station=station or center(), **changes)
    return save_terms(row, by=by)


def booked(hour=9, minute=0, *, station=None, at=MONDAY, starts_at=None, **changes):
    where = {"station": station or center(), "starts_at": starts_at or tuesday(hour, minute)}
    visit, _ = book(token=uuid.uuid4(), facts=FACTS | changes, at=at, **where)
    return visit


def third():
    """3月3日, as it is said; in later years with its year."""
    return "3月3日" if timezone.localdate().year == 2026 else "2026年3月3日"


def next_workday():
    """A weekday of the next two weeks that is none of the feasts, by the calendar alone; where its year has no notice yet, a weekday."""
    from legalaid.platform.core.calendar import is_workday

    days = (timezone.localdate() + timedelta(days=n) for n in range(2, 14))
    known = ((day, is_workday(day)) for day in days)
    return next(day for day, works in known if works or (works is None and day.weekday() < 5))


def slot_of(day, hour=9, minute=0):
    return f"{day:%Y%m%d}-{hour:02d}{minute:02d}"


def moment_of(day, hour=9, minute=0):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def typed(**changes):
    return {
        "token": str(uuid.uuid4()),
        "name": "王女士",
        "purpose": "consult",
        "matter": "老板不发工资",
        "age": "adult",
        "seen_by": "alone",
        "reach": "no",
        "agree": "on",
    } | changes


class Visitor:
    """A phone of its own."""

    def __init__(self, station, slot, **changes):
        self.client, self.page = Client(), f"/public/visit/at/{station.pk}/{slot}/"
        self.typed = typed(slot=slot, **changes)
        self.answer = self.client.post(self.page, self.typed)

    def codes(self):
        page = self.client.get(MINE).content.decode()
        code, words = re.findall(r'class="code"><b>([^<]+)</b>', page)
        return code, words.split()


def problems(answer):
    """{field: sentence} of what stands at the top of a refused form."""
    part = answer.content.decode().partition('id="problems"')[2].partition("</ul>")[0]
    lines = re.findall(r"<li>(?:<a[^>]*>)?([^<]+)", part)
    return dict(line.split("：", 1) if "：" in line else ("", line) for line in lines)


def laid(number=0, station=None, **changes):
    """A visit of the day after tomorrow, whatever the calendar says of it."""
    day = timezone.localdate() + timedelta(days=2)
    begin, end = moment_of(day, 9 + number), moment_of(day, 9 + number, 30)
    facts = {"booked_at": timezone.now(), "seat": 1} | FACTS | changes
    where = {"station": station or center(), "starts_at": begin, "ends_at": end}
    return Visit.objects.create(token=uuid.uuid4(), **where, **facts)


def to_tell(visit):
    """No text reached whoever is to come."""
    return Text.objects.create(
        about=about(visit), sentence="visit_reminder", to=visit.pk, row=visit.pk, workflow="visit", subject_id=visit.pk,
        spoken=True, until=visit.starts_at, state="barred", error="别人可能看到本人的手机",
    )  # fmt: skip


def visits(county):
    """At the centre, which has a roster in the sample: one booked, one to be reminded by telephone, one cancelled; a day on which nobody is there."""
    offer(county.zhuren)
    told, gone = laid(1, seen_by="others"), laid(2, state="cancelled")
    to_tell(told)
    closed = close_day(center(), by=county.zhuren, day=timezone.localdate(), reason="停电")
    return {
        "visit": laid().pk, "visit_to_tell": told.pk, "cancelled_visit": gone.pk, "closed_day": closed.pk,
        "booking_station": center().pk, "booking_slot": slot_of(timezone.localdate()),
    }  # fmt: skip
