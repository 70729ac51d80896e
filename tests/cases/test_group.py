"""Each of several applicants: what is received, decided, won and paid, who leaves, joins, stands first, represents, is called back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import GroupMember
from legalaid.faces.statistics.models import Span
from legalaid.faces.statistics.queries.sums import sums
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core import words
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from tests.cases.groups import act, anew, begun, go, who
from tests.factories import START, do, new_case
from tests.papers import words_of

REFUSAL = {
    "codes": ["not_poor"],
    "grounds": ["不符合经济困难条件"],
    "reasons": "家庭人均收入高于标准。",
}


def told(case, key):
    return [
        sentence(event) for event in Event.objects.filter(verb=f"case.{key}", subject_id=case.pk)
    ]


def weighed(figures, span):
    found = sums(figures, span)
    return [found[key] for key in figures]


def counted(case, *names):
    """{values of the rows counted: the cases they weigh}"""
    found = {}
    for row in case.counted.all():
        key = tuple(getattr(row, name) for name in names)
        found[key] = found.get(key, 0) + row.weight
    return found


def paper(case, kind):
    return Paper.objects.filter(workflow="case", subject_id=case.pk, kind=kind).latest("pk")


def test_each_has_a_row_and_the_decision_on_the_case_is_that_on_each(county):
    case = begun(county, "grant")
    rows = [(one.who.name, one.leads, one.granted) for one in case.members.all()]
    assert rows == [
        ("李国强", True, True), ("吴小妹", False, True), ("周大勇", False, True), ("工友4", False, True), ("工友5", False, True),
        ("工友6", False, True),
    ]  # fmt: skip


def test_nobody_is_decided_on_who_is_not_named(county):
    case = new_case(county, applicant_count=6, indivisible=False, joint=())
    do(case, county, "accept", START + timedelta(days=1))
    go(case, county, "recommend")
    with pytest.raises(DomainError, match="申请人共6人，名单登记了0人，须逐人作出决定"):
        go(case, county, "grant")


def test_papers_and_means_are_noted_for_several_at_once_and_put_right_with_a_reason(county):
    case = begun(county, "accept")
    people, day = [who(case, "吴小妹"), who(case, "周大勇")], timezone.localdate(case.changed_at)
    by = county.shencha
    act(
        case,
        "check_members",
        by,
        people=people,
        papers=["identity", "signed"],
        received_on=day,
        means="exempt",
    )
    one = GroupMember.objects.get(pk=people[0])
    assert (one.papers, one.means) == ({"identity": "2026-03-04", "signed": "2026-03-04"}, "exempt")
    assert told(case, "check_members") == [
        "逐人核对2人：收到身份证明、在申请表或者名单上签名、捺印，免予核查经济困难状况（吴小妹、周大勇）"
    ]
    with pytest.raises(DomainError, match="请写明理由"):
        act(case, "check_members", by, people=people[:1], means="poor")
    act(
        case,
        "check_members",
        by,
        people=people[:1],
        papers=["identity"],
        undo=True,
        reason="登记错了人",
    )
    assert GroupMember.objects.get(pk=people[0]).papers == {"signed": "2026-03-04"}
    with pytest.raises(DomainError, match="收到日期不能早于2026年3月3日"):
        act(
            case,
            "check_members",
            by,
            people=people,
            papers=["means"],
            received_on=day - timedelta(days=9),
        )
    with pytest.raises(DomainError, match="请从名单中选择"):
        act(case, "check_members", by, people=[people[0], 10**9], means="exempt")


def test_one_is_refused_alone_by_a_letter_that_names_nobody_else_and_the_others_are_granted(county):
    case = begun(county)
    act(case, "refuse_member", county.zhuren, person=who(case, "周大勇"), **REFUSAL)
    letter = words_of(paper(case, "decision_refuse_one"))
    said = ("周大勇：", "你于2026年3月3日", "家庭人均收入高于标准。")
    assert [words for words in said if words not in letter] == []
    assert [
        name
        for name in ("李国强", "吴小妹", "工友", "你们", "等6人")
        if name in letter.replace("等额", "")
    ] == []
    go(case, county, "accept_assignment")
    assert {one.who.name: one.granted for one in case.members.all()}["周大勇"] is False
    grant = words_of(paper(case, "decision_grant"))
    assert "李国强等5人" in grant
    assert "周大勇" not in words_of(paper(case, "agreement"))
    figures = ["all.granted", "all.recipients"]
    span = Span(START.date(), START.date() + timedelta(days=60))
    assert weighed(figures, span) == [5, 5]

    with pytest.raises(DomainError, match="请写明理由"):
        act(case, "grant_member", county.zhuren, person=who(case, "周大勇"))
    act(
        case, "grant_member", county.zhuren, person=who(case, "周大勇"), reason="收入证明有误，更正"
    )
    assert "李国强等6人" in words_of(paper(case, "official_letter"))
    assert "周大勇：" in words_of(paper(case, "decision_grant_one"))
    assert weighed(figures, span) == [6, 6]


@pytest.mark.parametrize(
    ("name", "facts", "says"),
    [
        ("李国强", {}, "李国强列在首位"),
        ("周大勇", {"reasons": "  "}, "不予援助须写明理由"),
        ("周大勇", {"codes": []}, "请选择决定的依据"),
    ],
)
def test_refusal_of_one_asks_for_ground_and_reason_and_not_for_who_stands_first(
    county, name, facts, says
):
    case = begun(county)
    with pytest.raises(DomainError, match=says):
        act(case, "refuse_member", county.zhuren, person=who(case, name), **REFUSAL | facts)


def test_whoever_is_aided_is_not_refused_and_nobody_twice(county):
    case = begun(county)
    person = who(case, "周大勇")
    act(case, "refuse_member", county.zhuren, person=person, **REFUSAL)
    with pytest.raises(DomainError, match="周大勇已经决定不予援助"):
        act(case, "refuse_member", county.zhuren, person=person, **REFUSAL)
    go(case, county, "grant")
    with pytest.raises(DomainError, match="吴小妹已经给予法律援助"):
        act(case, "refuse_member", county.zhuren, person=who(case, "吴小妹"), **REFUSAL)


def test_one_leaves_and_the_others_go_on_and_it_can_be_taken_back(county):
    case = begun(county, "accept_assignment")
    person, day = who(case, "吴小妹"), timezone.localdate(case.changed_at)
    leaving = {"person": person, "left_on": day, "reason": "已与公司和解"}
    act(case, "leave_group", county.chuangkou, **leaving)
    assert told(case, "leave_group") == [
        f"吴小妹于{words.day(day)}退出，其余的人继续：已与公司和解"
    ]
    agreement = words_of(paper(case, "agreement"))
    assert ("李国强等5人" in agreement, "吴小妹" in agreement, "周大勇" in agreement) == (
        True,
        False,
        True,
    )
    with pytest.raises(DomainError, match="吴小妹已经登记退出"):
        act(case, "leave_group", county.chuangkou, **leaving)
    with pytest.raises(DomainError, match="李国强列在首位"):
        act(case, "leave_group", county.chuangkou, **leaving | {"person": who(case, "李国强")})
    assert counted(case, "granted", "closed_on") == {(True, None): 5, (True, day): 1}

    act(case, "rejoin_group", county.chuangkou, person=person, reason="登记错了人")
    assert "吴小妹" in words_of(paper(case, "agreement"))
    assert counted(case, "granted", "closed_on") == {(True, None): 6}


def test_another_stands_first_and_the_former_may_then_leave(county):
    case = begun(county, "accept_assignment")
    person = who(case, "吴小妹")
    act(case, "change_lead", county.chuangkou, person=person, reason="李国强去世")
    case = anew(case)
    assert (case.applicant.name, case.applicant.id_number, case.applicant_age) == (
        "吴小妹",
        "11010519491231002X",
        76,
    )
    assert [one.who.name for one in case.members.all()] == [
        "吴小妹",
        "李国强",
        "周大勇",
        "工友4",
        "工友5",
        "工友6",
    ]
    former = case.joint_applicants.get(name="李国强")
    assert (former.id_number, former.phone, former.crowds) == (
        "440524198801010011",
        "13800138000",
        ["migrant_worker"],
    )
    assert GroupMember.objects.get(pk=person).leads
    agreement = words_of(paper(case, "agreement"))
    assert ("吴小妹等6人" in agreement, "李国强、周大勇" in agreement) == (True, True)

    day = timezone.localdate(case.changed_at)
    act(
        case,
        "leave_group",
        county.chuangkou,
        person=who(case, "李国强"),
        left_on=day,
        reason="已经去世",
    )
    assert "李国强" not in words_of(paper(case, "agreement"))


def test_whoever_joins_after_the_decision_is_decided_on_alone(county):
    case = begun(county, "grant")
    rows = [{"pk": p.pk, **{n: getattr(p, n) for n in ("name", "id_kind", "id_number", "sex", "birth", "crowds", "amount", "phone")}} for p in case.joint]  # fmt: skip
    late = rows[-1] | {"pk": None, "name": "迟到的人"}
    with pytest.raises(DomainError, match="请写明理由"):
        act(case, "list_joint", county.zhuren, rows=[*rows, late], separable=True)
    act(
        case,
        "list_joint",
        county.zhuren,
        rows=[*rows, late],
        separable=True,
        reason="同一工地，刚回到本县",
    )
    member = case.members.get(joint__name="迟到的人")
    assert (member.granted, member.joined_on, member.joined_reason) == (
        None, timezone.localdate(case.changed_at), "同一工地，刚回到本县",
    )  # fmt: skip
    assert counted(case, "granted") == {(False,): 1, (True,): 6}
    go(case, county, "accept_assignment")
    assert "迟到的人" not in words_of(paper(case, "agreement"))
    act(case, "grant_member", county.zhuren, person=member.pk)
    assert "迟到的人" in words_of(paper(case, "agreement"))
    assert counted(case, "granted") == {(True,): 7}


def test_representatives_are_chosen_of_those_who_stand_and_chosen_anew_with_a_reason(county):
    case = begun(county, "accept")
    first, second = who(case, "吴小妹"), who(case, "工友4")
    act(case, "elect", county.chuangkou, people=[first, second])
    assert told(case, "elect") == ["推选代表人2名：吴小妹、工友4"]
    with pytest.raises(DomainError, match="没有改动"):
        act(case, "elect", county.chuangkou, people=[second, first])
    with pytest.raises(DomainError, match="请写明理由"):
        act(case, "elect", county.chuangkou, people=[first])
    day = timezone.localdate(case.changed_at)
    act(case, "leave_group", county.chuangkou, person=second, left_on=day, reason="另行委托律师")
    with pytest.raises(DomainError, match="工友4已退出或者未获援助，不能作代表人"):
        act(case, "elect", county.chuangkou, people=[second], reason="改选一名代表人")
    assert [one.pk for one in case.members.filter(representative=True)] == [first]
