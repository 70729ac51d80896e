"""What stands in the bar of each role: seven places in the order of the day, four of them at the bottom of a phone."""

from dataclasses import dataclass, field
from functools import cached_property

from legalaid.platform.accounts.roles import Role

from .outside import opens
from .places import GROUPS, PLACES, Place

# the bar of each role; on a phone the four marked by PHONE, the rest behind 更多
BAR = {
    Role.WINDOW: ("today", "queue", "intake", "consultations", "cases", "referrals", "handovers"),
    Role.STATION: ("today", "queue", "intake", "consultations", "cases", "referrals", "handovers"),
    Role.REVIEWER: ("today", "cases", "handovers", "notice", "consultations", "referrals", "calendar"),
    Role.DIRECTOR: ("today", "cases", "calendar", "roster", "board", "dashboard", "proposals"),
    Role.HANDLER: ("today", "cases", "photos", "calendar", "consultations", "duty", "earned"),
    Role.FIRM: ("today", "firm_cases", "firm_people"),
    Role.SUPERVISOR: ("today", "supervisor_tasks", "cases", "board", "tables", "batches", "funds"),
    Role.FINANCE: ("today", "cases", "batches", "funds", "proposals", "ledger", "notices"),
    Role.BUREAU: ("today", "objections", "batches", "proposals", "dashboard", "report", "board"),
    Role.ADMIN: ("today", "users", "stations", "staff", "handlers", "settings", "audit"),
}  # fmt: skip
PHONE = {
    Role.WINDOW: ("today", "queue", "intake", "cases"),
    Role.STATION: ("today", "intake", "consultations", "cases"),
    Role.REVIEWER: ("today", "cases", "handovers", "calendar"),
    Role.DIRECTOR: ("today", "cases", "calendar", "dashboard"),
    Role.HANDLER: ("today", "cases", "photos", "calendar"),
    Role.FIRM: ("today", "firm_cases", "firm_people"),
    Role.SUPERVISOR: ("today", "supervisor_tasks", "cases", "tables"),
    Role.FINANCE: ("today", "batches", "proposals", "funds"),
    Role.BUREAU: ("today", "objections", "batches", "dashboard"),
    Role.ADMIN: ("today", "users", "stations", "staff"),
}


@dataclass(frozen=True)
class Link:
    """A place as this person sees it on this page."""

    place: Place
    current: str = ""  # "page": this very page; "true": one of its rows or steps
    on_phone: bool = False  # stands at the bottom of a phone


@dataclass(frozen=True)
class Navigation:
    """The bar of `user` on the page at `path`."""

    user: object
    path: str = field(default="")

    @cached_property
    def allowed(self):
        """Every place this person may go to, in the order they are declared."""
        found = [place for place in PLACES.values() if place.allows(self.user)]
        return [place for place in found if opens(self.user, place.url)]

    @cached_property
    def here(self):
        """The place this page belongs to: whose address holds the most of it."""
        held = [(place.holds(self.path), place) for place in self.allowed]
        length, place = max(held, key=lambda one: one[0], default=(0, None))
        return place if length else None

    def link(self, place):
        current = ""
        if place is self.here:
            current = "page" if self.path == place.href else "true"
        return Link(place, current, place.key in PHONE[self.user.role])

    @cached_property
    def bar(self):
        places = [PLACES[key] for key in BAR[self.user.role]]
        return [self.link(place) for place in places if place in self.allowed]

    @cached_property
    def more(self):
        """[(group, links)] of all that does not stand in the bar."""
        rest = [place for place in self.allowed if place.key not in BAR[self.user.role]]
        groups = [(group, [self.link(p) for p in rest if p.group == group]) for group in GROUPS]
        return [(group, links) for group, links in groups if links]
