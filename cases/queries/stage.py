"""The stages of one matter: cases that follow one another, each with its own number and file."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from cases.enums import DONE, Agency, State
from cases.law import stages
from cases.models import Case
from cases.workflow import CASE

from .age import grown
from .case import cases_for
from .twin import alike

NEVER = CASE.final - {State.ARCHIVED}  # ended without aid


@dataclass(frozen=True)
class Link:
    """A stage of the chain. `seen`: whether the reader may open it; `here`: the case the page is about."""

    case: Case
    seen: bool
    here: bool


@dataclass(frozen=True)
class Matters:
    """What else is known of the applicant of a case: its chain, the earliest stage first, () where it is the only one; the other cases
    one may read, newest first; whether another stands open at the same stage."""

    chain: tuple = ()
    others: tuple = ()
    alike: bool = False


def matters_of(case, user):
    """Of those one may not read only stage and state are told."""
    rows = {row.pk: row for row in _of_person(case)}
    if rows.keys() == {case.pk}:
        return Matters()

    seen = set(cases_for(user).filter(pk__in=rows).order_by().values_list("pk", flat=True))
    keys = _connected(case.pk, {pk: row.earlier_id for pk, row in rows.items()}) & rows.keys()
    links = [Link(rows[pk], pk in seen, pk == case.pk) for pk in keys] if len(keys) > 1 else []
    others = [row for pk, row in rows.items() if pk != case.pk]

    return Matters(
        chain=tuple(sorted(links, key=lambda link: (link.case.received_at, link.case.pk))),
        others=tuple(row for row in others if row.pk in seen and row.pk not in keys),
        alike=any(row.stage == case.stage and row.state not in CASE.final for row in others),
    )


def _of_person(case):
    own = ("number", "stage", "state", "earlier", "closed_on", "received_at")
    return Case.objects.of_person(case.applicant).only(*own).order_by("-received_at", "-pk")


def _connected(start, earlier):
    """All keys that hang together with `start`."""
    found, grown = {start}, True
    while grown:
        before = len(found)
        found |= {above for pk, above in earlier.items() if pk in found and above}
        found |= {pk for pk, above in earlier.items() if above in found}
        grown = len(found) > before
    return found


@dataclass(frozen=True)
class Beside:
    """What else of this person is the same matter at a neighbouring stage. `before`: the stage before, else one after; `opens`: whether the
    stage asked about is opened from it, instead of being applied for again."""

    case: Case
    before: bool
    opens: bool


def beside(being, kind, cause, names, stage):
    """[Beside] of a person's matter of this cause, or against one of these names, as it stands or is about to be applied for at `stage`."""
    known = Case.objects.filter(applicant__being=being, kind=kind).exclude(state__in=NEVER)
    found = []
    for row in alike(known.exclude(stage=stage), cause, names):
        before = stage in stages.following(kind, row.stage)
        if before or row.stage in stages.following(kind, stage):
            found.append(Beside(row, before, before and _opens(row, stage)))
    return found


def _opens(case, stage):
    there = case.later.filter(stage=stage).exclude(state__in=NEVER).exists()
    return case.state in DONE | {State.ARCHIVED} and not there


def beside_of(case):
    """The same of a case that is registered."""
    names = {party.name_key for party in case.opponents}
    return beside(case.applicant.being, case.kind, case.cause_id, names, case.stage)


def possible_earlier(case):
    """Which cases of the same person may be the stage before this one: where aid was given, or the same matter that was applied for a stage
    earlier."""
    mine = Case.objects.of_person(case.applicant).filter(kind=case.kind).exclude(pk=case.pk)
    aided = Q(decided_at__isnull=False) | Q(assigned_at__isnull=False)
    applied = [row.case.pk for row in beside_of(case) if row.before]
    return mine.filter(aided | Q(pk__in=applied)).order_by("-received_at")


def people_going(case):
    """[GroupMember] of those still aided: not who left, died, was refused, or was not decided on yet; [] of one applicant alone."""
    return list(case.members.filter(granted=True, left_on=None).select_related("joint"))


def people_staying(case):
    """[GroupMember] of the others."""
    going = [one.pk for one in people_going(case)]
    return list(case.members.exclude(pk__in=going).select_related("joint"))


def parties_going(case, at):
    """[Party] of the case that are so by that moment: nobody is the statutory representative of one who has come of age."""
    statutory = ()
    if grown(case, timezone.localdate(at)):
        statutory = case.parties.filter(agency=Agency.STATUTORY).values_list("pk", flat=True)
    return [party for party in case.parties.all() if party.pk not in set(statutory)]
