"""A gateway that answers late, wrongly or never while the worker is killed: no text is lost, none goes out twice."""

import itertools
import threading
from collections import Counter as Count

import pytest

from tests.notifications.gateway import APP, SECRET, WRONG, opened

from .house import ROUNDS, wait_for

MANY = 60
UNSENT = "notifications_text where state in ('queued', 'sending')"
PEOPLE = f"""
from legalaid.platform.accounts.models import User
from legalaid.platform.notifications.models import Wishes, Wording
from legalaid.platform.notifications.send import notify
admin = User.objects.get(username="admin")
Wording.objects.create(sentence="colleague", version=1, text="您有{{条数}}条新的办案提醒，请登录办案系统查看。",
                       code="SMS_1001", reason="报备", by=admin)
for n in range({MANY}):
    user = User.objects.create(username=f"soak{{n}}", name="某人", role="handler", phone=f"1390000{{n:04}}")
    Wishes.objects.create(user=user, text=True)
    notify(user, key=f"soak:{{n}}", kind="due", text="期限")
"""
AGAIN = """
from datetime import timedelta
from django.utils import timezone
from legalaid.platform.jobs.queue import enqueue_once
from legalaid.platform.notifications.models import Text
from legalaid.platform.notifications.texts import LOST, POST
Text.objects.filter(state="queued").update(next_at=timezone.now())
Text.objects.filter(state="sending").update(claimed_at=timezone.now() - 2 * LOST)
enqueue_once(POST)
"""


@pytest.fixture
def gateway():
    with opened() as server:
        yield server


@pytest.fixture
def busy(house, gateway):
    house.prepare(
        PEOPLE, SMS_URL=gateway.url, SMS_APP=APP, SMS_SECRET=SECRET, SMS_SIGN="示范县法援"
    )
    house.start()
    return house


class Moody(threading.Thread):
    """Sets the gateway's mood anew every second until told to stop; it ends well-behaved."""

    def __init__(self, gateway):
        super().__init__()
        self.gateway, self.done = gateway, threading.Event()

    def run(self):
        for mood in itertools.cycle(["", "never", *WRONG, "late", ""]):
            late = mood == "late"
            self.gateway.then, self.gateway.slow = "" if late else mood, 10 if late else 0.1
            if self.done.wait(1):
                break
        self.gateway.then, self.gateway.slow = "", 0

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self.done.set()
        self.join()


def test_each_text_goes_out_once_whatever_the_gateway_does_and_whoever_is_killed(busy, gateway):
    with Moody(gateway):
        for number in range(ROUNDS):
            busy.manage("shell", "-v0", "-c", AGAIN)
            busy.kill("worker", child=bool(number % 2))

    def drained():
        busy.manage("shell", "-v0", "-c", AGAIN)
        return not busy.count(UNSENT)

    wait_for(drained, 900)
    numbers = Count(gateway.numbers())
    assert numbers == Count(f"1390000{n:04}" for n in range(MANY))
    states = Count(state for (state,) in busy.rows("select state from notifications_text"))
    assert states["sent"] + states["delivered"] == MANY
    print(
        f"\n{ROUNDS} kills, {len(gateway.asked)} questions to the gateway, {MANY} texts, each once"
    )
