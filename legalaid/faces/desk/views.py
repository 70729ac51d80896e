from django.utils import timezone

from cases.quality.queries.term import from_outside
from legalaid.faces.statistics.lists import FUNDS, PROMISES
from legalaid.platform.accounts.roles import Role
from legalaid.platform.office.pages import Page
from stations.queries.announcement import owed_by
from stations.queries.station import station_of
from stations.queries.training import duties_waiting

from .day import my_day, whom_to_ask
from .desks import DESKS
from .handler import week
from .history import count_done, done, since
from .office import figures
from .queue import queue_of
from .tiles import OUTSIDE
from .waiting import Desk, answered


class Today(Page):
    """The first page: what waits for me, what hurts first."""

    def permits(self, user):
        return True

    def get_template_names(self):
        return [DESKS[self.request.user.role].template]

    def get_context_data(self, **kwargs):
        user, now = self.request.user, timezone.now()
        setting = DESKS[user.role]
        desk = None if setting.later else desk_of(user, now)
        outside = from_outside(user)
        return super().get_context_data(
            desk=desk,
            tiles=[tile(desk, user) for tile in (OUTSIDE if outside else setting.tiles)],
            outside=outside,
            queue=queue_of(user, now) if setting.hall else None,
            office=setting.office,
            announcements=owed_by(user, now),
            **setting.read(user, now),
            **kwargs,
        )


def desk_of(user, now):
    """All that waits for this person, of every app."""
    parts = {
        f"{source.__module__}.{source.__name__}": source(user, now)
        for source in DESKS[user.role].sources
    }
    station = station_of(user)
    whose = f"{user.pk}:{user.role}:{station.pk if station else 0}:{now:%j%H%M}"
    return Desk(answered(parts, whose))


class Part(Page):
    """A part of the first page, fetched once it stands; opened by itself it is a page."""

    def get_template_names(self):
        return [f"desk/_{self.part}.html" if self.request.htmx else f"desk/{self.part}.html"]


class Side(Part):
    """My day, what I still have to learn for my duties, what others did, what I did, whom to ask."""

    part = "side"

    def permits(self, user):
        return True

    def get_context_data(self, **kwargs):
        user, now = self.request.user, timezone.now()
        return super().get_context_data(
            today=timezone.localdate(now),
            day=my_day(user, now),
            since=since(user, now),
            done=done(user, now),
            done_count=count_done(user, now),
            people=whom_to_ask(user, now),
            waiting=duties_waiting(user),
            **kwargs,
        )


class Others(Part):
    """What waits for a handler beside the own cases."""

    part = "others"

    def permits(self, user):
        return DESKS[user.role].later

    def get_context_data(self, **kwargs):
        desk = desk_of(self.request.user, timezone.now())
        return super().get_context_data(desk=desk, **kwargs)


class Week(Part):
    """The hearings, duties and days away of a handler."""

    part = "week"

    def permits(self, user):
        return user.role == Role.HANDLER

    def get_context_data(self, **kwargs):
        user, now = self.request.user, timezone.now()
        return super().get_context_data(
            today=timezone.localdate(now), days=week(user, now), **kwargs
        )


class Office(Part):
    """Promises kept and money left."""

    part = "office"
    promises_table, funds_table = PROMISES, FUNDS

    def permits(self, user):
        return DESKS[user.role].office

    def get_context_data(self, **kwargs):
        return super().get_context_data(**figures(self.request.user), **kwargs)
