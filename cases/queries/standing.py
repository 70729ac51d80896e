"""What speaks for and against offering a case to each handler, beside what the law asks: dealings with the recipient, turn, grades."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction

from django.db.models import Count, Max
from django.utils import timezone

from cases.enums import ON_HAND, Grade, Notified
from cases.law.recommendation import YEAR, Standing
from cases.models import Assignment, Case, Volunteer
from legalaid.platform.core import words
from legalaid.platform.core.calendar import day_span
from legalaid.platform.office.paging import GROUPED, kept_of
from stations.enums import HandlerKind
from stations.models import Handler

SIGN = "手语"
TONGUES = {
    "藏族": "藏语",
    "维吾尔族": "维吾尔语",
    "蒙古族": "蒙古语",
    "壮族": "壮语",
    "彝族": "彝语",
    "朝鲜族": "朝鲜语",
}
GRADED_FOR = 2 * YEAR  # days
ENDS_SOON = 60  # days before a licence ends


@dataclass(frozen=True)
class Standings:
    """Of every handler, asked once for a page: each dict is keyed by handler id."""

    case: Case
    today: object
    perhaps: tuple
    known: dict
    unwanted: dict
    grades: dict
    last: dict
    shared: dict  # by kind
    alike: dict
    volunteers: frozenset = frozenset()
    wishes: dict = field(default_factory=dict)

    def of(self, handler):
        graded, spoken = self.grades.get(handler.pk, {}), handler.languages.split("、")

        return Standing(
            wish=self.wishes.get(handler.pk, 0),
            volunteered=handler.pk in self.volunteers,
            may_speak="、".join(tongue for tongue in self.perhaps if tongue in spoken),
            alike=self.alike.get(handler.pk, 0),
            known=self.known.get(handler.pk, ""),
            unwanted=self.unwanted.get(handler.pk, ""),
            failed=graded.get("failed", 0),
            praised=graded.get("praised", 0),
            near=self._near(handler),
            waited=self._waited(handler),
            shared=self.shared.get(handler.kind, Fraction(0)),
            kind=HandlerKind(handler.kind).label,
            expires=self._expires(handler),
        )

    def _near(self, handler):
        """Where a township took the case in, whoever works there; at the centre nobody is nearer than another."""
        station = self.case.station
        here = station.parent_id and station.pk in (handler.station_id, handler.firm.station_id)
        return str(station) if here else ""

    def _waited(self, handler):
        last = self.last.get(handler.pk)
        return min((self.today - timezone.localdate(last)).days, YEAR) if last else YEAR

    def _expires(self, handler):
        ends = handler.licence_expires
        return words.day(ends) if ends and ends <= self.today + timedelta(ENDS_SOON) else ""


def standings_for(case, today):
    return Standings(
        case=case,
        today=today,
        perhaps=perhaps_spoken_by(case),
        **_dealings(case),
        grades=_grades(today),
        alike=_alike(case),
        **_turns(today),
        volunteers=_volunteers(case),
        wishes=dict(case.wishes.values_list("handler", "place")),
    )


def perhaps_spoken_by(case):
    """What the handler might have to speak: sign for whom an organ notified of as blind, deaf or mute, the language of the applicant's people.
    No form says which of them, so it is a note to be asked about, and ranks nobody."""
    sign = SIGN if case.notified == Notified.SENSORY else ""
    return tuple(filter(None, (sign, TONGUES.get(case.applicant.ethnicity, ""))))


def _alike(case):
    """{handler id: cases of this cause that he has closed}."""
    rows = Case.objects.filter(cause=case.cause_id).exclude(closed_on=None).exclude(handler=None)
    return per_head(
        f"cause:{case.cause_id}", rows.order_by().values_list("handler").annotate(Count("pk"))
    )


def loads():
    """{handler id: cases at hand}: whose closing file is not handed in."""
    rows = Case.objects.filter(state__in=ON_HAND).exclude(handler=None).order_by()
    return per_head("loads", rows.values_list("handler").annotate(Count("pk")))


def per_head(name, pairs):
    """{key: number} of a queryset of pairs; of more than a thousand of rows counted again only after some seconds."""
    return kept_of(name, pairs, lambda: dict(pairs), _of_many)


def _of_many(counted):
    return sum(counted.values()) > GROUPED


def _dealings(case):
    """The latest of this person's other cases that each handled, and that in which the person did not want him."""
    others = (
        Case.objects.of_person(case.applicant).exclude(pk=case.pk).order_by("received_at", "id")
    )
    known = dict(others.exclude(handler=None).values_list("handler", "number"))

    refused = Assignment.objects.filter(case__in=others.order_by()).exclude(refused_on=None)
    unwanted = dict(refused.values_list("handler", "case__number"))
    return {
        "known": {pk: number for pk, number in known.items() if pk not in unwanted},
        "unwanted": unwanted,
    }


def _volunteers(case):
    open_pools = case.pools.open().order_by().values("pk")
    coming = Volunteer.objects.filter(pool__in=open_pools, withdrawn_at=None).order_by()
    return frozenset(coming.values_list("handler", flat=True))


def _grades(today):
    since = today - timedelta(GRADED_FOR)
    graded = Case.objects.filter(grade__in=(Grade.FAIL, Grade.EXCELLENT), closed_on__gte=since)
    counts = graded.order_by().values_list("handler", "grade").annotate(Count("pk"))
    names, found = {Grade.FAIL: "failed", Grade.EXCELLENT: "praised"}, {}
    counted = kept_of("graded", counts, lambda: list(counts), _are_many_rows)
    for handler, grade, count in counted:
        found.setdefault(handler, {"failed": 0, "praised": 0})[names[grade]] = count
    return found


def latest(given):
    """{handler id: when last} of these assignments, kept alike."""
    moments = given.order_by().values_list("handler").annotate(Max("at"), Count("pk"))
    found = kept_of("turns", moments, lambda: list(moments), _are_many_rows)
    return {handler: at for handler, at, _ in found}


def _are_many_rows(counted):
    return sum(count for *_, count in counted) > GROUPED


def _turns(today):
    """When each was last given a case he did not send back, and how many of this year each kind was given per head."""
    since, _ = day_span(today - timedelta(YEAR), today)
    given = Assignment.objects.kept().filter(at__gte=since)
    last = latest(given)

    new_year, _ = day_span(today.replace(month=1, day=1), today)
    this_year = given.filter(at__gte=new_year).order_by()
    cases = per_head("kinds", this_year.values_list("handler__kind").annotate(Count("pk")))
    heads = Counter(Handler.objects.working().order_by().values_list("kind", flat=True))
    shared = {kind: Fraction(cases.get(kind, 0), heads[kind]) for kind in heads}
    return {"last": last, "shared": shared}
