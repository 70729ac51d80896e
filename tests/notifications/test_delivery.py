"""Mail goes out once, whatever is killed when: a real SMTP receiver, a real process, a real SIGKILL."""

import os
import signal
import subprocess
import sys
import time
from datetime import date, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.utils import timezone

from cases.queries.case import cases_for
from cases.workflow import CASE
from legalaid.platform.accounts.models import User
from legalaid.platform.core.models import CalendarYear
from legalaid.platform.notifications.models import Delivery, Message
from legalaid.platform.notifications.send import notify, sweep
from tests.conftest import build_county
from tests.factories import START, new_case, walk
from tests.journeys.conftest import database_url

SENDER = """
import django
django.setup()
from legalaid.platform.notifications.send import sweep
sweep()
"""


class Post:
    """Receives mail; answers slowly, so that a sender can be killed in the middle."""

    def __init__(self):
        self.seen = []

    async def handle_DATA(self, server, session, envelope):
        import asyncio

        self.seen.append(envelope.rcpt_tos[0])
        await asyncio.sleep(0.15)
        return "250 OK"


@pytest.fixture
def post():
    box = Post()
    control = Controller(box, hostname="127.0.0.1", port=0)
    control.port = free_port()
    control.start()
    box.url = f"smtp://127.0.0.1:{control.port}"
    yield box
    control.stop()


def free_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def sender(post):
    env = {**os.environ, "DATABASE_URL": database_url(), "VAR_DIR": str(settings.VAR_DIR), "EMAIL_URL": post.url,
           "DJANGO_SETTINGS_MODULE": "legalaid.settings"}  # fmt: skip
    return subprocess.Popen([sys.executable, "-c", SENDER], env=env)


@pytest.mark.django_db(transaction=True)
def test_killed_worker_never_sends_twice_and_loses_nothing_silently(post):
    build_county()
    users = list(User.objects.filter(role="handler"))
    for user in users:
        user.email = f"{user.username}@example.org"
        user.save()
        notify(user, key=f"due:{user.pk}", kind="due", text="期限将到")
    first = sender(post)
    deadline = time.monotonic() + 30
    while len(post.seen) < 4 and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    second = sender(post)
    assert second.wait(60) == 0
    assert len(post.seen) == len(set(post.seen))
    states = list(Delivery.objects.values_list("state", flat=True))
    assert states.count("sending") <= 1
    assert states.count("sent") + states.count("sending") == len(users)
    sweep(timezone.now() + timedelta(minutes=11))
    after = set(Delivery.objects.values_list("state", flat=True))
    assert after <= {"sent", "unknown"}
    assert set(post.seen) >= {
        d.message.user.email
        for d in Delivery.objects.filter(state="sent").select_related("message__user")
    }


def test_same_key_is_told_once(county):
    assert notify(county.zhuren, key="k", kind="due", text="一") is not None
    assert notify(county.zhuren, key="k", kind="due", text="一") is None
    assert Message.objects.filter(key="k").count() == 1


def test_reminders_twice_in_a_night_tell_nobody_twice(county):
    from cases.domain.reminders import remind

    new_case(county)
    late = START + timedelta(days=9)
    assert remind(late, timedelta(days=2)) == 2
    assert remind(late, timedelta(days=2)) == 0


def test_november_warns_of_the_missing_calendar(county):
    from cases.domain.reminders import warn_calendar

    november = timezone.make_aware(datetime(2026, 11, 2, 8))
    assert warn_calendar(november) == 2
    assert warn_calendar(november) == 0
    assert warn_calendar(november - timedelta(days=3)) == 0


def test_missing_calendar_of_the_running_year_is_warned_of_all_year(county):
    from cases.domain.reminders import warn_calendar

    assert warn_calendar(timezone.make_aware(datetime(2027, 3, 1, 8))) == 2


def test_director_and_admin_see_the_missing_calendar_on_every_page(county, sign_in):
    year = timezone.localdate().year
    CalendarYear.objects.filter(year=year).delete()
    words = f"{year}年工作日历尚未导入"
    for who, path, told in (
        ("zhuren", "/", True),
        ("zhuren", "/cases/", True),
        ("admin", "/accounts/users/", True),
        ("shencha", "/", False),
    ):
        assert (words in sign_in(getattr(county, who)).get(path).content.decode()) == told


def test_visit_and_archiving_are_reminded_weekly_until_done(county):
    from cases.domain.reminders import remind

    case = walk(county, "approve_closure")
    done = case.changed_at
    wait = Message.objects.filter(kind="wait")
    remind(done + timedelta(days=6), timedelta(days=2))
    assert wait.count() == 0
    for days, expected in ((8, 2), (9, 2), (15, 4)):  # two people at the window
        remind(done + timedelta(days=days), timedelta(days=2))
        assert wait.count() == expected


def test_owed_material_is_reminded_before_and_after_its_date(county):
    from cases.domain.reminders import remind

    case = new_case(county)
    CASE.acts["accept_with_gaps"](
        case, by=county.chuangkou, at=START, owed=["工资标准和拖欠证明"], owed_by=date(2026, 3, 20)
    )
    owed = Message.objects.filter(kind="owed")
    for day, expected in ((17, 0), (18, 2), (19, 2), (21, 4)):
        remind(timezone.make_aware(datetime(2026, 3, day, 9)), timedelta(days=2))
        assert owed.count() == expected


def test_another_county_hears_nothing(county):
    from stations.models import Staff, Station

    case = new_case(county)
    other = Station.objects.create(name="邻水县法律援助中心", kind="center", host="center")
    stranger = User.objects.create_user("linshui", role="reviewer", name="邻县审查")
    Staff.objects.create(user=stranger, station=other)
    walk(county, "accept", case=case)
    assert list(cases_for(stranger)) == []
    assert list(cases_for(county.shencha)) == [case]
    assert (stranger.messages.count(), county.shencha.messages.count()) == (0, 1)


def test_inbox_belongs_to_its_owner(county, sign_in):
    message = notify(county.zhuren, key="k", kind="due", text="期限将到", url="/")
    assert sign_in(county.shencha).post(f"/messages/{message.pk}/read/").status_code == 404
    client = sign_in(county.zhuren)
    assert "期限将到" in client.get("/messages/").content.decode()
    client.post(f"/messages/{message.pk}/read/")
    message.refresh_from_db()
    assert message.read_at is not None
