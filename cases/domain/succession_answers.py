"""Answers and calls that are owed: those of a merged station go along with it, those of who leaves to whom they name or back to the station."""

from django.db.models import F

from cases.enums import State
from cases.models import Consultation, PlannedCall
from cases.queries.consultation import answerers_at
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.words import near
from stations.domain import work
from stations.domain.work import Work

from .followup import may_call

verb(
    "consultation.station_moved",
    "待答复的咨询由{before}转至{station}",
    data=("before", "station"),
)
verb(
    "consultation.handed_over",
    "待答复的咨询由{before}移交{to}：{reason}",
    data=("before", "to"),
    personal=("reason",),
)
verb(
    "case.call_handed_over",
    "回访由{before}移交{to}：{reason}",
    data=("before", "to"),
    personal=("reason",),
)


def _waiting(rows):
    def line(row):
        return row.number, row.get_absolute_url()

    return Work.of("待答复的咨询", rows.only("number").order_by("id"), line)


def of_station(station):
    return _waiting(Consultation.objects.unanswered().filter(station=station))


def answers_of(user):
    return _waiting(Consultation.objects.unanswered().filter(owner=user))


def _calls(user):
    return PlannedCall.objects.filter(officer=user, case__state=State.FOLLOW_UP)


def calls_of(user):
    def line(plan):
        return f"{plan.case.number} {near(plan.due_on)}前", plan.case.get_absolute_url()

    return Work.of("约定的回访", _calls(user).select_related("case").order_by("due_on"), line)


def move(station, into, *, by):
    """Whoever was to answer still is; who answers for the station is the other one now."""
    rows = list(Consultation.objects.select_for_update().unanswered().filter(station=station))
    moved = Consultation.objects.filter(pk__in=[row.pk for row in rows])
    moved.update(station=into, version=F("version") + 1)

    said = {"before": str(station), "station": str(into)}
    for row in rows:
        _event("consultation.station_moved", by, "consultation", row.pk, said)
    return len(rows)


def _event(verb, by, workflow, pk, said):
    record(verb, by=by, workflow=workflow, subject_id=pk, **said)


def hand_over_answers(user, to, *, by, reason):
    """To `to`, where they may answer at that station; else to whoever answers there."""
    waiting = Consultation.objects.unanswered().filter(owner=user)
    rows = list(waiting.select_for_update(of=("self",)).select_related("station"))
    for row in rows:
        row.owner = answerers_at(row.station).filter(pk=to.pk).first()
        row.version += 1
        row.save(update_fields=["owner", "version"])

        said = {"before": str(user), "to": str(row.owner or row.station), "reason": reason}
        _event("consultation.handed_over", by, "consultation", row.pk, said)
    return len(rows)


def hand_over_calls(user, to, *, by, reason):
    """To `to`, where they may call this recipient; else nobody's in particular again."""
    plans = list(_calls(user).select_related("case"))
    for plan in plans:
        able = may_call(to, plan.case)
        said = {"before": str(user), "to": str(to) if able else "各回访人员", "reason": reason}
        if able:
            plan.officer = to
            plan.save(update_fields=["officer"])
        else:
            plan.delete()
        _event("case.call_handed_over", by, "case", plan.case_id, said)
    return len(plans)


work.add(of_station=of_station, move=move)
work.add(of_person=answers_of, hand_over=hand_over_answers)
work.add(of_person=calls_of, hand_over=hand_over_calls)
