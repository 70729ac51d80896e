"""Opinions of supervisors: once on a task, in the term, answered within the limit, returned once; who sees what; the report of a year."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.quality.domain import supervision as acts
from cases.quality.domain import supervisor as terms
from cases.quality.domain import supervisor_task as tasks
from cases.quality.domain.supervision_report import issue_report
from cases.quality.models import SupervisorOpinion
from cases.quality.queries.supervision import waiting_opinions, year_of
from cases.quality.workflow import SUPERVISION
from legalaid.faces.desk.sources import supervision as desk
from legalaid.faces.desk.waiting import answered
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from legalaid.platform.procedure.models import Deadline
from stations.queries.station import reach
from tests.conftest import BACKEND
from tests.papers import assert_words, paper_of
from tests.quality.supervisors import (
    FOUND,
    NOW,
    PERSONAL,
    REPLY,
    SAID,
    drawn,
    given,
    outsider,
    running,
    task,
)
from tests.rights.test_urls import ROWS, address

WHY = "没有说明为什么没有通报。"


def browser(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def later(days, hours=0):
    return NOW + timedelta(days=days, hours=hours)


def act(row, key, by, days, **facts):
    return SUPERVISION.acts[key](row, by=by, at=later(days), **facts)


def test_opinion_is_printed_answered_and_accepted(office):
    row = given(office)
    assert_words(paper_of(row, "supervisor_opinion"), "请承办人答复")
    assert (row.turn, row.due_at.date()) == ("handler", date(2026, 4, 27))
    act(row, "answer_opinion", office.lvshi, 3, reply=REPLY, measures="已补发通报。")
    assert (row.state, row.turn) == ("answered", "supervisor")
    act(row, "accept_answer", row.supervisor.user, 4)
    assert (row.state, row.turn, row.settled_at) == ("closed", "", later(4))
    said = [sentence(event) for event in Event.objects.filter(workflow="supervision")]
    assert said == ["提出监督意见（办理程序）", "答复监督意见", "监督员认可答复，了结"]


def test_second_opinion_on_a_task_is_refused_until_the_first_is_withdrawn(county):
    row = given(county)
    user = row.supervisor.user
    with pytest.raises(DomainError, match="已提出过监督意见"):
        given(county, row.task)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisorOpinion.objects.create(
            task=row.task, case=row.case, kind="work", to="centre", content="另一件", at=NOW
        )
    act(row, "withdraw_opinion", user, 1, reason="看错了一件案卷。")
    assert given(county, row.task, at=later(2)).state == "sent"


def test_opinion_after_the_term_has_ended_is_refused_and_what_was_given_is_answered(county):
    row, other = given(county), task(county, outsider(county, name="丁宁"))
    end = {"to_on": timezone.localdate() - timedelta(days=1), "reason": "本人辞任"}
    for one in (row.task, other):
        terms.end_term(one.supervisor, by=county.zhuren, **end)
    with pytest.raises(NotAllowed, match="不在聘期"):
        given(county, other, at=timezone.now())
    now, row = timezone.now(), SupervisorOpinion.objects.get(pk=row.pk)
    with pytest.raises(NotAllowed, match="不在聘期"):
        SUPERVISION.acts["withdraw_opinion"](row, by=row.supervisor.user, at=now, reason="不提了吧")

    SUPERVISION.acts["answer_opinion"](row, by=county.lvshi, at=now, reply=REPLY)
    SUPERVISION.acts["close_opinion"](row, by=county.zhuren, at=now)
    assert row.state == "closed"


def test_opinion_on_a_case_one_is_kept_out_of_or_a_file_not_released_is_refused(county):
    running(county)
    row = drawn(county, outsider(county)).tasks.get()
    with pytest.raises(DomainError, match="还没有交您阅看"):
        given(county, row)
    tasks.release(row, by=county.shencha, at=NOW)
    Case.objects.update(recused=f",{row.supervisor.user_id},")
    with pytest.raises(NotAllowed, match="已回避此案"):
        given(county, row)


def test_answer_is_returned_once(county):
    row = given(county)
    user = row.supervisor.user
    act(row, "answer_opinion", county.lvshi, 1, reply=REPLY)
    act(row, "return_answer", user, 2, reason=WHY)
    assert (row.state, row.turn, row.due_at.date()) == ("returned", "handler", date(2026, 4, 27))
    act(row, "answer_opinion", county.lvshi, 3, reply="当日已电话通报，有记录。")
    with pytest.raises(NotAllowed, match="已退回过一次"):
        act(row, "return_answer", user, 4, reason=WHY)
    assert [one.reply for one in row.answers.all()] == [REPLY, "当日已电话通报，有记录。"]


def test_who_was_asked_answers_and_the_director_may_take_it_over(county):
    row = given(county)
    for by, said in ((county.zhuren, "先改由中心答复"), (county.lvshi2, "没有请您答复")):
        with pytest.raises(NotAllowed, match=said):
            act(row, "answer_opinion", by, 1, reply=REPLY)
    with pytest.raises(NotAllowed, match="没有请您答复"):
        act(row, "answer_opinion", county.shencha, 1, reply=REPLY)
    act(row, "take_opinion", county.zhuren, 1, reason="承办人外出学习。")
    assert (row.to, row.handler, row.turn) == ("centre", None, "director")
    with pytest.raises(NotAllowed, match="没有请您答复"):
        act(row, "answer_opinion", county.lvshi, 2, reply=REPLY)
    act(row, "answer_opinion", county.zhuren, 2, reply=REPLY)


def test_director_settles_what_the_supervisor_is_silent_about_only_after_the_limit(county):
    row = given(county, to="centre")
    now = timezone.now()
    SUPERVISION.acts["answer_opinion"](row, by=county.zhuren, at=now, reply=REPLY)
    with pytest.raises(NotAllowed, match="确认的期限内"):
        SUPERVISION.acts["close_opinion"](row, by=county.zhuren, at=now)
    SupervisorOpinion.objects.update(due_at=now - timedelta(days=1))
    row.refresh_from_db()
    SUPERVISION.acts["close_opinion"](row, by=county.zhuren, at=now)
    assert row.state == "closed"


def test_answer_put_right_and_opinion_put_right_say_why(county):
    row = given(county)
    user = row.supervisor.user
    changed = {"kind": "service", "to": "centre", "content": "接待时没有说明。"}
    with pytest.raises(DomainError, match="写明理由"):
        act(row, "amend_opinion", user, 1, reason="错", **changed)
    act(row, "amend_opinion", user, 1, reason="意见类别选错了", **changed)
    assert (row.kind, row.handler, row.turn) == ("service", None, "director")
    first, last = Paper.objects.filter(kind="supervisor_opinion").order_by("pk")
    assert (first.superseded_by, last.facts["content"]) == (last, "接待时没有说明。")

    act(row, "answer_opinion", county.zhuren, 2, reply=REPLY)
    act(row, "correct_answer", county.zhuren, 3, reply="已经说明，有记录。", reason="漏写了记录")
    assert row.last_answer.reply == "已经说明，有记录。"


def test_two_who_act_at_once_are_told_and_nothing_is_lost(county):
    row = given(county)
    seen = row.version
    act(row, "answer_opinion", county.lvshi, 1, reply=REPLY, seen=seen)
    with pytest.raises(StaleState):
        SUPERVISION.acts["answer_opinion"](
            row, by=county.lvshi, at=later(2), reply="另一份答复", seen=seen
        )
    row = given(county, task(county, outsider(county, name="丁宁")))
    client, page = browser(county.lvshi), f"{row.get_absolute_url()}answer_opinion/"
    SUPERVISION.acts["withdraw_opinion"](
        row, by=row.supervisor.user, at=later(1), reason="看错了案卷"
    )
    told = client.post(page, {"seen": 1, "reply": "已经写好的答复"})
    assert (told.status_code, "已经写好的答复" in told.content.decode()) == (409, True)


def test_late_answer_is_reminded_of_then_told_to_the_bureau_and_counted(county):
    row = given(county)
    Message.objects.all().delete()
    assert acts.remind_opinions(later(16)) == 0
    assert acts.remind_opinions(later(18)) == 2
    assert acts.remind_opinions(later(18, 3)) == 0
    told = Message.objects.order_by("pk").values_list("user__username", "text")
    number = row.case.number
    assert dict(told) == {
        "lvshi": f"{number}：监督意见的答复已于4月27日期满，请答复。",
        "zhuren": f"{number}：监督意见的答复已于4月27日期满，请答复。",
    }
    assert acts.remind_opinions(later(23)) == 3
    last = Message.objects.get(user=county.sifaju)
    assert last.text == f"{number}：监督意见的答复已于4月27日期满，至今没有答复。"
    act(row, "answer_opinion", county.lvshi, 24, reply=REPLY)
    year = year_of(reach(county.zhuren), date(2026, 1, 1), date(2026, 12, 31))
    assert (year.opinions, year.answered, year.in_time) == (1, 1, 0)


def test_desks_show_what_waits(county):
    row = given(county)
    user, now = row.supervisor.user, timezone.now()
    waiting = task(county, row.supervisor, number=1)
    running(county)
    drawn(county, row.supervisor)

    def shown(source, who):
        return [(one.act, one.count) for one in answered({"": source(who, now)}, uuid4())]

    assert shown(desk.tasks, user) == [("监督任务", 2)]
    assert shown(desk.releases, county.shencha) == [("核对遮蔽，交监督员阅看", 1)]
    assert shown(desk.unanswered, user) == [("等待答复的监督意见", 1)]
    assert shown(desk.opinions, county.zhuren) == [("答复监督意见", 1)]
    assert shown(desk.opinions, county.lvshi) == [("答复监督意见", 1)]
    assert shown(desk.opinions, county.lvshi2) == []
    assert shown(desk.late, county.sifaju) == [("监督意见逾期没有答复", 1)]
    act(row, "answer_opinion", county.lvshi, 1, reply=REPLY)
    assert shown(desk.opinions, user) == [("确认监督意见的答复", 1)]
    assert shown(desk.opinions, county.zhuren) == []
    assert waiting.state == "waiting"


def test_report_counts_and_is_printed(office):
    row = given(office)
    tasks.finish(row.task, by=row.supervisor.user, found=FOUND, at=NOW)
    act(row, "answer_opinion", office.lvshi, 3, reply=REPLY)
    call = task(office, row.supervisor, kind="call")
    tasks.call(call, by=row.supervisor.user, result="off", at=later(1))
    span = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
    year = year_of(reach(office.zhuren), **span)
    assert (year.appointed, year.drawn, year.done, year.files, year.hearings) == (1, 2, 1, 1, 0)
    assert (year.calls, year.reached, year.opinions, year.answered) == (1, 0, 1, 1)
    assert (year.in_time, year.returned, year.settled) == (1, 0, 0)
    assert dict(year.kinds)["办理程序"] == 1
    assert_words(issue_report(by=office.zhuren, at=later(30), **span), "一年")
    assert year_of(reach(office.zhuren), date(2025, 1, 1), date(2025, 12, 31)).opinions == 0


@pytest.mark.parametrize(
    ("login", "answers"),
    [
        # the list, the opinion, its answer, the report
        ("chuangkou", (403, 403, 404, 403)),
        ("zhan1", (403, 403, 404, 403)),
        ("shencha", (200, 200, 403, 200)),
        ("zhuren", (200, 200, 403, 200)),
        ("lvshi", (200, 200, 200, 403)),
        ("lvshi2", (200, 404, 404, 403)),
        ("jiandu", (200, 404, 404, 403)),
        ("caiwu", (403, 403, 404, 403)),
        ("sifaju", (403, 403, 404, 200)),
        ("admin", (403, 403, 404, 403)),
    ],
)
def test_each_role_sees_of_an_opinion_what_it_has_to(county, login, answers):
    page = given(county).get_absolute_url()
    paths = (reverse("quality:opinions"), page, f"{page}answer_opinion/", reverse("quality:supervision"))  # fmt: skip
    client = browser(getattr(county, login))
    assert tuple(client.get(path).status_code for path in paths) == answers


def test_nothing_personal_is_reached_from_outside_by_any_address(county):
    """Every address of the house that is read, on a case whose task was done, answered, watched and called."""
    row = given(county)
    user = row.supervisor.user
    act(row, "answer_opinion", county.lvshi, 1, reply=SAID, measures=SAID)
    keys = {
        "case": row.case_id, "opinion": row.pk, "task": row.task_id, "supervisor": row.supervisor.pk, "task_draw": row.task.draw_id,
        "paper": Paper.objects.filter(workflow="case").first().pk, "user": county.zhuren.pk, "lawyer": row.case.handler_id,
    }  # fmt: skip
    client, opened, leaks = browser(user), set(), []
    for name, about, method, *_ in ROWS:
        if method != "GET" or (about and about not in keys) or name in LEAVING:
            continue
        answer = client.get(address(name, about, keys))
        body = b"".join(answer) if answer.streaming else answer.content
        text = body.decode(errors="ignore")
        leaks += [(name, word) for word in PERSONAL if word in text]
        if answer.status_code == 200:
            opened.add(name)
    assert leaks == []
    assert {
        "quality:task",
        "quality:opinion",
        "quality:tasks",
        "quality:opinions",
        "home",
    } <= opened
    assert (
        not {"cases:detail", "quality:supervisor", "quality:task_draw", "quality:supervision"}
        & opened
    )

    texts = [message.text for message in Message.objects.filter(user=user)]
    assert [word for word in PERSONAL for text in texts if word in text] == []


LEAVING = {"accounts:logout"}


def test_bar_of_somebody_from_outside_leads_to_nothing_else(county):
    page = browser(outsider(county).user).get("/")
    places = [place.key for place in page.context["navigation"].allowed]
    assert places == ["today", "observations", "supervisor_tasks", "supervisor_opinions"]
    inside = browser(county.jiandu).get("/").context["navigation"].allowed
    assert "cases" in [place.key for place in inside]


YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_attempts_of_a_call_are_counted_once_each(county):
    row = task(county, kind="call")
    for days in (1, 2, 3):
        tasks.call(row, by=row.supervisor.user, result="unanswered", at=later(days))
    assert year_of(reach(county.zhuren), *YEAR).calls == 3


def test_answer_that_was_returned_is_in_time_while_the_second_limit_runs_and_late_after_it(county):
    row = given(county)
    act(row, "answer_opinion", county.lvshi, 1, reply=REPLY)
    act(row, "return_answer", row.supervisor.user, 2, reason=WHY)

    def in_time(due_at):
        running = Deadline.objects.filter(workflow="supervision", met_at=None, cancelled_at=None)
        assert running.update(due_at=due_at) == 1
        year = year_of(reach(county.zhuren), *YEAR)
        return (year.answered, year.in_time)

    assert in_time(timezone.now() + timedelta(days=5)) == (1, 1)
    assert in_time(timezone.now() - timedelta(days=1)) == (1, 0)


def test_handler_hears_that_the_centre_answers_instead(county):
    told = {
        "kind": "procedure",
        "to": "centre",
        "content": "两个月没有通报。",
        "reason": "改由中心答复。",
    }
    row = given(county)
    act(row, "take_opinion", county.zhuren, 1, reason="承办人外出学习。")
    assert (
        county.lvshi.messages.latest("pk").text
        == f"{row.case.number}：监督意见改由中心答复，您不用答复。"
    )
    row = given(county, task(county, outsider(county, name="丁宁")))
    act(row, "amend_opinion", row.supervisor.user, 1, **told)
    assert (
        county.lvshi.messages.latest("pk").text
        == f"{row.case.number}：监督意见改由中心答复，您不用答复。"
    )


def test_where_every_director_keeps_out_a_reviewer_answers_for_the_centre(county):
    row = given(county, to="centre")
    refused = "此意见没有请您答复。"
    assert SUPERVISION.denial("supervision.answer", county.shencha, row) == refused
    Case.objects.filter(pk=row.case_id).update(recused=f",{county.zhuren.pk},")
    row = SupervisorOpinion.objects.get(pk=row.pk)
    assert list(waiting_opinions(county.shencha)) == [row]
    assert list(waiting_opinions(county.zhuren)) == []
    act(row, "answer_opinion", county.shencha, 1, reply=REPLY)
    assert (row.state, row.last_answer.by) == ("answered", county.shencha)


def test_reviewer_is_reminded_of_what_the_director_keeps_out_of(county):
    row = given(county, to="centre")
    Case.objects.filter(pk=row.case_id).update(recused=f",{county.zhuren.pk},")
    Message.objects.all().delete()
    acts.remind_opinions(later(18))
    told = Message.objects.values_list("user__username", flat=True)
    assert ("shencha" in told, "zhuren" in told) == (True, False)


def test_reminding_costs_as_much_for_three_opinions_as_for_one(county, django_assert_num_queries):
    given(county)
    acts.remind_opinions(later(18))
    with CaptureQueriesContext(connection) as one:
        assert acts.remind_opinions(later(18)) == 0
    for name in ("丁宁", "贺兰"):
        given(county, task(county, outsider(county, name=name)))
    acts.remind_opinions(later(18))
    with django_assert_num_queries(len(one)):
        assert acts.remind_opinions(later(18)) == 0


def test_answer_from_outside_is_masked_by_what_was_covered_by_hand_of_any_task(county):
    file = task(county)
    call = drawn(county, file.supervisor, kind="call").tasks.get()
    row = given(county, call)
    act(row, "answer_opinion", county.lvshi, 1, reply="证人王大勇没有到庭。")
    text = browser(row.supervisor.user).get(row.get_absolute_url()).content.decode()
    assert ("王大勇" in text, "王**没有到庭" in text) == (False, True)
