"""Text messages go out once, whatever the gateway answers and whoever is killed: a real HTTP gateway, a real process, a real SIGKILL."""

import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta

import pytest
from django.conf import settings as conf
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.jobs.models import Job
from legalaid.platform.notifications import gateway as line
from legalaid.platform.notifications.models import Message, Text, Wishes, Wording
from legalaid.platform.notifications.send import notify, notify_all
from legalaid.platform.notifications.texts import ask_receipts, sweep
from tests.conftest import build_county
from tests.journeys.conftest import database_url

from .gateway import APP, SECRET, WRONG

SENDER = """
import django
django.setup()
from legalaid.platform.notifications.texts import sweep
while sweep():
    pass
"""


def approved(admin, code="SMS_1001"):
    return Wording.objects.create(
        sentence="colleague", version=1, text="您有{条数}条新的办案提醒，请登录办案系统查看。",
        code=code, reason="报备", by=admin,
    )  # fmt: skip


def wants_texts(user, phone="13900001001", **wishes):
    user.phone = phone
    user.save()
    return Wishes.objects.create(user=user, text=True, **wishes)


@pytest.fixture
def lawyer(county):
    approved(county.admin)
    wants_texts(county.lvshi)
    return county.lvshi


def told(user, number=1):
    return notify(user, key=f"due:{number}", kind="due", text="2026-0001将到期")


def later(**span):
    return timezone.now() + timedelta(**span)


def only():
    return Text.objects.get()


def test_text_says_how_many_wait_and_nothing_else(lawyer, gateway):
    told(lawyer, 1)
    told(lawyer, 2)
    assert Job.objects.filter(kind="send_texts", state="queued").count() == 1
    sweep()
    row = only()
    assert (row.state, row.attempts) == ("sent", 1)
    assert gateway.sent == [
        {"key": str(row.key), "to": "13900001001", "sign": "广安区法援", "template": "SMS_1001", "params": {"count": "2"}}
    ]  # fmt: skip


def test_second_text_counts_what_came_since_the_first_and_was_not_read(lawyer, gateway):
    told(lawyer, 1)
    sweep()
    told(lawyer, 2)
    sweep()
    told(lawyer, 3)
    Message.objects.update(read_at=timezone.now())
    sweep()
    assert [said["params"]["count"] for said in gateway.sent] == ["1", "1"]
    assert list(Text.objects.values_list("state", flat=True)) == ["sent", "sent", "dropped"]


def test_receipt_says_whether_it_arrived(lawyer, gateway):
    told(lawyer)
    sweep()
    ask_receipts()
    assert only().state == "sent"
    gateway.arrived = {str(only().key): {"state": "delivered"}, "another": {"state": "failed"}}
    ask_receipts()
    assert only().state == "delivered"
    assert only().delivered_at is not None


def test_receipt_of_what_did_not_arrive(lawyer, gateway):
    told(lawyer)
    sweep()
    gateway.arrived = {str(only().key): {"state": "failed", "reason": "expired"}}
    ask_receipts()
    assert (only().state, only().error) == ("failed", "机主关机或者不在服务区")


@pytest.mark.parametrize("receipts", ["error", "page", "list", "word", "empty", "never"])
def test_receipts_that_cannot_be_read_change_nothing(lawyer, gateway, receipts):
    told(lawyer)
    sweep()
    gateway.then = receipts
    ask_receipts()
    assert only().state == "sent"


@pytest.mark.parametrize("then", [*WRONG, "never"])
def test_gateway_that_answers_wrongly_or_never_is_asked_again_and_sends_once(lawyer, gateway, then):
    told(lawyer)
    gateway.then = then
    assert sweep() == []
    assert (only().state, only().attempts) == ("queued", 1)
    gateway.then = ""
    assert sweep() == []  # not before its pause is over
    assert len(sweep(later(minutes=3))) == 1
    assert (only().state, only().attempts, gateway.numbers()) == ("sent", 2, ["13900001001"])
    assert len([path for path, _ in gateway.asked if path == "/v1/messages"]) == 2


def test_gateway_that_answers_late_is_asked_again_and_sends_once(lawyer, gateway, monkeypatch):
    monkeypatch.setattr(line, "TIMEOUT", 0.3)
    gateway.slow = 1
    told(lawyer)
    assert sweep() == []
    assert (only().state, only().error) == ("queued", "TimeoutError")
    gateway.slow = 0
    sweep(later(minutes=3))
    assert (only().state, gateway.numbers()) == ("sent", ["13900001001"])


def test_gateway_that_is_away_loses_nothing(lawyer, gateway, settings):
    settings.SMS_URL, away = "http://127.0.0.1:9/v1", settings.SMS_URL
    told(lawyer)
    for minutes in (0, 3, 10, 40):
        assert sweep(later(minutes=minutes)) == []
    assert (only().state, gateway.sent) == ("queued", [])
    settings.SMS_URL = away
    sweep(later(minutes=90))
    assert (only().state, len(gateway.sent)) == ("sent", 1)


def test_gateway_that_stays_away_four_hours_is_waited_for_no_longer(lawyer, gateway):
    told(lawyer)
    gateway.then = "error"
    sweep()
    sweep(later(hours=4))
    assert (only().state, only().error) == ("failed", "网关没有确认（HTTP 500），可能已经收到")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("template", "运营商没有这个模板编号，或者与句子不符"),
        ("number", "号码不能接收短信"),
        ("odd", "运营商退回（odd）"),
    ],
)
def test_refusal_is_final_and_says_why(lawyer, gateway, reason, words):
    gateway.refuses = {"SMS_1001": reason}
    told(lawyer)
    sweep()
    assert (only().state, only().error, gateway.sent) == ("failed", words, [])


def test_text_signed_with_another_secret_is_not_taken(lawyer, gateway, settings):
    settings.SMS_SECRET = "another"
    told(lawyer)
    sweep()
    assert (only().state, only().error, gateway.asked) == ("queued", "HTTP 401", [])


def test_without_a_number_of_the_operator_nothing_goes(county, gateway):
    wants_texts(county.lvshi)
    told(county.lvshi)
    sweep()
    assert (only().state, only().error) == ("failed", "没有运营商模板编号")
    assert gateway.asked == []


def test_words_are_those_of_the_first_attempt(lawyer, gateway, county):
    told(lawyer)
    gateway.then = "never"
    sweep()
    Wording.objects.create(sentence="colleague", version=2, text="{条数}条", code="SMS_2", reason="短些", by=county.admin)  # fmt: skip
    told(lawyer, 2)
    gateway.then = ""
    sweep(later(minutes=3))
    assert [(said["template"], said["params"]) for said in gateway.sent] == [
        ("SMS_1001", {"count": "1"}),
    ]


def test_who_wants_none_any_more_gets_none(lawyer, gateway):
    told(lawyer)
    Wishes.objects.update(text=False)
    sweep()
    assert (only().state, gateway.sent) == ("barred", [])


def test_many_are_told_as_each_wishes(county, lawyer, gateway):
    county.zhuren.email = "zhuren@example.org"
    county.zhuren.save()
    for _ in range(2):
        notify_all([county.lvshi, county.zhuren], about="case:1", kind="turn", text="请办理")
    sweep()
    assert gateway.numbers() == ["13900001001"]
    assert Text.objects.count() == 1


def test_quiet_hours_and_the_hour_of_the_day_put_it_off(county):
    from legalaid.platform.notifications.hours import when

    def at(hour, minute=0, day=2):
        return timezone.make_aware(datetime(2026, 3, day, hour, minute))

    row = wants_texts(county.lvshi, quiet_from="20:00", quiet_to="07:30")
    row.refresh_from_db()
    assert when(row, at(19, 59)) == at(19, 59)
    assert when(row, at(20)) == at(7, 30, 3)
    assert when(row, at(6)) == at(7, 30)
    row.daily_at = at(6).time()
    assert when(row, at(5)) == at(7, 30)
    assert when(row, at(9)) == at(7, 30, 3)
    noon = Wishes(user=county.lvshi, quiet_from=at(12).time(), quiet_to=at(14).time())
    assert when(noon, at(13)) == at(14)
    assert when(noon, at(14)) == at(14)


@pytest.mark.django_db(transaction=True)
def test_killed_worker_sends_nothing_twice_and_loses_nothing(gateway):
    build_county()
    approved(User.objects.get(username="admin"))
    users = list(User.objects.filter(role="handler"))
    for number, user in enumerate(users):
        wants_texts(user, f"139000010{number:02}")
        told(user, number)
    gateway.slow = 0.15

    first = sender(gateway)
    deadline = time.monotonic() + 120
    while len(gateway.sent) < 4 and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert 4 <= len(gateway.sent) < len(users)
    assert sender(gateway).wait(60) == 0

    states = list(Text.objects.values_list("state", flat=True))
    assert (states.count("sending"), states.count("sent")) == (1, len(users) - 1)
    sweep(later(minutes=4))
    assert set(Text.objects.values_list("state", flat=True)) == {"sent"}
    assert sorted(gateway.numbers()) == [f"139000010{n:02}" for n in range(len(users))]


def sender(gateway):
    env = {**os.environ, "DATABASE_URL": database_url(), "VAR_DIR": str(conf.VAR_DIR), "SMS_URL": gateway.url,
           "SMS_APP": APP, "SMS_SECRET": SECRET, "SMS_SIGN": "广安区法援", "DJANGO_SETTINGS_MODULE": "legalaid.settings"}  # fmt: skip
    return subprocess.Popen([sys.executable, "-c", SENDER], env=env)
