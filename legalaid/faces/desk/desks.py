"""Which role finds what on its first page: one row a role."""

from collections.abc import Callable
from dataclasses import dataclass

from legalaid.platform.accounts.roles import Role

from . import first_steps, handler, tiles
from .sources import (
    agencies,
    cases,
    complaints,
    firm,
    help,
    house,
    money,
    observation,
    online,
    requests,
    returns,
    review,
    serving,
    stations,
    supervision,
    telling,
    warnings,
    window,
)

SERVED = (cases.returned, serving.unserved, serving.unheard, serving.unclear)
RECEIVING = (
    online.submissions,
    online.letters,
    online.visits,
    window.consultations,
    stations.slips,
    help.helps,
)  # who sits at a counter; the others what was given to them
OWN = (window.drafts, stations.training, complaints.inquiries)
OF_MONEY = (money.turns, money.disputes)


@dataclass(frozen=True)
class Setting:
    """`sources`: what is asked of every app; `tiles`: the figures; `hall`: whether the line of the hall stands on it; `office`: promises kept
    and money; `template`: the page, where a role has one of its own, and `read(user, now)` what it shows besides; `later`: what waits is
    fetched once that stands, for the cases come first there."""

    sources: tuple
    tiles: tuple = ()
    hall: bool = False
    office: bool = False
    template: str = "desk/desk.html"
    later: bool = False
    read: Callable = lambda user, now: {}


DESKS = {
    Role.WINDOW: Setting(
        (cases.turns, cases.priors, *SERVED, telling.tellings, agencies.inbound, *RECEIVING, *OWN),
        tiles.WINDOW,
        hall=True,
    ),
    Role.STATION: Setting(
        (cases.turns, *SERVED, telling.tellings, *RECEIVING, *OWN), tiles.STATION, hall=True
    ),
    Role.REVIEWER: Setting(
        (
            cases.turns,
            cases.priors,
            *SERVED,
            cases.calls,
            cases.gradings,
            complaints.ratings,
            requests.letters,
            review.reviews,
            review.sheets,
            observation.observations,
            supervision.releases,
            supervision.opinions,
            agencies.inbound,
            window.given,
            *OF_MONEY,
            *OWN,
        ),
        tiles.REVIEWER,
        hall=True,
    ),
    Role.DIRECTOR: Setting(
        (
            cases.turns,
            cases.priors,
            requests.replacements,
            requests.pools,
            requests.absences,
            requests.recusals,
            requests.letters,
            agencies.inbound,
            cases.objections,
            complaints.ratings,
            observation.observations,
            warnings.warnings,
            firm.late,
            supervision.releases,
            supervision.opinions,
            window.given,
            stations.swaps,
            stations.gaps,
            stations.licences,
            *OF_MONEY,
            house.notices,
            online.answers,
            house.asked_for,
            returns.returns,
            online.letters,
            *OWN,
        ),
        tiles.DIRECTOR,
        hall=True,
        office=True,
    ),
    Role.HANDLER: Setting(
        (
            telling.tellings,
            online.letters,
            window.consultations,
            help.helps,
            stations.duties,
            stations.swaps,
            review.sheets,
            review.reviews,
            review.lessons,
            observation.observations,
            warnings.warnings,
            supervision.opinions,
            *OWN,
        ),
        template="desk/handler.html",
        read=handler.read,
        later=True,
    ),
    Role.FIRM: Setting((firm.arrangements,), tiles.FIRM),
    Role.SUPERVISOR: Setting(
        (
            supervision.tasks,
            supervision.opinions,
            supervision.unanswered,
            cases.calls,
            cases.gradings,
            review.sheets,
            observation.observations,
            *OWN,
        ),
        tiles.SUPERVISOR,
    ),
    Role.FINANCE: Setting((*OF_MONEY, money.shares, money.computable, *OWN), tiles.FINANCE),
    Role.BUREAU: Setting(
        (
            cases.objections,
            complaints.complaints,
            online.letters,
            supervision.late,
            requests.recusals,
            *OF_MONEY,
            house.notices,
            *OWN,
        ),
        tiles.BUREAU,
        office=True,
    ),
    Role.ADMIN: Setting(
        (house.failures, house.accounts, stations.licences), tiles.ADMIN, read=first_steps.read
    ),
}
