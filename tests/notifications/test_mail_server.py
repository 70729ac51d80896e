"""A mail server that is away, says later, or falls silent with a letter in its hands."""

import asyncio
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from legalaid.platform.jobs.models import Job
from legalaid.platform.jobs.queue import work
from legalaid.platform.notifications.models import Delivery
from legalaid.platform.notifications.send import notify, sweep
from legalaid.platform.notifications.tasks import sweep_deliveries

from .test_delivery import free_port


class Answering:
    """Takes a letter, and then does what `then` says."""

    def __init__(self, then):
        self.then, self.seen = then, []

    async def handle_DATA(self, server, session, envelope):
        self.seen.append(envelope.rcpt_tos[0])
        if self.then == "silence":
            await asyncio.sleep(3)
        return "451 later" if self.then == "refusal" else "250 OK"


@pytest.fixture
def mail(settings):
    """The settings of a mail server nobody has started yet."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 1
    return settings


@pytest.fixture
def opened(mail):
    started = []

    def _opened(then):
        box = Answering(then)
        started.append(Controller(box, hostname="127.0.0.1", port=mail.EMAIL_PORT))
        started[-1].start()
        return box

    yield _opened
    for control in started:
        control.stop()


@pytest.fixture
def letters(county):
    for number, user in enumerate((county.lvshi, county.zhuren)):
        user.email = f"{user.username}@example.org"
        user.save()
        notify(user, key=f"due:{number}", kind="due", text="期限将到")


def found():
    return list(Delivery.objects.order_by("pk").values_list("state", "attempts"))


def test_telling_orders_the_post_once_and_asks_no_server(mail, letters):
    assert Job.objects.filter(kind="send_mail", state="queued").count() == 1


def test_post_that_waited_for_the_server_goes_on_until_the_box_is_empty(mail, county, opened):
    county.lvshi.email = "lvshi@example.org"
    county.lvshi.save()
    for number in range(60):
        notify(county.lvshi, key=f"due:{number}", kind="due", text="期限将到")
    work(30)
    assert found() == [("queued", 0)] * 60

    box = opened("delivery")
    sweep_deliveries()  # two minutes later
    work(30)
    assert len(box.seen) == 60
    assert found() == [("sent", 1)] * 60


def test_letters_wait_for_a_server_that_is_away_and_go_out_once_it_is_back(mail, letters, opened):
    for _ in range(7):
        assert sweep() == (0, [])
    assert found() == [("queued", 0)] * 2
    box = opened("delivery")
    assert len(sweep()[1]) == 2
    assert sorted(box.seen) == ["lvshi@example.org", "zhuren@example.org"]


def test_refused_letter_is_tried_again_later(letters, opened):
    box = opened("refusal")
    assert sweep() == (0, [])
    assert found() == [("queued", 1)] * 2
    box.then = "delivery"
    assert sweep() == (0, [])
    assert len(sweep(timezone.now() + timedelta(minutes=3))[1]) == 2


def test_letter_a_server_fell_silent_over_is_unknown_and_never_sent_again(letters, opened):
    box = opened("silence")
    assert sweep() == (0, [])
    assert found() == [("unknown", 1), ("queued", 0)]
    box.then = "delivery"
    sweep(timezone.now() + timedelta(hours=1))
    assert found() == [("unknown", 1), ("sent", 1)]
    assert box.seen == ["lvshi@example.org", "zhuren@example.org"]
