"""Which objections a person may see, what may be objected to, and what became of them."""

import re
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from cases.enums import ObjectionState, State
from cases.law import grounds
from cases.law.serving import OBJECTABLE, OF_ONE, PERSON
from cases.models import Case, GroupMember, Objection, Termination
from cases.periods import RECONSIDERATION
from legalaid.platform.accounts.roles import Role
from legalaid.platform.documents.models import Paper
from stations.models import Station
from stations.queries.station import station_of

from .case import cases_for, keeps_out
from .serving import object_until, of_paper
from .termination import ended_by_death

NUMBER = re.compile(r"(\d{4}).*?(\d+)")
WRITTEN = 20  # decisions of one number and year, one for each kind of them
FIGURES = (
    ("维持原决定", (ObjectionState.UPHELD,)),
    ("责令改正", (ObjectionState.ORDERED, ObjectionState.CORRECTED)),
    ("撤回", (ObjectionState.TAKEN_BACK,)),
    ("待审查", (ObjectionState.RECEIVED,)),
)
COUNTED = tuple(state for _, states in FIGURES for state in states)


def objections_for(user):
    """The bureau and the director: those against the decisions of their stations. Everyone else also not those of marked people whose case
    they do not read; what one took oneself one always sees."""
    if not user.may("objections.view") or (station := station_of(user)) is None:
        return Objection.objects.none()

    rows = Objection.objects.all()
    if not station.covers_everything:
        inside = Station.objects.subtree(station)
        rows = rows.filter(Q(by=user) | Q(station__in=inside) | Q(case__station__in=inside))
    if user.role in (Role.BUREAU, Role.DIRECTOR):
        return rows
    return rows.filter(Q(case__secret=False) | Q(by=user) | Q(case__in=cases_for(user).order_by()))


def waiting_objections(user):
    return objections_for(user).filter(turn=user.role).exclude(keeps_out(user, "case__"))


def decision_called(number, name, station):
    """The decision of this number (清援不字〔2026〕第3号, however it is written) whose applicant has this name, of the county of `station`, as it was
    last issued; None if there is none. Who stands on the list of a case objects to its decision as well."""
    if not (found := NUMBER.search(number)):
        return None
    year, count = map(int, found.groups())
    papers = Paper.objects.filter(workflow="case", kind__in=OBJECTABLE, year=year, number=count)
    papers = sorted(papers[:WRITTEN], key=lambda row: row.series not in number)

    county = f"{station.path.split('/')[0]}/"
    inside = Case.objects.filter(station__path__startswith=county).select_related("applicant")
    cases = inside.in_bulk([row.subject_id for row in papers])
    mine = (row for row in papers if row.subject_id in cases)
    paper = next((row for row in mine if name.strip() in _named(row, cases)), None)
    while paper and paper.superseded_by_id:
        paper = paper.superseded_by
    return paper


def _named(paper, cases):
    """Whom the letter is about."""
    case, facts = cases[paper.subject_id], paper.facts
    if paper.kind in OF_ONE:
        return {facts["applicant"]}
    people = set(case.joint_applicants.values_list("name", flat=True))
    return {case.applicant.name, facts.get("applicant"), *people}


def limit_of(paper, case, objector=""):
    """The last moment to object to this decision; None while its receipt was not registered. It runs from the day it was received, of
    several applicants by each."""
    service = of_paper(case, paper, name=objector)
    if service is None or not service.received_on:
        return None
    return object_until(service.received_on)


def reconsider_until(objection):
    """The last moment for reconsideration of what the bureau upheld (D13): it runs from the receipt of form 20, and until that was registered
    there is none."""
    if objection.state != ObjectionState.UPHELD:
        return None
    served = objection.case.services.standing().filter(paper__kind="objection_decision")
    row = served.filter(addressee=PERSON, paper__issued_at__gte=objection.decided_at).first()
    return object_until(row.received_on, RECONSIDERATION) if row and row.received_on else None


def told_in(paper, case):
    """What a letter tells of, whether or not it still stands: a Decision, a Termination, or the GroupMember it is about."""
    if paper.kind in OF_ONE:
        return case.members.filter(pk=paper.facts["member"]).first()
    if paper.kind == "decision_refuse":
        return case.decisions.filter(at__lte=paper.issued_at, granted=False).last()
    ended = (Termination.End.DECIDED, Termination.End.REVOKED)
    return case.terminations.filter(end__in=ended, decided_at__lte=paper.issued_at).last()


def stands(paper, case):
    """Whether what it tells of was neither corrected nor taken back, wherever the case has come to since."""
    row = told_in(paper, case)
    if row is None:
        return False
    if paper.kind == "decision_refuse":
        return row.current
    if paper.kind == "termination_decision":
        return row.end == Termination.End.DECIDED
    if paper.kind == "decision_refuse_one":
        return row.granted is False
    return bool(row.ended) and row.left_on <= timezone.localdate(paper.issued_at)


def grounds_of(row):
    """Codes of what a decision stands on: a refusal's, or the item of art. 48 by which aid ended."""
    if isinstance(row, Termination):
        return [row.what.article]
    if isinstance(row, GroupMember) and row.ended:
        return [row.what.article]
    return row.grounds


def reasons_against(objection):
    """The reasons of the decision objected to, as the centre gave them."""
    row = told_in(objection.paper, objection.case)
    if isinstance(row, GroupMember) and objection.paper.kind == "termination_decision_one":
        return row.ended_reasons
    return row.reasons if row else ""


@dataclass(frozen=True)
class Open:
    """A decision that stands and may be objected to: its letter, who of several it is about ("" for all), its service, the last day."""

    paper: Paper
    whose: str
    service: object
    until: object


def may_be_objected_to(case):
    """Whether there can be a decision against anybody, told without a question to the database."""
    return case.state == State.REFUSED or case.ends_early or case.applicant_count > 1


def objectable(case):
    """What the page says of decisions one may object to; {} where there is none. It hangs on the letter and its receipt, not on where the
    case stands. Nobody is left to object where aid ended by death."""
    found = open_decisions(case)
    return {"objectable": found, "objections": list(case.objections.for_lists())} if found else {}


def open_decisions(case):
    """[Open] of a case."""
    if not may_be_objected_to(case):
        return []

    papers = Paper.objects.filter(workflow="case", subject_id=case.pk, superseded_by=None)
    papers = papers.filter(kind__in=OBJECTABLE).defer("context").order_by("issued_at", "pk")
    standing = [paper for paper in papers if stands(paper, case) and not _of_the_dead(paper, case)]
    return [_open(paper, of_paper(case, paper)) for paper in standing]


def _of_the_dead(paper, case):
    return paper.kind == "termination_decision" and ended_by_death(case)


def _open(paper, service):
    received_on = service.received_on if service else None
    whose = paper.facts["applicant"] if paper.kind in OF_ONE else ""
    return Open(paper, whose, service, object_until(received_on) if received_on else None)


def figures_of(user, year):
    """{"received", "all": [(words, count)], "grounds": [(text, counts)]} of the objections that came in that year. What was registered by
    mistake is none."""
    rows = objections_for(user).filter(received_on__year=year, state__in=COUNTED).order_by()
    whole, by_ground = Counter(), {}
    for state, codes, count in rows.values_list("state", "grounds").annotate(n=Count("pk")):
        words = next(words for words, states in FIGURES if state in states)
        whole[words] += count
        for code in codes.split():
            by_ground.setdefault(code, Counter())[words] += count

    names = [words for words, _ in FIGURES]
    return {
        "names": names,
        "received": sum(whole.values()),
        "all": [(words, whole[words]) for words in names],
        "grounds": [
            (_text(code), [counts[words] for words in names])
            for code, counts in sorted(by_ground.items(), key=lambda pair: -sum(pair[1].values()))
        ],
    }


def _text(code):
    row = grounds.find(code)
    return row.text if row else code
