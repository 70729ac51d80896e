"""Handlers put themselves forward for a case that names nobody; chosen with reasons, back to assignment where nobody comes."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.domain import volunteer as acts
from cases.models import Case, Pool, Volunteer
from cases.queries.assignment import candidates_for
from cases.queries.volunteer import pools_for
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.notifications.models import Message
from stations.models import Handler
from tests.factories import START, do, lawyer, new_case, walk

AT = START + timedelta(days=5)
CLOSES = AT + timedelta(days=1)


@pytest.fixture
def case(county):
    return walk(county, "grant", case=new_case(county))


def call(case, county, **facts):
    return acts.call_for(case, by=county.zhuren, **{"at": AT, "closes_at": CLOSES} | facts)


def told(case):
    return [event.sentence for event in events_for("case", case.pk)][-1]


def another(case):
    return next(
        one.handler
        for one in reversed(candidates_for(case))
        if one.eligible and one.handler != lawyer()
    )


def test_pool_volunteer_and_assignment_by_its_first(county, case):
    pool = call(case, county, note="案情简单，需到仲裁委开庭一次。")
    who = another(case)
    acts.volunteer(pool, by=who.user, note="办过同类案件", at=AT + timedelta(hours=1))
    assert told(case) == f"{who}报名自愿办理"
    with pytest.raises(
        DomainError, match="正在公开征集承办人（3月9日 09:00截止），提前指派的，请先撤回征集"
    ):
        do(case, county, "assign", AT + timedelta(hours=2), handler=who)

    first = candidates_for(case)[0]
    assert (first.handler, "自愿报名" in first.reasons) == (who, True)
    do(case, county, "assign", CLOSES, handler=who, reason="")
    pool.refresh_from_db()
    assert (pool.end, case.assignments.get().passed_over) == ("chosen", None)


def test_whoever_is_not_chosen_is_thanked_and_skipping_volunteers_needs_a_reason(county, case):
    pool, who = call(case, county), another(case)
    acts.volunteer(pool, by=who.user, at=AT)
    with pytest.raises(DomainError) as said:
        do(case, county, "assign", CLOSES, handler=lawyer(), reason="")
    assert said.value.field == "reason"
    do(case, county, "assign", CLOSES, handler=lawyer(), reason="受援人原来的律师")
    text = f"您报名的征集{pool.pk}已指派给其他承办人，感谢您的报名。"
    assert Message.objects.filter(user=who.user, text=text).count() == 1


def test_nobody_came_and_the_case_goes_back_to_assignment_told_once(county, case):
    pool = call(case, county)
    assert acts.close_pools(CLOSES - timedelta(minutes=1)) == 0
    assert [acts.close_pools(CLOSES), acts.close_pools(CLOSES)] == [1, 0]
    pool.refresh_from_db()
    assert (pool.end, told(case)) == ("nobody", "征集截止，无人报名，另行指派")
    assert Message.objects.filter(text=f"{case.number}征集已截止，无人报名，请指派。").count() == 1
    do(case, county, "assign", CLOSES)


def test_who_came_is_chosen_by_the_director_who_is_told_once(county, case):
    acts.volunteer(call(case, county), by=another(case).user, at=AT)
    assert [acts.close_pools(CLOSES), acts.close_pools(CLOSES)] == [1, 0]
    assert Message.objects.filter(text=f"{case.number}征集已截止，1人报名，请选定。").count() == 1
    assert Pool.objects.open().count() == 1


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"closes_at": AT + timedelta(minutes=119)}, "closes_at", "截止时间至少在2小时以后，承办人才来得及报名。"),
        ({"closes_at": AT + timedelta(days=30)}, "closes_at", "截止时间至少比指派的期限（"),
        ({"note": "李国强的工资"}, "note", "说明给全体承办人看，不能写当事人的姓名、名称、电话和证件号码。"),
        ({"note": "对方是清和县宏达建筑工程有限公司"}, "note", "说明给全体承办人看，不能写当事人的姓名、名称、电话和证件号码。"),
        ({"note": "电话13800138000"}, "note", "说明给全体承办人看，不能写当事人的姓名、名称、电话和证件号码。"),
    ],
)  # fmt: skip
def test_what_cannot_be_called_for(county, case, facts, field, sentence):
    with pytest.raises(DomainError) as said:
        call(case, county, **facts)
    assert (said.value.field, said.value.sentence[: len(sentence)]) == (field, sentence)
    assert not Pool.objects.exists()


def test_call_closes_hours_before_the_limit_of_assignment(county, case):
    """Whoever has come forward must still be assigned by then."""
    last = case.due_at - timedelta(hours=8)
    with pytest.raises(DomainError, match="早8小时，报名以后还要指派。"):
        call(case, county, closes_at=last + timedelta(minutes=1))
    assert call(case, county, closes_at=last).closes_at == last


def test_marked_case_is_not_put_before_everybody_and_none_twice(county, case):
    call(case, county)
    with pytest.raises(DomainError, match="此案已经在征集。"):
        call(case, county)
    Pool.objects.all().delete()
    Case.objects.filter(pk=case.pk).update(secret=True)
    with pytest.raises(DomainError, match="密卷不公开征集，请直接指派。"):
        call(case, county)


def test_case_that_waits_for_nobody_is_not_called_for(county, case):
    do(case, county, "assign", AT)
    with pytest.raises(StaleState, match="此案现在不是待指派，不能征集。"):
        call(case, county)


def test_too_late_twice_and_back_again(county, case):
    pool = call(case, county)
    for _ in range(2):
        acts.volunteer(pool, by=county.lvshi, at=AT)
    assert Volunteer.objects.count() == 1
    acts.step_back(pool, by=county.lvshi, at=AT)
    with pytest.raises(DomainError, match="您没有报名，或者已经撤回。"):
        acts.step_back(pool, by=county.lvshi, at=AT)
    acts.volunteer(pool, by=county.lvshi, at=AT)
    assert Volunteer.objects.filter(withdrawn_at=None).count() == 1
    with pytest.raises(DomainError, match="报名已经截止。"):
        acts.volunteer(pool, by=county.lvshi, at=CLOSES)


def test_handler_reads_the_matter_and_nobody_of_it(county, case, sign_in):
    pool = call(case, county)
    Pool.objects.update(closes_at=START + timedelta(days=9999))
    client = sign_in(county.lvshi)
    for page in (client.get(reverse("cases:pools")), client.get(pool.get_absolute_url())):
        text = page.content.decode()
        assert "追索劳动报酬纠纷" in text
        assert [
            word for word in (case.number, "李国强", "宏达", "18600", "138001") if word in text
        ] == []

    client.post(pool.get_absolute_url(), {"act": "volunteer", "volunteer-note": "愿意办理"})
    assert Volunteer.objects.get().note == "愿意办理"
    assert client.get(case.get_absolute_url()).status_code == 404
    assert client.post(pool.get_absolute_url(), {"act": "withdraw", "withdraw-reason": "不办了吧"}).status_code == 409  # fmt: skip
    assert Pool.objects.get().ended_at is None


def test_pool_is_read_while_it_is_open_then_by_who_came_and_never_by_another_office(county, case):
    pool, who = call(case, county), another(case)
    Pool.objects.update(closes_at=START + timedelta(days=9999))
    assert list(pools_for(county.lvshi)) == list(pools_for(county.zhuren)) == [pool]
    acts.volunteer(pool, by=who.user, at=AT)
    acts.withdraw(pool, by=county.zhuren, reason="改为直接指派", at=AT)
    assert (list(pools_for(county.lvshi)), list(pools_for(who.user))) == ([], [pool])
    assert list(pools_for(county.chuangkou)) == list(pools_for(county.sifaju)) == []
    assert told(case) == "撤回征集：改为直接指派"


def test_pool_that_was_withdrawn_while_it_was_closed_is_told_to_nobody(county, case):
    pool = call(case, county)
    acts.withdraw(pool, by=county.zhuren, reason="改为直接指派。", at=AT)
    assert acts._close(Pool.objects.get(pk=pool.pk), CLOSES) == 0
    assert Pool.objects.get(pk=pool.pk).end == "withdrawn"


def test_what_all_handlers_read_holds_no_name_nor_what_one_is_called_nor_a_number(county, case):
    given, unit = case.applicant.name[-2:], case.opponents[0].name
    for note in (
        f"{given}的案件",
        f"对方是{unit}",
        "请打5550107",
        "请打１３８００１３８０００",
    ):
        with pytest.raises(DomainError) as said:
            call(case, county, note=note)
        assert (said.value.field, said.value.sentence) == (
            "note",
            "说明给全体承办人看，不能写当事人的姓名、名称、电话和证件号码。",
        )


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("李明", {"李明"}),
        ("李国强", {"李国强", "国强"}),
        ("清和县华盛建筑有限公司", {"清和县华盛建筑有限公司", "华盛"}),
        ("顺达劳务服务部", {"顺达劳务服务部", "顺达"}),
    ],
)
def test_what_somebody_is_called_by(name, parts):
    assert acts.known_by(name) == parts


def test_notes_are_put_right_until_the_time_is_over(county, case, sign_in):
    pool, who = call(case, county, note="到仲裁委开庭一次"), another(case)
    acts.amend_note(pool, by=county.zhuren, note="到仲裁委开庭两次", at=AT)
    pool.refresh_from_db()
    assert (pool.note, told(case)) == ("到仲裁委开庭两次", "修改征集的说明")

    acts.volunteer(pool, by=who.user, note="办过同类", at=AT)
    acts.amend_own(pool, by=who.user, note="办过同类案件三件", at=AT + timedelta(hours=1))
    row = Volunteer.objects.get()
    assert (row.note, row.at, told(case)) == ("办过同类案件三件", AT, f"{who}修改自荐说明")
    with pytest.raises(DomainError, match="自荐说明中不写电话和证件号码。"):
        acts.amend_own(pool, by=who.user, note="电话13800138000", at=AT)
    for late in (acts.amend_note, acts.amend_own):
        with pytest.raises(DomainError, match="报名已经截止。"):
            late(pool, by=who.user, note="再改一次", at=CLOSES)


def test_who_may_not_is_told_his_own_reason_and_none_of_the_case(county, case):
    pool, who = call(case, county), another(case)
    Handler.objects.filter(pk=who.pk).update(licence_expires=AT.date())
    with pytest.raises(DomainError, match="您不能报名：执业证已于2026年3月8日到期。"):
        acts.volunteer(pool, by=who.user, at=AT)
    Handler.objects.filter(pk=who.pk).update(licence_expires=None)
    Case.objects.filter(pk=case.pk).update(recused=f",{who.user_id},")
    with pytest.raises(DomainError, match="按利益冲突、回避等规则，您不能承办这一件，不能报名。"):
        acts.volunteer(pool, by=who.user, at=AT)


def test_reason_of_a_call_taken_back_is_read_by_who_came(county, case, sign_in):
    pool, who = call(case, county), another(case)
    acts.volunteer(pool, by=who.user, at=AT)
    acts.withdraw(pool, by=county.zhuren, reason="改由原律师办理", at=AT)
    assert Message.objects.filter(
        user=who.user, text=f"您报名的征集{pool.pk}已撤回（改由原律师办理），感谢您的报名。"
    ).exists()
    assert "撤回的理由：改由原律师办理" in sign_in(who.user).get(pool.get_absolute_url()).text


def test_call_stands_on_the_first_page_of_the_director_and_on_the_case_with_who_is_away(
    county, case, sign_in
):
    pool, who = call(case, county), another(case)
    acts.volunteer(pool, by=who.user, at=AT)
    Handler.objects.filter(pk=who.pk).update(active=False)
    client = sign_in(county.zhuren)
    assert "征集已截止，待选定" in client.get(case.get_absolute_url()).text
    assert "1人报名，已截止，待指派" in client.get("/").text
    assert "目前不接受指派" in client.get(pool.get_absolute_url()).text
