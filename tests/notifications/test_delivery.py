"""Mail goes out once, whatever is killed when: a real SMTP receiver, a real process, a real SIGKILL."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.notifications.models import Delivery, Message
from legalaid.platform.notifications.send import notify, sweep
from tests.conftest import build_county
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
    assert set(post.seen) >= {d.message.user.email for d in Delivery.objects.filter(state="sent").select_related("message__user")}


def test_same_key_is_told_once(county):
    assert notify(county.zhuren, key="k", kind="due", text="一") is not None
    assert notify(county.zhuren, key="k", kind="due", text="一") is None
    assert Message.objects.filter(key="k").count() == 1


def test_reminders_twice_in_a_night_tell_nobody_twice(county):
    from cases.domain.reminders import remind
    from tests.factories import START, new_case

    new_case(county)
    late = START + timedelta(days=9)
    assert remind(late, timedelta(days=2)) == 2
    assert remind(late, timedelta(days=2)) == 0


def test_november_warns_of_the_missing_calendar(county):
    from datetime import datetime

    from cases.domain.reminders import warn_calendar

    november = timezone.make_aware(datetime(2026, 11, 2, 8))
    assert warn_calendar(november) == 2
    assert warn_calendar(november) == 0
    assert warn_calendar(november - timedelta(days=3)) == 0


def test_inbox_belongs_to_its_owner(county, sign_in):
    message = notify(county.zhuren, key="k", kind="due", text="期限将到", url="/")
    assert sign_in(county.shencha).post(f"/messages/{message.pk}/read/").status_code == 404
    client = sign_in(county.zhuren)
    assert "期限将到" in client.get("/messages/").content.decode()
    client.post(f"/messages/{message.pk}/read/")
    message.refresh_from_db()
    assert message.read_at is not None
