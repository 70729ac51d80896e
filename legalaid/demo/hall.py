"""The hall of the demo county's centre: four windows, two weeks of numbers, and this morning's line."""

import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone

from legalaid.demo.events import record_many
from legalaid.platform.accounts.models import User
from legalaid.platform.core.calendar import is_workday
from legalaid.platform.core.models import Counter
from stations.hall.domain import ticket as acts
from stations.hall.domain.window import save_window, sit
from stations.hall.enums import Purpose, TicketState
from stations.hall.law import queueing
from stations.hall.models import Ticket, Window
from stations.models import Station

WINDOWS = (
    (1, "综合接待", Purpose.values, "chuangkou"),
    (2, "综合接待", Purpose.values, "guidang"),
    (3, "材料收取", ["submit", "apply"], None),
    (4, "值班律师", ["lawyer", "consult"], "lvshi"),
)
GROUNDS = ("", "", "", "migrant_worker", "elderly", "woman", "", "disabled", "", "accident")
PAST, TODAY, GONE = 14, 26, 17  # days back; numbers of today, and how many of them have been called


def fill(rng):
    center = Station.objects.get(parent=None)
    people = {
        user.username: user
        for user in User.objects.filter(username__in=("chuangkou", "guidang", "lvshi", "zhuren"))
    }

    windows = []
    for number, name, purposes, _ in WINDOWS:
        window = Window(station=center, number=number, name=name, purposes=list(purposes))
        windows.append(save_window(window, by=people["zhuren"]))

    clerks = [people[name] for *_, name in WINDOWS if name]
    _past(rng, center, windows[:2], clerks)
    _today(
        rng,
        center,
        [
            sit(window, by=people[row[3]])
            for window, row in zip(windows, WINDOWS, strict=True)
            if row[3]
        ],
    )


def _purpose(rng):
    return rng.choices(Purpose.values, (50, 25, 15, 10))[0]


def _past(rng, center, windows, clerks):
    """Served on earlier working days, in the order in which they came."""
    rows, today = [], timezone.localdate()
    for day in (today - timedelta(days=back) for back in range(PAST, 0, -1)):
        if is_workday(day) is False or day.weekday() == 6:
            continue
        at, count = timezone.make_aware(datetime.combine(day, time(8, 30))), rng.randrange(14, 30)
        for number in range(1, count + 1):
            at += timedelta(minutes=rng.randrange(4, 25))
            ground, clerk = rng.choice(GROUNDS), rng.choice(clerks[:2])
            started = at + timedelta(minutes=rng.randrange(1, 9 if ground else 26))
            facts = {
                "state": TicketState.SERVED,
                "window": rng.choice(windows),
                "calls": 1,
                "called_at": started,
                "served_by": clerk,
                "started_at": started,
                "finished_at": started + timedelta(minutes=rng.randrange(6, 35)),
            }
            if rng.random() < 0.05:
                facts = {"state": TicketState.LAPSED}
            rows.append(
                Ticket(
                    token=uuid.UUID(int=rng.getrandbits(128)),
                    station=center,
                    day=day,
                    number=number,
                    purpose=_purpose(rng),
                    ground=ground,
                    taken_at=at,
                    place=queueing.place(at, ground),
                    version=1,
                    changed_at=at,
                    **facts,
                )
            )
        Counter.objects.create(series=f"ticket:{center.pk}:{day:%m%d}", year=day.year, value=count)

    served = [row for row in Ticket.objects.bulk_create(rows) if row.finished_at]
    record_many(
        [
            {
                "verb": "ticket.finish",
                "by": row.served_by,
                "at": row.finished_at,
                "workflow": "ticket",
                "subject_id": row.pk,
                "data": {},
            }
            for row in served
        ]
    )


def _today(rng, center, windows):
    """This morning through the real acts: most are done, some missed or went away, each window serves one, the rest wait."""
    now = timezone.now()
    opened = max(
        now - timedelta(hours=3),
        timezone.make_aware(datetime.combine(timezone.localdate(now), time())),
    )
    gap = (now - opened) / (TODAY + 1)

    moments = [opened + gap * (number + 1) for number in range(TODAY)]
    called = 0
    for number, at in enumerate(moments):
        acts.take(
            station=center,
            purpose=_purpose(rng),
            ground=rng.choice(GROUNDS),
            at=at,
            token=uuid.UUID(int=rng.getrandbits(128)),
        )
        if called < (number + 1) * GONE // TODAY:
            window = windows[called % len(windows)]
            called += _serve(
                window, at + gap / 4, gap / 8, called, last=called >= GONE - len(windows)
            )


def _serve(window, at, pause, turn, *, last):
    """Calls the next for `window`; returns 1 when somebody was waiting for it."""
    ticket = acts.call_next(by=window.clerk, at=at)
    if ticket is None:
        return 0

    if turn % 8 == 5 and not last:
        acts.miss(ticket, by=window.clerk, at=at + pause)
    elif not (last and turn % 3 == 2):  # one window has just called
        acts.receive(ticket, by=window.clerk, at=at + pause)

    return 1
