"""Which role finds what on its first page: one row a role."""

from collections.abc import Callable
from dataclasses import dataclass

from legalaid.platform.accounts.roles import Role

from . import first_steps, handler, tiles
from .sources import cases, house, money, stations, window

RECEIVING = (
    window.consultations,
    stations.slips,
)  # who sits at a counter; the others what was given to them
OWN = (window.drafts, stations.training)
OF_MONEY = (money.turns, money.disputes)


@dataclass(frozen=True)
class Setting:
    """`sources`: what is asked of every app; `tiles`: the figures; `hall`: whether the line of the hall stands on it; `office`: promises kept
    and money; `template`: the page, where a role has one of its own, and `read(user, now)` what it shows besides."""

    sources: tuple
    tiles: tuple = ()
    hall: bool = False
    office: bool = False
    template: str = "desk/desk.html"
    read: Callable = lambda user, now: {}


DESKS = {
    Role.WINDOW: Setting((cases.turns, *RECEIVING, *OWN), tiles.WINDOW, hall=True),
    Role.STATION: Setting((cases.turns, *RECEIVING, *OWN), tiles.STATION, hall=True),
    Role.REVIEWER: Setting(
        (cases.turns, cases.calls, cases.gradings, window.given, *OF_MONEY, *OWN),
        tiles.REVIEWER,
        hall=True,
    ),
    Role.DIRECTOR: Setting(
        (
            cases.turns,
            window.given,
            stations.swaps,
            stations.gaps,
            stations.licences,
            *OF_MONEY,
            house.notices,
            house.asked_for,
            *OWN,
        ),
        tiles.DIRECTOR,
        hall=True,
        office=True,
    ),
    Role.HANDLER: Setting(
        (window.consultations, stations.duties, stations.swaps, *OWN),
        template="desk/handler.html",
        read=handler.read,
    ),
    Role.SUPERVISOR: Setting((cases.calls, cases.gradings, *OWN), tiles.SUPERVISOR),
    Role.FINANCE: Setting((*OF_MONEY, money.computable, *OWN), tiles.FINANCE),
    Role.BUREAU: Setting((*OF_MONEY, house.notices, *OWN), tiles.BUREAU, office=True),
    Role.ADMIN: Setting(
        (house.failures, house.accounts, stations.licences), tiles.ADMIN, read=first_steps.read
    ),
}
