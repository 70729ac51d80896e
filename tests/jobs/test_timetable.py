"""What fell due while everything stood still is ordered once, by however many beats."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from legalaid import celery_app
from legalaid.platform.jobs.models import Job, Ordered
from legalaid.platform.jobs.timetable import Timetable

TASKS = {
    "stations.tasks.send_duty_reminders",
    "stations.hall.tasks.lapse_tickets",
    "cases.tasks.send_reminders",
    "stations.tasks.send_licence_reminders",
    "cases.tasks.release_stuck_dossiers",
    "stations.tasks.send_slip_reminders",
    "subsidies.tasks.tell_left_cases",
    "legalaid.platform.jobs.tasks.sweep_jobs",
    "legalaid.faces.statistics.tasks.lay_out_periods",
    "legalaid.faces.statistics.tasks.sweep_exports",
    "legalaid.platform.notifications.tasks.sweep_deliveries",
    "legalaid.platform.notifications.tasks.sweep_texts",
}


def beat_on(beat):
    while beat.tick() == 0:
        pass


def ordered():
    return Counter(args["task"] for args in Job.objects.values_list("args", flat=True))


def test_first_start_orders_nothing_of_the_past(db):
    beat_on(Timetable(celery_app))
    assert ordered() == {}


def test_day_that_was_slept_through_is_made_up_for_once(db):
    Timetable(celery_app)
    Ordered.objects.update(at=timezone.now() - timedelta(days=1))
    first, second = Timetable(celery_app), Timetable(celery_app)
    beat_on(first)
    Job.objects.update(state=Job.State.DONE)
    beat_on(second)
    beat_on(Timetable(celery_app))
    assert {task for task, times in ordered().items() if times == 1} >= TASKS
    assert set(ordered().values()) == {1}


def test_routine_that_still_waits_is_not_ordered_beside_it(db):
    for _ in range(2):
        Timetable(celery_app)
        Ordered.objects.update(at=timezone.now() - timedelta(days=1))
        beat_on(Timetable(celery_app))
    assert set(ordered().values()) == {1}
