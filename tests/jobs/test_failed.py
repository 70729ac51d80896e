"""Jobs that failed: told in words, run again or given up by the administrator, once."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from legalaid.platform.audit.models import Event
from legalaid.platform.core.health import CHECKS
from legalaid.platform.jobs import queue
from legalaid.platform.jobs.kinds import KINDS, describe, reason
from legalaid.platform.jobs.models import Job
from tests.factories import new_case

LIST = reverse("failed_jobs")


def failed(kind="send_mail", error="OperationalError", **fields):
    return Job.objects.create(
        kind=kind, state="failed", error=error, attempts=10, finished_at=timezone.now(), **fields
    )


def page(row):
    return reverse("failed_job", args=[row.pk])


def state(row):
    row.refresh_from_db()
    return row.state


def last_event():
    return Event.objects.order_by("-seq").values_list("verb", "subject_id", "actor_name").first()


@pytest.fixture
def admin(county, sign_in):
    return sign_in(county.admin)


def test_every_handler_has_its_words():
    assert set(queue.HANDLERS) == set(KINDS)
    assert [key for key, kind in KINDS.items() if not kind.label] == []


def test_every_periodic_task_has_its_words():
    tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    words = [import_string(task).words for task in tasks]
    assert len(set(words)) == len(tasks)


def test_purpose_names_the_row_the_routine_and_what_is_unknown(county):
    case = new_case(county)
    rows = [
        Job(kind="build_dossier", args={"case": case.pk}),
        Job(kind="build_dossier", args={"case": 0}),
        Job(kind="build_dossier"),
        Job(kind="routine", args={"task": "cases.tasks.send_reminders"}),
        Job(kind="taken_out", args={}),
    ]
    assert [row.purpose for row in describe(rows)] == [
        f"生成卷宗：{case}",
        "生成卷宗",
        "生成卷宗",
        "定时工作：期限提醒",
        "taken_out",
    ]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("", "没有说明原因"),
        ("本批已经提交。", "本批已经提交。"),
        ("OperationalError", "数据库没有应答，或者太忙"),
        ("KeyError", "程序出错（KeyError），请把任务序号告诉维护人员"),
    ],
)
def test_reason_is_said_in_words(error, said):
    assert reason(Job(error=error)) == said


def test_empty_list_says_so(admin):
    assert "没有失败的任务。" in admin.get(LIST).content.decode()


def test_list_shows_what_failed_and_nothing_else(admin, county):
    first, last = failed(owner_id=county.caiwu.pk), failed(error="收件人已停用。")
    Job.objects.filter(pk=first.pk).update(finished_at=timezone.now() - timedelta(days=90))
    for other in ("queued", "running", "done", "cancelled"):
        Job.objects.create(kind="send_mail", state=other)

    rows = admin.get(LIST).context["page"].object_list
    assert [(row.pk, row.purpose, row.owner) for row in rows] == [
        (last.pk, "发送邮件", ""),
        (first.pk, "发送邮件", county.caiwu.name),
    ]


def test_list_takes_no_query_more_for_more_rows(admin):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            admin.get(LIST)
        return len(queries)

    failed(kind="render_paper", args={"paper": 1})
    admin.get(LIST)
    few = asked()
    for number in range(20):
        failed(kind="render_paper", args={"paper": number})
    assert asked() == few


def test_job_run_again_waits_for_the_worker_and_is_audited(admin, county):
    row = failed()
    answer = admin.post(page(row), {"act": "again"}, follow=True)
    assert "已重新排队：发送邮件" in answer.content.decode()
    assert (state(row), row.error, row.attempts) == ("queued", "", 10)
    assert last_event() == ("job.again", row.pk, county.admin.name)

    queue.run(row.pk)
    assert (state(row), row.attempts) == ("done", 11)


def test_job_run_again_has_its_ten_attempts_anew(db):
    row = failed()
    queue.run_again(row.pk)
    for attempts, found in ((11, "queued"), (19, "queued"), (20, "failed")):
        Job.objects.filter(pk=row.pk).update(
            state="running", attempts=attempts, heartbeat_at=timezone.now() - timedelta(hours=1)
        )
        queue.sweep()
        assert state(row) == found


def test_job_given_up_is_gone_from_the_list_and_the_reason_is_kept(admin, county):
    row = failed()
    admin.post(page(row), {"act": "give_up", "give_up-reason": "已电话通知"})
    assert state(row) == "cancelled"
    assert list(admin.get(LIST).context["page"].object_list) == []
    assert last_event() == ("job.given_up", row.pk, county.admin.name)
    assert "放弃没有做成的任务：发送邮件，理由：已电话通知" in admin.get(page(row)).content.decode()


def test_giving_up_without_a_reason_is_refused_beside_the_field(admin):
    row = failed()
    answer = admin.post(page(row), {"act": "give_up", "give_up-reason": " "})
    assert (answer.status_code, state(row)) == (422, "failed")
    assert answer.context["give_up"].errors == {"reason": ["请填写这一项。"]}


@pytest.mark.parametrize(
    ("act", "becomes", "verb"),
    [("again", "queued", "job.again"), ("give_up", "cancelled", "job.given_up")],
)
def test_those_of_one_kind_are_settled_together_where_it_is_ticked(admin, act, becomes, verb):
    row, alike, other = failed(), failed(), failed(kind="render_paper")
    done = failed()
    Job.objects.filter(pk=done.pk).update(state="done")
    assert "同类没有做成的另有 1 项" in admin.get(page(row)).content.decode()

    said = {"act": act, "give_up-reason": "已电话通知", f"{act}-alike": "on"}
    assert "连同同类的共2项" in admin.post(page(row), said, follow=True).content.decode()
    assert [state(one) for one in (row, alike, other, done)] == [becomes, becomes, "failed", "done"]
    assert set(Event.objects.filter(verb=verb).values_list("subject_id", flat=True)) == {
        row.pk,
        alike.pk,
    }


@pytest.mark.parametrize("act", ["again", "give_up"])
@pytest.mark.parametrize("meanwhile", ["queued", "running", "done", "cancelled"])
def test_what_somebody_did_meanwhile_is_not_done_twice(admin, act, meanwhile):
    row, events = failed(), Event.objects.count()
    Job.objects.filter(pk=row.pk).update(state=meanwhile)
    answer = admin.post(page(row), {"act": act, "give_up-reason": "不用了"})
    assert (answer.status_code, state(row)) == (422, meanwhile)
    assert "刚才已经有人处理" in answer.content.decode()
    assert Event.objects.count() == events


def test_dossier_is_not_run_again_but_archived_again(admin):
    row = failed(kind="build_dossier", args={"case": 0})
    shown = admin.get(page(row))
    assert (shown.context["again"], shown.context["give_up"] is None) == (None, False)
    answer = admin.post(page(row), {"act": "again"})
    assert (answer.status_code, state(row)) == (422, "failed")
    assert "请由经办人在案件页上再归档" in answer.content.decode()


def test_desk_leads_to_the_job_and_health_to_the_list(admin):
    row = failed()
    assert f'href="{page(row)}"' in admin.get("/").content.decode()
    assert f'href="{LIST}"' in admin.get(reverse("health")).content.decode()
    finding = CHECKS["failed"].look(timezone.now())
    assert (finding.level, finding.sentence) == ("soon", "1项没有做成。")
