"""Starting, stopping, pausing and resuming clocks. `due_at` is computed here and only here; nightly work merely reads it."""

from copy import copy
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Case, Count, DateField, F, Q, When
from django.db.models.functions import TruncMonth
from django.utils import timezone

from legalaid.platform.core import tally

from . import clocks
from .models import ClockRule, Deadline, MetMonth, Pause, PauseRule


def rule_for(key, day):
    """The rule in force on `day`: the administrator's dated row, else the default in code."""
    row = (
        ClockRule.objects.filter(key=key, valid_from__lte=day)
        .filter(Q(valid_to=None) | Q(valid_to__gte=day))
        .first()
    )
    return _with(key, row)


def _with(key, row):
    """The rule as its row has it, or as the code has it without one."""
    default = clocks.RULES[key]
    if row is None:
        return default

    return replace(
        default,
        limit=row.limit,
        unit=row.unit,
        roll=row.roll,
        article=row.article or default.article,
        promised_limit=row.promised_limit,
        promised_unit=row.promised_unit,
    )


def rules_on(day):
    """{key: rule in force on `day`}; one query for them all."""
    rows = ClockRule.objects.filter(valid_from__lte=day).filter(
        Q(valid_to=None) | Q(valid_to__gte=day)
    )
    first = {}
    for row in rows:
        first.setdefault(row.key, row)
    return {key: _with(key, first.get(key)) for key in clocks.RULES}


def within(rule, begins):
    """The limit by the row in force when it begins, by which its clock counts too, as a letter writes it: 三日内."""
    return rule_for(rule.key, timezone.localdate(begins)).within


def limits_between(key, first, last):
    """The limit in force at these two moments, as text; both where it was changed in between."""
    days = (timezone.localdate(first), timezone.localdate(last))
    return "、".join(dict.fromkeys(rule_for(key, day).limit_text for day in days))


def limits_within(first, last):
    """A function of a rule's key: the limit in force on these two days, as text, both where it was changed in between. One query."""
    rows = list(
        ClockRule.objects.filter(valid_from__lte=last).filter(
            Q(valid_to=None) | Q(valid_to__gte=first)
        )
    )

    def on(key, day):
        return next(
            (
                row
                for row in rows
                if row.key == key
                and row.valid_from <= day
                and (row.valid_to is None or row.valid_to >= day)
            ),
            None,
        )

    return lambda key: "、".join(
        dict.fromkeys(_with(key, on(key, day)).limit_text for day in (first, last))
    )


def pause_rule_on(day):
    """What the centre has confirmed of the first day of a pause; None while it has not, and the day does not count."""
    return PauseRule.objects.filter(valid_from__lte=day).first()


def due(rule, start, pauses, *, set_due=None):
    """`clocks.compute` with the first day of a pause as the office counted it when the period began."""
    confirmed = pause_rule_on(timezone.localdate(start)) if pauses else None
    if confirmed and confirmed.counts:
        pauses = clocks.after_first_days(rule, pauses)
    return clocks.compute(rule, start, pauses, set_due=set_due)


def start(workflow, subject_id, key, at, *, set_due=None):
    deadline = Deadline(
        workflow=workflow, subject_id=subject_id, rule=key, started_at=at, set_due=set_due
    )
    _compute(deadline, [])
    deadline.save()
    return deadline


def begun(workflow, key, moments):
    """[Deadline], unsaved and of no subject yet, one for each of these moments; alike ones are reckoned once."""
    known = {}
    for at in moments:
        if at not in known:
            known[at] = Deadline(workflow=workflow, rule=key, started_at=at)
            _compute(known[at], [])
    return [copy(known[at]) for at in moments]


def keep(deadlines, subjects):
    """Saves what `begun` made, each for its subject."""
    for deadline, subject in zip(deadlines, subjects, strict=True):
        deadline.subject_id = subject.pk
    Deadline.objects.bulk_create(deadlines)


def _open(workflow, subject_id, key):
    return Deadline.objects.of(workflow, subject_id).open().filter(rule=key)


def stop(workflow, subject_id, key, at):
    for deadline in _open(workflow, subject_id, key):
        if deadline.paused:
            deadline.pauses.filter(ended_at=None).update(ended_at=at)
            _recompute(deadline)
        deadline.met_at = at
        deadline.save(update_fields=["met_at"])
        tally.add(MetMonth, _over(deadline))


def _over(deadline):
    """{keys of MetMonth: its sums} of one clock that is over: in the month it was met in time, or in the one its limit passed."""
    ended = deadline.met_at or deadline.cancelled_at
    if (
        deadline.definition.theirs
        or deadline.due_at is None
        or (deadline.met_at is None and ended <= deadline.due_at)
    ):
        return {}

    in_time = ended <= deadline.due_at
    month = timezone.localdate(min(ended, deadline.due_at)).replace(day=1)
    return {(deadline.workflow, month, deadline.rule): (1, int(in_time))}


@transaction.atomic
def add_up():
    """The sums of the months anew from the clocks, after they were written past `stop`; returns how many were others."""
    tally.hold(MetMonth)
    in_time = Q(met_at__lte=F("due_at"))
    late = Q(met_at__gt=F("due_at")) | Q(met_at=None, cancelled_at__gt=F("due_at"))
    day = Case(When(in_time, then=F("met_at")), default=F("due_at"))

    over = Deadline.objects.ours().filter(in_time | late).annotate(day=day).order_by()
    rows = over.annotate(month=TruncMonth("day", output_field=DateField())).values_list(
        *MetMonth.KEYS
    )
    counted = rows.annotate(n=Count("pk"), kept=Count("pk", filter=in_time))

    return tally.settle(MetMonth, {row[:3]: row[3:] for row in counted})


def cancel(workflow, subject_id, key, at):
    _cancel(_open(workflow, subject_id, key), at)


def cancel_all(workflow, subject_id, at):
    """All of ours; a limit of those we help runs on, whatever became of our file."""
    _cancel(Deadline.objects.of(workflow, subject_id).open().ours(), at)


def _cancel(deadlines, at):
    """One whose limit had passed by then was not kept."""
    for deadline in deadlines.overdue(at):
        deadline.cancelled_at = at
        tally.add(MetMonth, _over(deadline))
    deadlines.update(cancelled_at=at)


def pause(workflow, subject_id, key, at, reason=""):
    for deadline in _open(workflow, subject_id, key):
        if not deadline.paused:
            Pause.objects.create(deadline=deadline, began_at=at, reason=reason)
            _recompute(deadline)


def resume(workflow, subject_id, key, at):
    for deadline in _open(workflow, subject_id, key):
        if deadline.pauses.filter(ended_at=None).update(ended_at=at):
            _recompute(deadline)


def reopen(workflow, subject_id, key, at):
    """A step was undone (a handler declined): its last met clock runs on as if never stopped."""
    deadline = (
        Deadline.objects.of(workflow, subject_id).filter(rule=key).exclude(met_at=None).last()
    )
    if deadline:
        tally.add(MetMonth, tally.gained(_over(deadline), {}))
        deadline.met_at = None
        deadline.save(update_fields=["met_at"])


def revive_all(workflow, subject_id, ended_at):
    """The same of every clock that was cancelled at that moment."""
    for key in set(
        Deadline.objects.of(workflow, subject_id)
        .filter(cancelled_at=ended_at)
        .values_list("rule", flat=True)
    ):
        revive(workflow, subject_id, key, ended_at)


def revive(workflow, subject_id, key, ended_at):
    """An end was undone: the clock it cancelled runs on, or stands still as it stood."""
    cancelled = Deadline.objects.of(workflow, subject_id).filter(rule=key, cancelled_at=ended_at)
    for deadline in cancelled:
        tally.add(MetMonth, tally.gained(_over(deadline), {}))
    cancelled.update(cancelled_at=None)


def kept(workflow, begin, end, limit="due_at"):
    """{rule: (clocks told of between these moments, of these met in time)}."""
    told = Deadline.objects.ours().told_within(begin, end, limit)
    rows = told.filter(workflow=workflow).order_by()
    in_time = Count("pk", filter=Q(met_at__lte=F(limit)))
    return {
        rule: (done, met)
        for rule, done, met in rows.values_list("rule").annotate(n=Count("pk"), met=in_time)
    }


def recompute_year(year):
    """After a year's calendar came in: recompute what was provisional and what falls due in that year or rolled out of it.

    Returns the subjects whose due date or sentence changed, [(workflow, id)].
    """
    touched = []
    for deadline, _ in moved_by(year):
        deadline.save()
        touched.append((deadline.workflow, deadline.subject_id))
    return touched


def moved_by(year):
    """[(Deadline as the calendar has it now, when it was due)] of those not kept so; nothing is saved."""
    first, last = (
        timezone.make_aware(datetime(y, m, d))
        for y, m, d in ((year - 1, 12, 20), (year + 1, 1, 20))
    )
    running = Deadline.objects.running()
    for deadline in running.filter(Q(provisional=True) | Q(due_at__range=(first, last))):
        before = (deadline.due_at, deadline.promised_at, deadline.sentence)
        _compute(deadline, list(deadline.pauses.values_list("began_at", "ended_at")))
        if before != (deadline.due_at, deadline.promised_at, deadline.sentence):
            yield deadline, before[0]


def ends(workflow, subject_id):
    """As `first_of`, of all clocks of one subject that run."""
    return first_of(list(Deadline.objects.of(workflow, subject_id).running()))


def first_of(running):
    """(the statutory one of these clocks that falls due first, the moment that comes first of its end and of what is promised), each
    perhaps None."""
    running = [deadline for deadline in running if not deadline.definition.theirs]
    statutory = [deadline for deadline in running if deadline.definition.statutory]
    nearest = min(statutory, key=lambda deadline: deadline.due_at, default=None)

    moments = [nearest.due_at] if nearest else []
    moments += [at for at in map(_promised, running) if at]
    return nearest, min(moments, default=None)


def _promised(deadline):
    """The moment this clock promises: of a promise its end, of the law's what stands beside it."""
    return deadline.promised_at if deadline.definition.statutory else deadline.due_at


def _recompute(deadline):
    _compute(deadline, list(deadline.pauses.values_list("began_at", "ended_at")))
    deadline.save()


def _compute(deadline, pauses):
    rule = rule_for(deadline.rule, timezone.localdate(deadline.started_at))
    found = due(rule, deadline.started_at, pauses, set_due=deadline.set_due)
    deadline.due_at, deadline.sentence, deadline.provisional, deadline.promised_at = (
        found.at,
        found.sentence,
        found.provisional,
        found.promised_at,
    )
