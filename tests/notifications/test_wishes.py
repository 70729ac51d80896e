"""Mail as one wishes it, and the page where one says so."""

from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from legalaid.platform.notifications.models import Delivery, Wishes
from legalaid.platform.notifications.send import notify, sweep

from .test_delivery import free_port


class Box:
    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        from email import message_from_bytes, policy

        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((envelope.rcpt_tos[0], letter.get_content().split()))
        return "250 OK"


@pytest.fixture
def box(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    box = Box()
    control = Controller(box, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    control.start()
    yield box
    control.stop()


@pytest.fixture
def lawyer(county):
    county.lvshi.email = "lvshi@example.org"
    county.lvshi.save()
    return county.lvshi


def test_digest_is_one_mail_a_day_with_all_that_came(lawyer, box):
    Wishes.objects.create(user=lawyer, daily_at="08:00")
    for number in range(3):
        notify(lawyer, key=f"due:{number}", kind="due", text=f"第{number}件将到期")
    sweep(timezone.now())
    assert box.letters == []
    sweep(timezone.now() + timedelta(days=1))
    assert box.letters == [("lvshi@example.org", ["第0件将到期", "第1件将到期", "第2件将到期"])]
    assert list(Delivery.objects.values_list("state", "attempts")) == [("sent", 1)] * 3


def test_who_wants_no_mail_gets_that_of_the_account_at_once(lawyer, box):
    Wishes.objects.create(user=lawyer, mail=False, daily_at="08:00")
    notify(lawyer, key="due:1", kind="due", text="将到期")
    notify(lawyer, key="account:1", kind="account", text="您的账号有变动")
    sweep()
    assert box.letters == [("lvshi@example.org", ["您的账号有变动"])]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"mail": "on", "quiet_from": "20:00"}, "quiet_to", "不打扰的起止时间要一起填。"),
        ({"mail": "on", "quiet_from": "20:00", "quiet_to": "20:00"}, "quiet_to", "起止时间相同，请核对。"),
        ({"mail": "on", "daily_at": "25:00"}, "daily_at", "输入一个有效的时间。"),
        ({"text": "on"}, "text", "账号里没有手机号，请先请管理人员登记。"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_the_box(lawyer, sign_in, typed, field, words):
    lawyer.phone = ""
    lawyer.save()
    page = sign_in(lawyer).post("/messages/wishes/", typed)
    assert page.status_code == 422
    assert page.context["form"].errors == {field: [words]}


def test_wishes_are_kept_and_shown(lawyer, sign_in):
    lawyer.phone = "13900001001"
    lawyer.save()
    client = sign_in(lawyer)
    said = {
        "mail": "on",
        "text": "on",
        "daily_at": "08:00",
        "quiet_from": "20:00",
        "quiet_to": "07:30",
    }
    assert client.post("/messages/wishes/", said).status_code == 302
    client.post("/messages/wishes/", said)
    row = Wishes.objects.get()
    assert (row.user, row.mail, row.text, f"{row.daily_at:%H:%M}") == (lawyer, True, True, "08:00")
    assert 'value="07:30"' in client.get("/messages/wishes/").content.decode()
