"""One demo case, walked through the real acts on past dates until the place it is to stand at."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from cases.workflow import CASE
from legalaid.platform.core.calendar import is_workday
from legalaid.platform.core.errors import DomainError

from . import county, matters, notified
from .application import Application
from .handling import Handling

NOTIFIED = 0.6  # of the criminal matters: full coverage makes notices the bulk


class Walker(Application, Handling):
    """Holds the county's people and walks cases; `now` bounds every date."""

    def __init__(self, rng, now, cast, causes, sample):
        self.rng, self.now, self.cast, self.causes, self.sample = rng, now, cast, causes, sample
        self.pace, self.wanted = 1, None

    def walk(self, days_ago):
        rng = self.rng
        self.at = self._office_hour(self.now - timedelta(days=days_ago))
        goal = rng.choices(
            *zip(*next(rows for limit, rows in matters.ENDINGS if days_ago <= limit), strict=True)
        )[0]
        matter = matters.pick(rng)
        case = (
            self._notify(matter)
            if matter.role in notified.ACCUSED and rng.random() < NOTIFIED
            else self._apply(matter)
        )

        self._take(case, [*self._way_in(case, days_ago), *self._route(goal, case)])
        return case

    def walk_to(self, goal, days_ago, cause, by_station, for_lawyer):
        """A case of this week that stands at `goal`, or before it where the rules left it."""
        self.at = self._office_hour(self.now - timedelta(days=days_ago))
        self.pace = matters.HURRY if days_ago < 1 else 1
        self.wanted = county.LAWYER if for_lawyer else None
        desk = self.rng.choice(self.cast["stations"]) if by_station else self.cast["window"]
        case = self._apply(matters.of(cause), desk)

        way = ["pre_review", "hand_over", "sign_for"] if by_station else []
        here = {"at_station": 0, "handed_over": 2}
        steps = way[: here[goal]] if goal in here else [*way, *self._route(goal, case)]
        self._take(case, steps)
        self.pace, self.wanted = 1, None
        return case

    def _take(self, case, steps):
        for step in steps:
            try:
                getattr(self, f"_{step}")(case)
            except DomainError:
                break  # a clerk would have stopped here too: the case stands where the rules left it

    def _way_in(self, case, days_ago):
        """What a station does before the centre begins; some of the newest stand on the way."""
        if case.state != "at_station":
            return []
        way = ["pre_review", "hand_over", "sign_for"]
        if self.rng.random() < 0.15:
            way[2:2] = ["return_to_station", "hand_over"]
        stands = days_ago <= 8 and self.rng.random() < 0.5
        return [*way[: self.rng.randrange(len(way))], "stop"] if stands else way

    def _route(self, goal, case):
        early = {
            "submitted": [],
            "withdrawn": ["withdraw"],
            "referred_away": ["refer_away"],
            "supplement": ["request_supplement"],
        }
        if case.by_notice and goal in (*early, "refused"):
            goal = "handling"  # nobody applied, so nobody withdraws or is refused
        if goal in early:
            return early[goal]

        line = ["accept", "pass_form", "recommend"]
        if goal == "refused":
            return [*line, "refuse"]

        line += [
            "grant",
            "assign",
            "accept_assignment",
            "sign_agreement",
            "hold_first_meeting",
            "work",
            "conclude",
            "report_closure",
        ]
        line += ["approve_closure", "follow_up", "grade", "record_payment", "archive", "seal"]
        ends = {
            "form_review": "accept",
            "merits_review": "pass_form",
            "decision": "recommend",
            "granted": "grant",
            "offered": "assign",
            "agreement": "accept_assignment",
            "first_meeting": "sign_agreement",
            "handling": "work",
            "concluded": "conclude",
            "closing_review": "report_closure",
            "follow_up": "approve_closure",
            "archiving": "grade",
            "archived": "seal",
        }

        if goal == "closing_returned":
            return [*line[: line.index("report_closure") + 1], "return_closure"]

        return line[line.index("assign") if case.by_notice else 0 : line.index(ends[goal]) + 1]

    def _office_hour(self, moment):
        day = timezone.localdate(moment)
        while is_workday(day) is False:
            day -= timedelta(days=1)
        opens = timezone.make_aware(datetime.combine(day, time(8, 30)))
        return min(opens + timedelta(minutes=self.rng.randrange(0, 500)), self.now)

    def _later(self, low, high, hours=False):
        """Moves the clock on, never past now."""
        length = self.rng.uniform(low, high) * self.pace
        span = timedelta(hours=length) if hours else timedelta(days=length)
        self.at = max(self.at, min(self._office_hour(self.at + span), self.now)) + timedelta(
            minutes=1
        )
        if self.at > self.now:
            raise DomainError("还没到这一步。")

        return self.at

    def _do(self, key, case, by, **facts):
        return CASE.acts[key](case, by=by, at=self.at, **facts)

    def _stop(self, case):
        raise DomainError("就停在这里。")
