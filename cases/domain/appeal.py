"""The limit for appeal, suit or a petition for retrial after the document a case closed with: it runs against the recipient, who is asked in time."""

from datetime import datetime, time

from django.utils import timezone

from cases.law import appeals as law
from cases.models import Appeal, Closure
from cases.periods import THEIRS
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import day
from legalaid.platform.procedure import deadlines

KEYS = tuple(rule.key for rule in THEIRS)


def begin(case, document, received_on):
    """Starts the limit that runs from the day after this document came, where one does."""
    if key := law.limit_of(case.kind, case.stage, document):
        deadlines.start("case", case.pk, key, _morning(received_on))


def _morning(on):
    return timezone.make_aware(datetime.combine(on, time()))


def follow(case, at):
    """The stage, the closing document or its day was put right: the limit runs anew by what is so now, and the recipient is asked and warned
    anew. What the recipient has decided on the same limit holds."""
    closure = Closure.objects.filter(case=case).first()
    if closure is None or case.terminated:
        return
    key, start = law.limit_of(case.kind, case.stage, closure.document), _morning(closure.runs_from)
    last = case.deadlines.filter(rule__in=KEYS, cancelled_at=None).last()
    if last and (last.rule, last.started_at) == (key, start):
        return
    if last and last.rule == key and last.met_at and _answered(case):
        return

    for rule in KEYS:
        deadlines.cancel("case", case.pk, rule, at)
    begin(case, closure.document, closure.runs_from)


def _answered(case):
    """Whether somebody has said what becomes of it; who was not found has not."""
    said = Appeal.objects.filter(case=case).last()
    return said is not None and said.decision != law.UNREACHED


@CASE.step("record_appeal")
def record_appeal(case, *, by, at, decision, decided_on, manner, note=""):
    """What becomes of it; said again, the later word counts. A judgment nobody appeals against takes effect when that limit is over: from then
    on one may petition for a retrial."""
    if decided_on > timezone.localdate(at):
        raise DomainError("日期不能晚于今天。", field="decided_on")
    since = case.closure.runs_from if case.closed_on else decided_on
    if decided_on < since:
        said = f"日期不能早于收到结案文书之日（{day(since)}）。"
        raise DomainError(said, field="decided_on")

    running = case.deadlines.filter(rule__in=KEYS).running().last()
    retrial = running is not None and running.rule == law.RETRIAL
    if why := law.unfitting(decision, retrial=retrial):
        raise DomainError(why, field="decision")

    if retrial:
        deadlines.stop("case", case.pk, law.RETRIAL, at)
    elif (
        running
        and decision in ("accepts", law.UNREACHED)
        and law.takes_effect(case.kind, case.stage, running.rule)
    ):
        deadlines.start("case", case.pk, law.RETRIAL, running.due_at)
    facts = {"decision": decision, "decided_on": decided_on, "manner": manner, "note": note}
    return Appeal.objects.create(case=case, by=by, at=at, **facts)
