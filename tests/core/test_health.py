"""What a monitor, a stranger and the administrator are told of how the installation is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.core import health
from legalaid.platform.core.health import CHECKS, DATABASE, UNASKED, bad, findings
from legalaid.platform.core.models import CalendarYear
from legalaid.platform.jobs import life
from legalaid.platform.jobs.models import Job, SignOfLife

BEARER = {"HTTP_AUTHORIZATION": "Bearer monitor-of-the-county"}
SILENT = "后台任务程序已有五分钟没有工作"


@pytest.fixture
def working(db, settings):
    """Everything is as it should be."""
    settings.MONITOR_TOKEN = "monitor-of-the-county"
    now = timezone.now()
    CalendarYear.objects.get_or_create(year=now.year + 1)
    for part in SignOfLife.Part:
        SignOfLife.objects.create(part=part, at=now)
    return now


def finding(key):
    return {one.key: found for one, found in findings(timezone.now())}[key]


def swap(monkeypatch, key, look):
    monkeypatch.setattr(health, "CHECKS", CHECKS | {key: replace(CHECKS[key], look=look)})


def test_alive_is_answered_to_any_host_without_the_database(client):
    answer = client.get("/healthz", HTTP_HOST="10.1.2.3")  # without `db`, a query is an error
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_ready_says_no_more_than_that_to_strangers(client, working):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True})
    assert answer["Cache-Control"] == "no-store"


def test_ready_is_not_said_where_the_worker_stands_still(client, working):
    SignOfLife.objects.filter(part="worker").update(at=working - timedelta(minutes=6))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False})


def test_wrong_token_is_a_stranger(client, working):
    answer = client.get("/readyz", HTTP_AUTHORIZATION="Bearer monitor-of-the-countz")
    assert answer.json() == {"ready": True}


def test_no_token_set_opens_to_nobody(client, working, settings):
    settings.MONITOR_TOKEN = ""
    assert client.get("/readyz", HTTP_AUTHORIZATION="Bearer ").json() == {"ready": True}


def test_monitor_reads_every_check(client, working):
    checks = client.get("/readyz", **BEARER).json()["checks"]
    assert list(checks) == list(CHECKS)
    assert checks["database"] == {"level": "fine", "sentence": "应答正常。"}
    assert checks["queue"] == {"level": "fine", "sentence": "没有等待的任务。"}


def test_the_state_of_a_house_is_told_over_plain_http_too(client, working, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    ("minutes", "level", "said"),
    [
        (1, "fine", "1项在等待，最早的等了1分钟。"),
        (6, "soon", "1项在等待，最早的等了6分钟。"),
        (31, "bad", "1项在等待，最早的等了31分钟。"),
    ],
)
def test_queue_is_judged_by_its_oldest_job(working, minutes, level, said):
    Job.objects.create(kind="export", due_at=timezone.now() - timedelta(minutes=minutes))
    assert (finding("queue").level, finding("queue").sentence) == (level, said)


def test_worker_with_a_long_job_is_alive(working):
    SignOfLife.objects.filter(part="worker").update(at=working - timedelta(hours=1))
    Job.objects.create(kind="export", state="running", heartbeat_at=working)
    assert finding("worker").level == "fine"


def test_part_that_never_ran_says_so(working):
    SignOfLife.objects.all().delete()
    said = [(finding(key).level, finding(key).sentence) for key in ("worker", "beat")]
    assert said == [("bad", "还没有运行过。")] * 2


def test_year_without_its_holidays_is_not_ready(working):
    CalendarYear.objects.filter(year=timezone.localdate().year).delete()
    assert finding("calendar").level == "bad"


def test_check_that_breaks_is_a_finding(working, monkeypatch):
    def breaks(now):
        raise ValueError("张三")

    swap(monkeypatch, "disk", breaks)
    assert (finding("disk").level, finding("disk").sentence) == ("bad", "这一项没有查成。")


def test_nothing_is_asked_of_a_database_that_does_not_answer(working, monkeypatch):
    def away(now):
        return bad("数据库没有应答。")

    swap(monkeypatch, DATABASE, away)
    assert finding("queue") == UNASKED
    assert finding("disk").level in ("fine", "soon")


def test_what_works_signs_twice_a_minute_at_most(db, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(life, "_written", {})
    with django_assert_num_queries(1):
        for _ in range(3):
            life.worker_works()
    assert SignOfLife.objects.get().part == "worker"


def test_sign_renews_its_row(working, monkeypatch):
    monkeypatch.setattr(life, "_written", {})
    SignOfLife.objects.filter(part="beat").update(at=working - timedelta(hours=1))
    life.sign(life.BEAT)
    assert not life.silent("beat", timezone.now())
    assert SignOfLife.objects.count() == 2


def test_page_says_each_check_in_words(county, sign_in, working):
    text = sign_in(county.admin).get(reverse("health")).content.decode()
    assert [one.label for one in CHECKS.values() if one.label in text] == [
        one.label for one in CHECKS.values()
    ]
    assert SILENT not in text


def test_administrator_is_told_on_every_page_that_no_worker_works(county, sign_in):
    assert SILENT in sign_in(county.admin).get(reverse("home")).content.decode()


def test_nobody_else_is_told(county, sign_in):
    assert SILENT not in sign_in(county.chuangkou).get(reverse("home")).content.decode()


def test_finding_names_no_person(client, county, working):
    Job.objects.create(
        kind="export", due_at=working - timedelta(hours=1), owner_id=county.chuangkou.pk
    )
    text = client.get("/readyz", **BEARER).content.decode()
    assert "1项在等待" in text
    people = User.objects.exclude(username__in=("system", "admin"))  # words for machines
    assert [user.name for user in people if user.name in text or user.username in text] == []
