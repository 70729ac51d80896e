"""Supervisors: appointed with a letter for a term, given what is drawn by a seed that is kept, and shut out when the term is over."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.quality.domain import supervisor as acts
from cases.quality.domain import supervisor_task as tasks
from cases.quality.domain.callback_void import void_call
from cases.quality.domain.observation import fill
from cases.quality.models import Supervisor
from cases.quality.queries.masking import mask
from cases.quality.queries.supervisor import appointable, tasks_for
from legalaid.platform.accounts.models import User
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from stations.models import Station
from tests.conftest import BACKEND
from tests.papers import assert_words
from tests.quality.hearings import hearing
from tests.quality.supervisors import (
    FOUND,
    NOW,
    PERSONAL,
    SAID,
    TERM,
    drawn,
    outsider,
    running,
    task,
)
from tests.quality.test_observation import another_county

TODAY = timezone.localdate


def browser(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_letter_is_issued_with_the_appointment_and_anew_when_it_is_put_right(office):
    row = outsider(office)
    paper = Paper.objects.get(kind="supervisor_letter")
    assert_words(paper, "聘任监督员")
    acts.correct(row, by=office.zhuren, reason="身份写错了", unit="县政协委员", **TERM)
    old, new = Paper.objects.filter(kind="supervisor_letter").order_by("pk")
    assert (old.superseded_by, new.facts["unit"]) == (new, "县政协委员")
    said = [sentence(event) for event in Event.objects.filter(workflow="supervisor")]
    assert said == [
        "聘任孔令仪为监督员：2026年1月1日至2035年12月31日",
        "更正孔令仪的聘任：2026年1月1日至2035年12月31日。理由：身份写错了",
    ]


def test_somebody_from_outside_gets_an_account_without_a_post(county):
    account = {"name": "孔令仪", "username": "konglingyi"}
    center = Station.objects.get(parent=None)
    row, token = acts.appoint(by=county.zhuren, station=center, unit="县人大代表", account=account, **TERM)  # fmt: skip
    assert (row.user.role, getattr(row.user, "staff", None), len(token) > 20) == (
        "supervisor",
        None,
        True,
    )
    assert row.user.has_usable_password() is False


def test_terms_of_one_person_do_not_overlap_and_end_after_they_begin(county):
    row, center = outsider(county), Station.objects.get(parent=None)
    for days, said in (
        ({"from_on": date(2035, 12, 31), "to_on": date(2036, 12, 31)}, "已经是监督员"),
        ({"from_on": date(2100, 1, 2), "to_on": date(2100, 1, 1)}, "不能早于第一天"),
    ):
        with pytest.raises(DomainError, match=said):
            acts.appoint(by=county.zhuren, station=center, unit="县人大代表", user=row.user, **days)
    after = {"from_on": date(2100, 1, 1), "to_on": date(2100, 12, 31)}
    acts.appoint(by=county.zhuren, station=center, unit="县人大代表", user=row.user, **after)
    with pytest.raises(DomainError, match="不是在用的监督员账号"):
        acts.appoint(by=county.zhuren, station=center, unit="窗口", user=county.chuangkou, **TERM)
    with pytest.raises(DomainError, match="选择已有的账号"):
        acts.appoint(by=county.zhuren, station=center, unit="无", **TERM)
    assert Supervisor.objects.count() == 2


def test_draw_is_repeated_by_anybody_and_asks_for_no_more_than_there_are(county):
    cases = [running(county) for _ in range(4)]
    row = outsider(county)
    with pytest.raises(DomainError, match="只有4件，不能抽取5件"):
        drawn(county, row, number=5)
    made = drawn(county, row, number=2)
    kept = [one.case.number for one in made.tasks.order_by("position")]
    assert (tasks.repeated(made), made.total, len(kept)) == (kept, 4, 2)
    assert sorted(made.numbers) == sorted(case.number for case in cases)
    again = drawn(county, row, number=2, seed="other")
    assert {one.case.number for one in again.tasks.all()}.isdisjoint(kept)
    made.digest = "0" * 64
    assert tasks.repeated(made) is None


def test_no_marked_case_none_one_has_to_do_with_none_one_keeps_out_of(county):
    row = outsider(county, unit="清和县宏达建筑工程有限公司")
    running(county)
    with pytest.raises(DomainError, match="没有符合条件"):  # works for the opponent
        drawn(county, row)

    free = outsider(county, name="李国强")
    with pytest.raises(DomainError, match="没有符合条件"):  # bears the name of the party
        drawn(county, free)

    other = outsider(county, name="丁宁")
    Case.objects.update(secret=True)
    with pytest.raises(DomainError, match="没有符合条件"):
        drawn(county, other)
    Case.objects.update(secret=False, recused=f",{other.user.pk},")
    with pytest.raises(DomainError, match="没有符合条件"):
        drawn(county, other)
    Case.objects.update(recused="")
    assert drawn(county, other).total == 1


def test_whoever_is_held_or_reached_safely_only_is_not_drawn_for_a_call(county):
    row, case = outsider(county), running(county)
    for facts in ({"safe": "stated"}, {"phone_blind": ""}):
        before = {name: getattr(case.applicant, name) for name in facts}
        type(case.applicant).objects.update(**facts)
        with pytest.raises(DomainError, match="没有符合条件"):
            drawn(county, row, kind="call")
        type(case.applicant).objects.update(**before)
    Case.objects.update(channel="custody")
    with pytest.raises(DomainError, match="没有符合条件"):
        drawn(county, row, kind="call")
    Case.objects.update(channel="visit")
    assert drawn(county, row, kind="call").total == 1


def test_masking_covers_names_numbers_and_addresses():
    names = ("李国强", "李国强之子", "宏达公司", "王")
    text = "李国强之子与李国强到宏达公司，身份证440524198801010011，电话0731-5550107，住石桥乡东河村7号，王某在场。"
    assert mask(text, names, ("不在文中",)) == (
        "李****与李**到宏***，身份证（已遮蔽），电话（已遮蔽），（已遮蔽），王某在场。"
    )


def test_file_is_read_masked_once_somebody_looked_through_it(county):
    running(county)
    row = drawn(county, outsider(county)).tasks.get()
    client, page = browser(row.supervisor.user), row.get_absolute_url()
    assert "核对遮蔽" in client.get(page).content.decode()
    assert "办理记录" not in client.get(page).content.decode()
    with pytest.raises(DomainError, match="还没有交您阅看"):
        tasks.finish(row, by=row.supervisor.user, found=FOUND, at=NOW)

    desk = browser(county.shencha)
    look = desk.get(reverse("quality:task_release", args=[row.pk])).content.decode()
    assert ("王大勇" in look, "李国强" in look) == (True, False)
    assert desk.post(reverse("quality:task_release", args=[row.pk]), {"covered": "王大勇"}).status_code == 302  # fmt: skip
    seen = client.get(page).content.decode()
    assert "向李**说明了风险" in seen
    assert [word for word in PERSONAL if word in seen] == []
    assert SAID not in seen


def test_task_is_finished_once_and_not_by_another(county):
    row = task(county)
    user = row.supervisor.user
    with pytest.raises(NotAllowed, match="没有交给您"):
        tasks.finish(row, by=county.jiandu, found=FOUND, at=NOW)
    tasks.finish(row, by=user, found=FOUND, at=NOW)
    with pytest.raises(DomainError, match="请刷新页面"):
        tasks.finish(row, by=user, found=FOUND, at=NOW)
    with pytest.raises(DomainError, match="请刷新页面"):
        tasks.hand_back(row, by=user, reason="做不了了", at=NOW)


def test_what_was_found_is_put_right_with_a_reason_and_the_history_keeps_what_stood(county):
    row = task(county)
    user = row.supervisor.user
    with pytest.raises(DomainError, match="请刷新页面"):
        tasks.correct_found(row, by=user, found=FOUND, reason="漏写了一项", at=NOW)
    tasks.finish(row, by=user, found=FOUND, at=NOW)
    with pytest.raises(DomainError, match="写明理由"):
        tasks.correct_found(row, by=user, found="没有通报记录。", reason="错", at=NOW)
    with pytest.raises(NotAllowed, match="没有交给您"):
        tasks.correct_found(row, by=county.shencha, found=FOUND, reason="漏写了一项", at=NOW)
    tasks.correct_found(row, by=user, found="没有通报记录。", reason="漏写了一项", at=NOW)
    row.refresh_from_db()
    assert row.found == "没有通报记录。"
    event = Event.objects.get(verb="supervisor.found_corrected")
    assert sentence(event) == f"孔令仪更正{row.case.number}的监督情况：漏写了一项"


def test_end_of_the_term_ends_the_rights(county):
    row = task(county)
    user, page = row.supervisor.user, row.get_absolute_url()
    assert browser(user).get(page).status_code == 200
    acts.end_term(row.supervisor, by=county.zhuren, to_on=TODAY() - timedelta(days=1), reason="本人辞任")  # fmt: skip
    assert browser(user).get(page).status_code == 404
    assert list(tasks_for(user)) == []
    with pytest.raises(NotAllowed, match="不在聘期内"):
        tasks.finish(row, by=user, found=FOUND, at=timezone.now())
    assert row.__class__.objects.get().state == "over"


def test_task_of_a_case_one_is_kept_out_of_later_is_gone_from_ones_sight(county):
    row = task(county)
    user = row.supervisor.user
    Case.objects.update(recused=f",{user.pk},")
    assert browser(user).get(row.get_absolute_url()).status_code == 404
    with pytest.raises(NotAllowed, match="已回避此案"):
        tasks.finish(row, by=user, found=FOUND, at=NOW)
    tasks.cancel(row, by=county.shencha, reason="监督员已回避", at=NOW)
    assert row.__class__.objects.get().state == "gone"


def test_hearing_is_watched_by_the_task_and_the_form_finishes_it(county):
    hearing(county)
    row = drawn(county, outsider(county), kind="hearing").tasks.get()
    assert row.observation.observer == row.supervisor.user
    seen = {"on_time": True, "dressed": True, "prepared": "4", "evidence": "4", "debate": "4", "handed": "yes", "score": 90, "remarks": "好。"}  # fmt: skip
    fill(row.observation, by=row.supervisor.user, at=row.hearing.starts_at, **seen)
    row.refresh_from_db()
    assert (row.state, row.done_at) == ("done", row.hearing.starts_at)
    page = browser(row.supervisor.user).get(row.observation.get_absolute_url())
    assert [word for word in PERSONAL if word in page.content.decode()] == []


def test_cancelled_hearing_takes_the_task_away_and_so_does_voiding_the_draw(county):
    hearing(county)
    made = drawn(county, outsider(county), kind="hearing")
    tasks.void(made, by=county.shencha, reason="抽取有误", at=NOW)
    row = made.tasks.get()
    assert (row.state, row.observation.state) == ("gone", "freed")
    with pytest.raises(DomainError, match="已经作废"):
        tasks.void(made, by=county.shencha, reason="抽取有误", at=NOW)


def test_call_is_put_through_by_the_office_and_its_number_is_never_shown_to_the_supervisor(county):
    row = task(county, kind="call")
    user, page = row.supervisor.user, row.get_absolute_url()
    shown = browser(county.shencha).post(page).content.decode()
    assert "13800138000" in shown
    assert Event.objects.filter(verb="record.reveal", actor=county.shencha).count() == 1
    client = browser(user)
    assert "13800138000" not in client.get(page).content.decode()
    said = client.post(page, follow=True).content.decode()
    assert (
        "您的岗位不回访受援人" in said or "此案不在您的范围内" in said,
        "13800138000" in said,
    ) == (True, False)

    tasks.call(row, by=user, result="off", at=NOW)
    row.refresh_from_db()
    assert row.state == "waiting"
    with pytest.raises(DomainError, match="中心还没有为您拨通"):
        tasks.call(task(county, row.supervisor, kind="call"), by=user, result="reached", at=NOW)
    said = {"met": True, "told": True, "reported": True, "money_asked": False, "satisfaction": "5", "suggestions": "", "more": []}  # fmt: skip
    tasks.call(row, by=user, result="reached", at=NOW, **said)
    row.refresh_from_db()
    assert (row.state, row.callback.satisfaction) == ("done", "5")


def test_task_waits_again_when_its_call_was_about_another_case(county):
    row = task(county, kind="call")
    browser(county.shencha).post(row.get_absolute_url())
    user = row.supervisor.user
    said = {"met": True, "told": True, "reported": True, "money_asked": False, "satisfaction": "5", "suggestions": "", "more": []}  # fmt: skip
    tasks.call(row, by=user, result="reached", at=NOW, **said)
    row.refresh_from_db()
    made = row.callback
    void_call(made, by=county.shencha, reason="登记到了另一件案件", at=NOW)
    row.refresh_from_db()
    assert (row.state, row.callback, row.dialled_at) == ("waiting", None, None)
    told = Message.objects.filter(user=user).latest("pk")
    assert told.text == f"{row.case.number}的回访登错了案件，已经作废，请重新回访。"
    assert Event.objects.filter(verb="supervisor.again").count() == 1

    with pytest.raises(DomainError, match="中心还没有为您拨通"):
        tasks.call(row, by=user, result="reached", at=NOW, **said)
    browser(county.shencha).post(row.get_absolute_url())
    tasks.call(row, by=user, result="reached", at=NOW, **said)
    row.refresh_from_db()
    assert (row.state, row.callback == made) == ("done", False)


def test_nothing_told_of_a_task_says_whose_case_it_is(county):
    row = task(county)
    tasks.finish(row, by=row.supervisor.user, found=FOUND, at=NOW)
    texts = [
        message.text for message in Message.objects.filter(user=row.supervisor.user).order_by("pk")
    ]
    assert texts == [
        "有1件监督任务请您在5月8日前完成。",
        f"{row.case.number}的案卷可以阅看了。",
    ]
    said = " ".join(sentence(event) for event in Event.objects.filter(workflow="supervisor"))
    assert [word for word in PERSONAL if word in said] == []
    assert FOUND not in said


def test_only_accounts_of_supervisors_may_be_appointed(county):
    page = browser(county.zhuren).get(reverse("quality:supervisor_new"))
    offered = page.context["form"].fields["user"].queryset
    assert set(offered) == set(User.objects.filter(role="supervisor"))
    assert browser(county.shencha).get(reverse("quality:supervisor_new")).status_code == 403


def test_nothing_is_handed_back_after_the_term_and_no_more_drawn_than_one_can_do(county):
    row = task(county)
    with pytest.raises(DomainError, match="一次最多抽取50件"):
        drawn(county, row.supervisor, number=51)
    yesterday = TODAY() - timedelta(days=1)
    acts.end_term(row.supervisor, by=county.zhuren, to_on=yesterday, reason="本人辞任")
    with pytest.raises(NotAllowed, match="不在聘期内"):
        tasks.hand_back(row, by=row.supervisor.user, reason="我认识受援人。")


def test_term_of_a_century_is_refused_beside_its_last_day(county):
    with pytest.raises(DomainError, match="聘期不超过十年，请核对年份。") as told:
        outsider(county, to_on=date(9999, 12, 31))
    assert told.value.field == "to_on"


def test_somebody_from_outside_is_appointed_again_by_those_who_did_before(county):
    row = outsider(county)
    assert row.user in appointable(county.zhuren)
    Supervisor.objects.filter(pk=row.pk).update(station=another_county())
    assert row.user not in appointable(county.zhuren)


def test_why_a_task_was_handed_back_is_nowhere_in_the_open_part_of_the_record(county):
    hearing(county)
    row = drawn(county, outsider(county), kind="hearing").tasks.get()
    tasks.hand_back(row, by=row.supervisor.user, reason="受援人李国强是我的表弟。", at=NOW)
    other = task(county, row.supervisor)
    tasks.void(other.draw, by=county.shencha, reason="抽到了李国强的邻居。", at=NOW)
    assert [event.verb for event in Event.objects.all() if "李国强" in str(event.data)] == []
