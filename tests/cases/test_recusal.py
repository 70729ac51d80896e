"""Somebody of the office keeps out of a case (回避): asked by either side or by himself, decided by the director, of a director by the bureau."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.enums import RecusalAsker, RecusalResult
from cases.models import Case
from cases.queries.case import next_steps, waiting_for
from cases.queries.objection import waiting_objections
from cases.queries.recusal import may_keep_out, who_acts_on
from cases.workflow import CASE, OBJECTION
from legalaid.platform.accounts.models import User
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.models import Message
from stations.models import Staff
from tests.factories import START, do, new_case, walk
from tests.rights.walks.objection import objection

BARRED = "您已回避此案，不能办理。"
WHY = "审查人员是对方公司负责人的妹妹。"
ASKED = timezone.make_aware(datetime(2026, 3, 9, 9))
DECIDED = ASKED + timedelta(hours=2)


def fresh(case):
    return Case.objects.get(pk=case.pk)


def in_review(county, at=START):
    return walk(county, "pass_form", case=new_case(county, at=at, green=False), at=at)


def ask(case, county, who="shencha", by="chuangkou", at=ASKED, **changes):
    facts = {"asked_by": RecusalAsker.APPLICANT, "asker": "李国强", "reason": WHY}
    facts |= {"received_on": timezone.localdate(at)} | changes
    user = getattr(county, who)
    return CASE.acts["ask_recusal"](fresh(case), by=getattr(county, by), at=at, user=user, **facts)


def decide(case, row, by, result=RecusalResult.GRANTED, at=DECIDED):
    said = {"result": result, "reasons": "经核实，情况属实。"}
    return CASE.acts["decide_recusal"](fresh(case), by=by, at=at, recusal=row, **said)


def recuse(case, county, who="shencha"):
    return decide(case, ask(case, county, who), county.zhuren)


def test_request_changes_nothing_until_it_is_decided_and_the_director_hears(county):
    case = in_review(county)
    ask(case, county)
    case = fresh(case)
    assert (case.state, case.recused, case.recusing) == ("merits_review", "", True)
    assert CASE.refusal(CASE.steps["recommend"], fresh(case), county.shencha) == ""
    [told] = Message.objects.filter(text__contains="回避")
    assert (told.user, told.text) == (
        county.zhuren,
        f"{case.number}有要求审查人员{county.shencha.name}回避的申请，请决定。",
    )
    assert told.url == f"/cases/{case.pk}/decide_recusal/"
    assert [event.sentence for event in events_for("case", case.pk)][-1] == (
        f"2026年3月9日收到要求{county.shencha.name}回避的申请（申请人、受援人提出）"
    )


def test_whoever_keeps_out_is_barred_from_every_step_and_another_goes_on(county):
    case = in_review(county)
    recuse(case, county)
    case = fresh(case)
    own = [step for step in CASE.steps.values() if case.state in step.source and not step.system]
    entitled = [step for step in own if county.shencha.may(step.permission)]
    assert len(entitled) > 10
    assert {CASE.refusal(step, case, county.shencha) for step in entitled} == {BARRED}
    assert CASE.available(case, county.shencha) == []
    assert CASE.refusal(CASE.steps["recommend"], case, county.shencha2) == ""
    with pytest.raises(NotAllowed, match=BARRED):
        do(case, county, "recommend", DECIDED + timedelta(hours=1))
    assert [event.sentence for event in events_for("case", case.pk)][-1] == (
        f"{county.shencha.name}：决定回避"
    )
    assert Message.objects.get(user=county.shencha, text__contains="回避").text == (
        f"{case.number}：决定您回避，您不再办理此案。"
    )


def test_lists_offer_the_case_to_the_others_alone(county):
    case = in_review(county)
    assert case in waiting_for(county.shencha)
    recuse(case, county)
    assert case not in waiting_for(county.shencha)
    assert case in waiting_for(county.shencha2)


def test_crafted_request_of_a_recused_person_is_refused(county, sign_in):
    case = in_review(county)
    recuse(case, county)
    client = sign_in(county.shencha)
    answer = client.post(reverse("cases:return_to_review", args=[case.pk]), {"reason": "再查"})
    assert answer.status_code == 403
    sent = client.post(reverse("cases:recommend", args=[case.pk]), {"proposal": "给予"})
    assert sent.status_code == 403
    assert BARRED in sent.content.decode()
    assert fresh(case).state == "merits_review"


def test_refused_with_reasons_this_person_goes_on(county):
    case = in_review(county)
    decide(case, ask(case, county), county.zhuren, RecusalResult.REFUSED)
    assert fresh(case).recused == ""
    assert CASE.refusal(CASE.steps["recommend"], fresh(case), county.shencha) == ""
    assert Message.objects.get(user=county.shencha, text__contains="回避").text == (
        f"{case.number}：决定您不回避，请继续办理。"
    )
    ask(case, county, at=DECIDED + timedelta(hours=1))  # something new may be said


def test_request_on_the_wrong_person_is_taken_back(county):
    case = in_review(county)
    row = ask(case, county)
    act = CASE.acts["withdraw_recusal"]
    act(fresh(case), by=county.chuangkou, at=DECIDED, recusal=row, reason="登记错了人。")
    assert not case.recusals.open().exists()
    assert not fresh(case).recusing
    with pytest.raises(NotAllowed, match="没有等待决定的回避申请。"):
        decide(case, row, county.zhuren)


def test_decision_that_was_a_mistake_is_lifted(county):
    case = in_review(county)
    row = recuse(case, county)
    act = CASE.acts["lift_recusal"]
    at = DECIDED + timedelta(hours=1)
    act(fresh(case), by=county.zhuren, at=at, recusal=row, reason="同名的另一人。")
    assert (fresh(case).recused, fresh(case).recusing) == ("", False)
    assert case in waiting_for(county.shencha)
    row.refresh_from_db()
    assert (row.result, row.lifted_why, row.lifted_by) == (
        "granted",
        "同名的另一人。",
        county.zhuren,
    )


def test_of_two_one_is_lifted_and_the_other_stays(county):
    case = in_review(county)
    first = recuse(case, county)
    second = ask(case, county, "chuangkou", at=DECIDED + timedelta(hours=1))
    decide(case, second, county.zhuren, at=DECIDED + timedelta(hours=2))
    assert fresh(case).recused == f",{county.shencha.pk},{county.chuangkou.pk},"
    at = DECIDED + timedelta(hours=3)
    act = CASE.acts["lift_recusal"]
    act(fresh(case), by=county.zhuren, at=at, recusal=first, reason="同名的另一人。")
    assert fresh(case).recused == f",{county.chuangkou.pk},"


def test_of_a_director_the_bureau_decides_and_nobody_on_their_own(county):
    case = in_review(county)
    row = ask(case, county, "zhuren")
    assert Message.objects.get(text__contains="回避").user.role == "bureau"
    with pytest.raises(NotAllowed, match="中心负责人、司法局人员的回避由司法局决定。"):
        decide(case, row, county.zhuren)
    decide(case, row, county.sifaju)
    assert CASE.refusal(CASE.steps["serve"], fresh(case), county.zhuren) == BARRED


def test_bureau_decides_on_nobody_else(county):
    case = in_review(county)
    with pytest.raises(NotAllowed, match="工作人员的回避由中心负责人决定。"):
        decide(case, ask(case, county), county.sifaju)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"reason": "亲戚"}, "reason", "请写明回避的理由（不少于4个字）。"),
        ({"asker": " "}, "asker", "请写明提出人的姓名。"),
        ({"asked_by": RecusalAsker.SELF}, "asked_by", "本人提出回避的，由其本人登记。"),
        ({"received_on": date(2026, 3, 2)}, "received_on", "收到日期不能早于2026年3月3日。"),
        ({"received_on": date(2026, 3, 10)}, "received_on", "收到日期不能晚于今天。"),
        ({"who": "lvshi"}, "user", "此人不在可以登记回避的人员之内；承办人的回避，请登记更换承办人的申请。"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field(county, changes, field, sentence):
    case = in_review(county)
    with pytest.raises(DomainError) as said:
        ask(case, county, **changes)
    assert (said.value.field, said.value.sentence) == (field, sentence)
    assert not case.recusals.exists()


def test_one_person_is_asked_to_keep_out_once(county):
    case = in_review(county)
    ask(case, county)
    with pytest.raises(DomainError) as said:
        ask(case, county, at=ASKED + timedelta(minutes=5))
    assert said.value.sentence == f"{county.shencha.name}已有一项回避的申请等待决定，或者已经回避。"


def test_two_decide_at_once_the_second_is_told(county):
    case = in_review(county)
    row, other = ask(case, county), ask(case, county, "shencha2", at=ASKED + timedelta(minutes=1))
    decide(case, row, county.zhuren)
    with pytest.raises(DomainError, match="这项回避已有人办理，请刷新后核对。"):
        decide(case, row, county.zhuren, at=DECIDED + timedelta(minutes=1))
    assert list(case.recusals.waiting()) == [other]


def test_page_says_who_acts_instead(county, sign_in):
    case = in_review(county, timezone.now() - timedelta(days=9))
    ask(case, county, at=timezone.now() - timedelta(days=2))
    said = sign_in(county.chuangkou).get(case.get_absolute_url()).content.decode()
    assert f"要求审查人员{county.shencha.name}回避，待决定" in said
    assert WHY in said
    decide(case, case.recusals.get(), county.zhuren, at=timezone.now() - timedelta(days=1))
    said = sign_in(county.chuangkou).get(case.get_absolute_url()).content.decode()
    assert f"审查人员{county.shencha.name}已回避" in said
    assert "陈立已回避，由何芳办理。" in said


def test_where_nobody_else_is_left_the_page_says_what_to_do(county):
    case = in_review(county)
    others = User.objects.filter(role="reviewer").exclude(pk=county.shencha.pk)
    others.update(is_active=False)
    recuse(case, county)
    assert next_steps(fresh(case), county.shencha) == []
    assert who_acts_on(fresh(case), list(case.recusals.open())) == (
        "没有其他审查人员可以办理：请系统管理员为另一名审查人员开设账号，或者由中心负责人撤销有误的回避。"
    )


def test_of_the_only_director_the_bureau_may_lift_it(county):
    case = in_review(county)
    do(case, county, "recommend", ASKED - timedelta(days=1))
    decide(case, ask(case, county, "zhuren"), county.sifaju)
    User.objects.filter(role="director").exclude(pk=county.zhuren.pk).update(is_active=False)
    assert who_acts_on(fresh(case), list(case.recusals.open())) == (
        "没有其他中心负责人可以办理：请系统管理员为另一名中心负责人开设账号，或者由司法局撤销有误的回避。"
    )


def test_pages_take_the_request_and_the_decision(county, sign_in):
    case = in_review(county, timezone.now() - timedelta(days=9))
    client, page = sign_in(county.chuangkou), reverse("cases:ask_recusal", args=[case.pk])
    assert client.get(page).status_code == 200
    sent = {
        "user": county.shencha.pk, "asked_by": "opponent", "asker": "宏达公司", "reason": "",
        "received_on": timezone.localdate().isoformat(),
    }  # fmt: skip
    wrong = client.post(page, sent).content.decode()
    assert 'value="宏达公司"' in wrong
    assert not case.recusals.exists()
    assert client.post(page, sent | {"reason": WHY}).status_code == 302
    row = case.recusals.get()

    director = sign_in(county.zhuren)
    assert f"审查人员{county.shencha.name}" in director.get("/").content.decode()
    page = reverse("cases:decide_recusal", args=[case.pk])
    said = director.get(page).content.decode()
    assert WHY in said
    sent = {"recusal": row.pk, "result": "granted", "reasons": "情况属实。"}
    assert director.post(page, sent).status_code == 302
    assert fresh(case).recused == f",{county.shencha.pk},"


def test_bureau_sees_of_the_case_no_more_than_it_decides_on(county, sign_in):
    case = in_review(county, timezone.now() - timedelta(days=9))
    bureau, page = sign_in(county.sifaju), reverse("cases:decide_recusal", args=[case.pk])
    assert bureau.get(page).status_code == 404
    row = ask(case, county, "zhuren", at=timezone.now() - timedelta(days=1), asker="王某")
    said = sign_in(county.sifaju).get(page).content.decode()
    assert WHY in said
    assert case.number in said
    assert case.applicant.name not in said
    assert case.cause.name not in said
    assert f"中心负责人{county.zhuren.name}" in bureau.get("/").content.decode()
    sent = {"recusal": row.pk, "result": "granted", "reasons": "情况属实。"}
    assert bureau.post(page, sent).headers["Location"] == "/cases/recusals/"
    assert fresh(case).recused == f",{county.zhuren.pk},"
    lift = reverse("cases:lift_recusal", args=[case.pk])
    assert bureau.get(lift).status_code == 200
    assert bureau.get(case.get_absolute_url()).status_code in (403, 404)


def test_those_of_another_station_are_not_offered(county):
    people = may_keep_out(in_review(county))
    assert {county.shencha, county.shencha2, county.chuangkou, county.zhuren} <= set(people)
    assert {"finance", "bureau"} < {user.role for user in people}
    assert not {"handler", "admin"} & {user.role for user in people}
    assert county.zhan2 not in people


@pytest.fixture
def sifaju2(county):
    """A second person of the bureau."""
    user = User.objects.create(username="sifaju2", name="韩冰", role="bureau", password="!")
    Staff.objects.create(user=user, station=county.sifaju.staff.station)
    return user


def test_of_the_bureau_another_of_the_bureau_decides(county, sifaju2):
    case = in_review(county)
    row = ask(case, county, "sifaju")
    with pytest.raises(NotAllowed, match="中心负责人、司法局人员的回避由司法局决定。"):
        decide(case, row, county.zhuren)
    with pytest.raises(NotAllowed, match="本人的回避，由司法局的另一人决定。"):
        decide(case, row, county.sifaju)
    decide(case, row, sifaju2)
    assert fresh(case).recused == f",{county.sifaju.pk},"


@pytest.mark.parametrize("who", ["caiwu", "sifaju"])
def test_finance_and_bureau_say_it_of_themselves_alone(county, who):
    case = in_review(county)
    own = {"asked_by": RecusalAsker.SELF, "asker": "", "by": who}
    with pytest.raises(DomainError) as said:
        ask(case, county, "shencha", by=who)
    assert said.value.sentence == "您的岗位只登记本人提出的回避；当事人提出的，由窗口登记。"
    assert ask(case, county, who, **own).user == getattr(county, who)


def test_bureau_keeps_out_of_an_objection(county, sifaju2, sign_in):
    row = next(objection(county))
    case = row.case
    page = reverse("cases:objection", args=[row.pk])
    assert "本人申请回避" in sign_in(county.sifaju).get(page).content.decode()

    at = row.changed_at + timedelta(hours=1)
    asked = ask(case, county, "sifaju", by="sifaju", at=at, asked_by="self", asker="")
    decide(case, asked, sifaju2, at=at + timedelta(hours=1))
    row = type(row).objects.get(pk=row.pk)
    assert OBJECTION.available(row, county.sifaju) == []
    assert [step.key for step in OBJECTION.available(row, sifaju2)][-2:] == [
        "uphold",
        "order_correction",
    ]
    assert (row in waiting_objections(county.sifaju), row in waiting_objections(sifaju2)) == (
        False,
        True,
    )

    said = sign_in(county.sifaju).get(page).content.decode()
    assert "您已回避此案，不能办理。" in said
    assert f"{county.sifaju.name}已回避，由韩冰办理。" in said
    sent = sign_in(county.sifaju).post(
        f"{page}uphold/", {"findings": "属实", "reasons": "不属范围"}
    )
    assert sent.status_code == 403


def test_bureau_finds_what_it_decides_and_may_lift(county, sign_in):
    case = in_review(county)
    bureau, page = sign_in(county.sifaju), reverse("cases:recusals")
    assert "没有等待决定的回避申请" in bureau.get(page).content.decode()
    row = ask(case, county, "zhuren")
    ask(case, county, "shencha", at=ASKED + timedelta(minutes=1))  # the director's to decide
    said = bureau.get(page).content.decode()
    assert f"/cases/{case.pk}/decide_recusal/" in said
    assert f"中心负责人{county.zhuren.name}" in said
    assert county.shencha.name not in said
    decide(case, row, county.sifaju)
    assert f"/cases/{case.pk}/lift_recusal/" in bureau.get(page).content.decode()
    assert sign_in(county.chuangkou).get(page).status_code == 403
