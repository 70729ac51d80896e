"""A decision on several is received by each, or not; what changes in one of them holds for what is sent to that one alone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.domain.papers import print_paper
from cases.models import GroupMember, Service
from cases.queries.group_serving import lacking, served_of
from cases.queries.objection import decision_called, limit_of
from cases.queries.serving import to_serve_again
from legalaid.faces.desk.sources.cases import _to_serve
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from tests.cases.groups import act, anew, begun, go, who
from tests.factories import START, do, new_case
from tests.papers import words_of

DAY = date(2026, 3, 9)


def told(case, key):
    return [
        sentence(event) for event in Event.objects.filter(verb=f"case.{key}", subject_id=case.pk)
    ]


def paper(case, kind):
    return Paper.objects.filter(workflow="case", subject_id=case.pk, kind=kind).latest("pk")


def keys(case, *names):
    return [who(case, name) for name in names]


def hand(case, county, kind, *names, on=DAY, **facts):
    said = {"how": "handed", "sent_on": on, "received_on": on} | facts
    people = keys(case, *names)
    act(case, "serve_members", county.chuangkou, paper=paper(case, kind), people=people, at=AT, **said)  # fmt: skip


AT = START + timedelta(days=20)


@pytest.fixture
def case(county):
    return begun(county, "grant")


def test_joint_decision_is_served_to_each_and_the_list_says_who_lacks_it(county, sign_in, case):
    decision = paper(case, "decision_grant")
    one = {"paper": decision, "recipient": "李国强", "how": "handed", "sent_on": DAY}
    with pytest.raises(DomainError, match="请办理“逐人登记送达”"):
        act(case, "serve", county.chuangkou, **one, received_on=DAY, at=AT)

    hand(case, county, "decision_grant", "李国强", "吴小妹")
    assert told(case, "serve_members") == [
        f"送达{decision}给2人：直接送达，2026年3月9日送达：李国强、吴小妹"
    ]
    with pytest.raises(DomainError, match="吴小妹的一份已登记送达：直接送达，2026年3月9日送达"):
        hand(case, county, "decision_grant", "周大勇", "吴小妹")

    numbers = {key: f"EMS{key}" for key in keys(case, "周大勇", "工友4")}
    hand(case, county, "decision_grant", "周大勇", "工友4", how="post", numbers=numbers, received_on=None)  # fmt: skip
    with pytest.raises(DomainError, match="邮寄的，请填写邮件号码"):
        hand(case, county, "decision_grant", "工友5", how="post", received_on=None)
    assert served_of(case, decision) == {"all": 6, "received": 2, "sent": 2, "returned": 0, "waiting": 2}  # fmt: skip
    assert [one.who.name for one in lacking(case, decision)] == [
        "周大勇",
        "工友4",
        "工友5",
        "工友6",
    ]

    client = sign_in(county.chuangkou)
    page = client.get(reverse("cases:group", args=[case.pk]), {"show": "unserved"}).content.decode()
    assert ("6人：收到2，送出未收到2，退回0，未送出2" in page, "工友5" in page, "吴小妹" in page) == (
        True, True, False,
    )  # fmt: skip
    form = client.get(reverse("cases:serve_members", args=[case.pk]))
    assert [name for _, name in form.context["form"].fields["people"].choices] == ["工友5", "工友6"]
    posted = {
        "seen": anew(case).version, "paper": decision.pk, "people": keys(case, "工友5", "工友6"), "how": "post", "sent_on": "2026-03-10",
        "numbers": "工友6 EMS6\n工友5 EMS5",
    }  # fmt: skip
    where = reverse("cases:serve_members", args=[case.pk])
    wrong = client.post(where, posted | {"numbers": "工友6 EMS6"})
    assert wrong.context["form"].errors["numbers"] == ["工友5没有邮件号码。"]
    assert client.post(where, posted).status_code == 302
    sent = dict(
        Service.objects.filter(number__in=("EMS5", "EMS6")).values_list("recipient", "number")
    )
    assert sent == {"工友5": "EMS5", "工友6": "EMS6"}


def test_what_came_back_is_a_task_for_that_person_until_it_is_served_again(county, case):
    numbers = {key: f"EMS{key}" for key in keys(case, "周大勇", "工友4")}
    hand(case, county, "decision_grant", "周大勇", "工友4", how="post", numbers=numbers, received_on=None)  # fmt: skip
    row = Service.objects.get(member=who(case, "周大勇"))
    facts = {"service": row, "news": "returned", "on": date(2026, 3, 12), "reason": "迁移新址不明"}
    act(case, "update_service", county.chuangkou, at=AT, **facts)
    assert [one.member_id for one in to_serve_again(county.chuangkou)] == [who(case, "周大勇")]
    task = _to_serve([row.pk])[row.pk]
    assert (task.who, task.to.split("serve_members/")[1]) == (
        "周大勇", f"?paper={row.paper_id}&person={row.member_id}",
    )  # fmt: skip

    hand(case, county, "decision_grant", "周大勇", on=date(2026, 3, 13))
    assert list(to_serve_again(county.chuangkou)) == []


def test_limit_to_object_runs_for_each_from_the_own_receipt(county):
    case = begun(county)
    do(case, county, "refuse", case.changed_at + timedelta(days=1))
    hand(case, county, "decision_refuse", "李国强", on=DAY)
    hand(case, county, "decision_refuse", "吴小妹", on=date(2026, 3, 13))
    decision = paper(case, "decision_refuse")
    limits = [limit_of(decision, case, name) for name in ("李国强", "吴小妹")]
    assert [timezone.localdate(limit.at) for limit in limits] == [date(2026, 3, 24), date(2026, 3, 30)]  # fmt: skip
    found = decision_called(f"{decision.year}第{decision.number}号", "吴小妹", case.station)
    assert found == decision


def test_whoever_died_left_or_has_a_letter_of_the_own_is_not_served_the_joint_one(county, case):
    act(case, "member_died", county.zhuren, person=who(case, "工友4"), died_on=DAY, proof="派出所注销户口证明", at=AT)  # fmt: skip
    with pytest.raises(DomainError, match="工友4已退出、去世"):
        hand(case, county, "decision_grant", "工友4")
    assert served_of(case, paper(case, "decision_grant"))["all"] == 5


def test_death_of_one_ends_aid_to_that_one_and_leaves_the_share_to_the_heirs(county):
    case = begun(county, "hold_first_meeting")
    one = who(case, "工友4")
    act(case, "set_won", county.lvshi, amounts={one: Decimal(1000)})
    death = {"person": one, "died_on": DAY, "proof": "派出所注销户口证明"}
    with pytest.raises(DomainError, match="李国强列在首位"):
        act(case, "member_died", county.lvshi, **death | {"person": who(case, "李国强")}, at=AT)
    act(case, "member_died", county.lvshi, **death, at=AT)
    assert told(case, "member_died") == [
        "工友4于2026年3月9日死亡，其余的人继续：派出所注销户口证明"
    ]
    assert "工友4" not in words_of(paper(case, "agreement"))
    ended = case.counted.filter(closed_on=DAY).get()
    assert (ended.weight, ended.profile.outcome) == (1, "terminated")
    act(case, "pay_members", county.lvshi, paid_on=DAY, amounts={one: Decimal(1000)}, note="给付其妻", at=AT)  # fmt: skip

    act(case, "rejoin_group", county.lvshi, person=one, reason="登记错了人", at=AT)
    assert told(case, "rejoin_group") == ["撤销工友4的死亡登记：登记错了人"]
    assert "工友4" in words_of(paper(case, "agreement"))


def test_safe_contact_of_one_holds_for_that_one_alone(county, sign_in, case):
    one = who(case, "吴小妹")
    contact = {"phone": "13900139000", "address": "清和县北街2号", "safe": "stated", "forbidden": ["mail", "phone"]}  # fmt: skip
    facts = {"person": one, "contact": contact, "reason": "本人来电要求不寄信"}
    act(case, "set_contact", county.chuangkou, **facts, at=AT)
    assert told(case, "set_contact") == [
        "更正吴小妹的联系电话、联系地址、安全联系、不得使用的方式。理由：本人来电要求不寄信"
    ]
    numbers = dict.fromkeys(keys(case, "吴小妹", "周大勇"), "EMS1")
    posted = {"how": "post", "numbers": numbers, "received_on": None}
    with pytest.raises(DomainError, match="吴小妹：当事人要求不得邮寄"):
        hand(case, county, "decision_grant", "周大勇", "吴小妹", **posted)
    hand(case, county, "decision_grant", "周大勇", **posted)
    assert anew(case).applicant.safe == ""

    listed = words_of(print_paper(case, "member_list", by=county.chuangkou))
    assert ("13900139000" in listed, "须安全联系" in listed, "13800138000" in listed) == (False, True, True)  # fmt: skip
    page = (
        sign_in(county.zhuren)
        .get(reverse("cases:group_person", args=[case.pk, one]))
        .content.decode()
    )
    assert (
        "不得邮寄、拨打本人电话" in page or "不得拨打本人电话、邮寄" in page,
        "139****9000" in page,
    ) == (True, True)
    with pytest.raises(DomainError, match="李国强列在首位，请在“更新案件情况”更新"):
        act(case, "set_contact", county.chuangkou, **facts | {"person": who(case, "李国强")}, at=AT)


def test_one_under_age_is_served_through_the_guardian_until_the_eighteenth_birthday(county, case):
    one = who(case, "工友5")
    guardian = {"person": one, "name": "工友父", "relation": "父亲", "reason": "户口簿记载"}
    with pytest.raises(DomainError, match="没有登记工友5的出生日期"):
        act(case, "set_guardian", county.chuangkou, **guardian, at=AT)
    with pytest.raises(DomainError, match="周大勇已满18周岁"):
        _born(case, "周大勇", date(1988, 1, 1))
        act(case, "set_guardian", county.chuangkou, **guardian | {"person": who(case, "周大勇")}, at=AT)  # fmt: skip

    _born(case, "工友5", date(2008, 4, 1))
    act(case, "set_guardian", county.chuangkou, **guardian, at=AT)
    hand(case, county, "decision_grant", "工友5")
    assert Service.objects.get().recipient == "工友父（工友5的父亲）"
    member = GroupMember.objects.get(pk=one)
    assert (member.acted_for(date(2026, 3, 31)), member.acted_for(date(2026, 4, 1))) == (
        {"name": "工友父", "relation": "父亲"}, None,
    )  # fmt: skip


def _born(case, name, birth):
    case.joint_applicants.filter(name=name).update(birth=birth)


def test_what_is_left_empty_on_the_page_of_contact_stays(county, sign_in, case):
    one, client = who(case, "吴小妹"), sign_in(county.zhuren)
    stated = {"safe": "stated", "forbidden": ["mail"], "safe_phone": "13900139000"}
    facts = {"person": one, "contact": stated, "reason": "本人要求不寄信"}
    act(case, "set_contact", county.zhuren, **facts)
    where = reverse("cases:set_contact", args=[case.pk])
    posted = {
        "seen": anew(case).version,
        "person": one,
        "phone": "13700137001",
        "reason": "换了号码",
    }
    assert client.post(where, posted).status_code == 302
    member = GroupMember.objects.get(pk=one)
    assert (member.phone, member.safe, member.forbidden, member.safe_phone) == (
        "13700137001", "stated", ["mail"], "13900139000",
    )  # fmt: skip


def test_pages_of_service_take_as_many_queries_for_many_as_for_six(county, sign_in):
    client, counts = sign_in(county.chuangkou), []
    for number in (6, 40):
        one = new_case(county, applicant_count=number, indivisible=False)
        do(one, county, "accept", START + timedelta(days=1))
        go(one, county, "grant")
        client.get(reverse("cases:group", args=[one.pk]))
        everybody = [member.pk for member in one.members.all()]
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("cases:serve_members", args=[one.pk]))
            client.get(reverse("cases:group", args=[one.pk]), {"show": "unserved"})
            said = {"how": "handed", "sent_on": DAY, "received_on": DAY}
            decision = paper(one, "decision_grant")
            act(anew(one), "serve_members", county.chuangkou, paper=decision, people=everybody, at=AT, **said)  # fmt: skip
        counts.append(len(queries))
    assert counts[0] == counts[1]
