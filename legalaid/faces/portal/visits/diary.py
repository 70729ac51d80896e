"""The slots of stations over some days: out of duty roster, leaves, holidays and closed days, less what is booked. Read at once for all of them."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import cached_property

from legalaid.platform.core.calendar import day_span
from stations.enums import Duty, PostKind
from stations.models import DutyPost, Leave, Shift, Staff
from stations.queries.roster import rest_days

from .models import ClosedDay, Offering, Visit
from .slots import room, slots


def offerings():
    """Those of open stations that give consultations, the centre first."""
    rows = Offering.objects.filter(active=True, station__closed_on=None)
    found = rows.select_related("station").order_by("station__path")
    return [row for row in found if row.station.allows(Duty.CONSULT)]


class Diary:
    """Of these offerings, from `first` to `last`."""

    def __init__(self, rows, first, last):
        self.rows = {row.station_id: row for row in rows}
        self.days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        self._spans = self._read_spans(first, last)

    def _read_spans(self, first, last):
        """{(station, day): [(begin, end)]} of each person on duty."""
        found, stations = defaultdict(list), set(self.rows)
        closed = self._closed(stations, first, last)
        away = self._away(first, last)

        rostered = set(
            DutyPost.objects.open()
            .filter(station__in=stations, kind=PostKind.WINDOW)
            .values_list("station", flat=True)
        )
        for station, day, begin, end, user in self._shifts(rostered, first, last):
            if (station, day) not in closed and (user, day) not in away:
                found[station, day].append((timezone.localtime(begin), timezone.localtime(end)))

        off, staff = rest_days(self.days), self._staff(stations - rostered)
        for station in stations - rostered:
            for day in self.days:
                if day not in off and (station, day) not in closed:
                    there = [user for user in staff[station] if (user, day) not in away]
                    found[station, day] = self._own_hours(station, day, staff[station], there)
        return found

    def _closed(self, stations, first, last):
        rows = ClosedDay.objects.filter(station__in=stations, day__range=(first, last))
        return set(rows.values_list("station", "day"))

    def _shifts(self, stations, first, last):
        rows = Shift.objects.published().standing().exclude(handler=None)
        rows = rows.filter(
            roster__station__in=stations, post__kind=PostKind.WINDOW, day__range=(first, last)
        )
        return rows.order_by().values_list(
            "roster__station", "day", "starts_at", "ends_at", "handler__user"
        )

    def _away(self, first, last):
        """{(user, day)} of leaves."""
        rows = Leave.objects.filter(cancelled=False, starts__lte=last, ends__gte=first).order_by()
        return {
            (user, day)
            for user, starts, ends in rows.values_list("user", "starts", "ends")
            for day in self.days
            if starts <= day <= ends
        }

    def _staff(self, stations):
        found = defaultdict(list)
        rows = Staff.objects.working().filter(station__in=stations).order_by()
        for station, user in rows.values_list("station", "user"):
            found[station].append(user)
        return found

    def _own_hours(self, station, day, staff, there):
        """Of a station without a roster: as many as its terms say, no more than are not on leave."""
        row = self.rows[station]
        people = min(row.people, len(there)) if staff else row.people
        hours = [timezone.make_aware(datetime.combine(day, at)) for at in (row.starts, row.ends)]
        return [tuple(hours)] * people

    @cached_property
    def _taken(self):
        """{(station, day): [(begin, end, seat)]}"""
        found = defaultdict(list)
        begin, end = day_span(self.days[0], self.days[-1])
        rows = Visit.objects.holding().filter(
            station__in=self.rows, starts_at__gte=begin, starts_at__lt=end
        )
        for station, starts, ends, seat in rows.order_by().values_list(
            "station", "starts_at", "ends_at", "seat"
        ):
            found[station, timezone.localdate(starts)].append((starts, ends, seat))
        return found

    def slots(self, station, day):
        return slots(self.rows[station].terms, self._spans[station, day])

    def seats(self, station, slot):
        """The seats taken in the time of a slot."""
        taken = self._taken[station, timezone.localdate(slot.begins)]
        return {seat for begin, end, seat in taken if begin < slot.ends and slot.begins < end}

    def is_early(self, station, slot, now):
        return slot.begins >= now + timedelta(hours=self.rows[station].lead)

    def is_free(self, station, slot, now):
        return self.is_early(station, slot, now) and len(self.seats(station, slot)) < slot.places

    def free(self, station, day, now):
        """The slots of a day that may still be booked."""
        return [slot for slot in self.slots(station, day) if self.is_free(station, slot, now)]

    def kept(self, station, day, now):
        """[(slot, places left)] of what is kept that day for who comes without booking; [] while there is anything to book (decision 185)."""
        if self.free(station, day, now):
            return []
        early = [slot for slot in self.slots(station, day) if self.is_early(station, slot, now)]
        left = [(slot, slot.most - len(self.seats(station, slot))) for slot in early]
        return [(slot, places) for slot, places in left if places > 0]

    def room_at(self, station, begin, end):
        """How many people a station can receive between two moments, as its roster stands now."""
        if station not in self.rows:
            return 0
        local = [timezone.localtime(one) for one in (begin, end)]
        return room(self.rows[station].terms, self._spans[station, local[0].date()], *local)


def diary_of(row, now=None):
    """Of one offering, for the days it may be booked on."""
    today = timezone.localdate(now)
    return Diary([row], today, today + timedelta(days=row.ahead))


def free_days(row, now=None):
    """[(day, [free slots])] of the days that have any."""
    now, book = now or timezone.now(), diary_of(row, now)
    days = [(day, book.free(row.station_id, day, now)) for day in book.days]
    return [(day, found) for day, found in days if found]


def shut_days(row, now=None):
    """[(day, reason)] on which nobody is received, of the days that may be booked; "" on days of rest. A roster that is not out yet shuts nothing."""
    book = diary_of(row, now)
    said = ClosedDay.objects.filter(station=row.station, day__range=(book.days[0], book.days[-1]))
    closed, off = dict(said.values_list("day", "reason")), rest_days(book.days)
    shut = [
        day
        for day in book.days
        if day in closed or (day in off and not book.slots(row.station_id, day))
    ]
    return [(day, closed.get(day, "")) for day in shut]


def days_of(row, now=None):
    """[(day, [free slots], [(kept slot, places left)])], read at once."""
    now, book = now or timezone.now(), diary_of(row, now)
    of = row.station_id
    return [(day, book.free(of, day, now), book.kept(of, day, now)) for day in book.days]


def first_free(rows, now=None):
    """[(offering, its first free slot or None)]."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    book = Diary(rows, today, today + timedelta(days=max((row.ahead for row in rows), default=1)))
    return [(row, _first(book, row, now)) for row in rows]


def _first(book, row, now):
    days = book.days[: row.ahead + 1]
    return next((slot for day in days for slot in book.free(row.station_id, day, now)), None)
