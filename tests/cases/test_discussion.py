"""Major and difficult cases: found, reported, discussed with minutes; and what may not go on before that (S5, S6)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cases.domain import discussion as acts
from cases.domain.threshold import set_thresholds
from cases.enums import Level, State
from cases.law.major import BY_CODE, GROUNDS, by_rule
from cases.law.votes import carried, counts, enough
from cases.models import Case, Discussion, MajorFlag, Threshold
from cases.permissions import reports_group
from cases.queries.discussion import grounds_of
from cases.queries.sevenones import progress_of
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from tests.factories import START, do, new_case, walk
from tests.papers import assert_words, paper_of

AT = START + timedelta(days=10)
QUESTION = "工资条是否足以证明工资标准。"
PEOPLE = [("张明", "主任"), ("周华", "律师"), ("吴刚", "律师")]
AGREED = ("agree", "证据充分。")


@pytest.fixture
def case(county):
    return walk(county, "hold_first_meeting", case=new_case(county))


def call(case, county, **facts):
    usual = {"level": Level.CENTRE, "question": QUESTION, "planned_for": AT, "place": "中心会议室"}
    who = {"people": PEOPLE, "sent": ["起诉状"], "at": AT}
    return acts.call(case, by=facts.pop("by", county.zhuren), **usual | who | facts)


def hold(row, county, *votes, **facts):
    people = row.people.all()
    said = {one.pk: vote for one, vote in zip(people, votes or [AGREED] * len(people), strict=True)}
    usual = {
        "held_on": date(2026, 3, 13),
        "conclusion": "按承办人的方案办理。",
        "at": AT + timedelta(hours=2),
    }
    return acts.hold(row, by=facts.pop("by", county.zhuren), said=said, **usual | facts)


def told(case):
    return [event.sentence for event in events_for("case", case.pk)][-1]


def codes(case):
    return [one.code for one in grounds_of(Case.objects.get(pk=case.pk))]


FACTS = {
    "life_or_death": False,
    "minor": False,
    "criminal": False,
    "people": 1,
    "amount": None,
    "many": 5,
    "large": 1000,
}


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, ()),
        ({"life_or_death": True}, ("life",)),
        ({"amount": 999}, ()),
        ({"amount": 1000}, ("amount",)),
        ({"people": 4}, ()),
        ({"people": 5}, ("many",)),
        ({"minor": True}, ()),
        ({"minor": True, "criminal": True}, ("minor",)),
        ({"criminal": True, "life_or_death": True, "minor": True, "people": 5, "amount": 1000}, ("life", "amount", "many", "minor")),
    ],
)  # fmt: skip
def test_what_is_found_by_rule(facts, found):
    assert by_rule(**FACTS | facts) == found


def test_grounds_of_the_rules_are_all_there_and_say_what_they_ask():
    assert [(one.code, one.told, one.first) for one in GROUNDS] == [
        ("life", False, True),
        ("amount", False, True),
        ("many", False, False),
        ("minor", False, False),
        ("doubt", True, True),
        ("crowd", True, True),
        ("impact", True, True),
        ("complex", True, True),
        ("media", True, True),
    ]
    assert set(BY_CODE) == {one.code for one in GROUNDS}


@pytest.mark.parametrize(
    ("votes", "right"),
    [
        ("agree agree", (True, True)),
        ("agree", (False, True)),
        ("agree absent", (False, True)),
        ("agree agree absent absent", (False, True)),
        ("agree agree absent", (True, True)),
        ("agree agree recused recused recused", (True, True)),
        ("agree against", (True, False)),
        ("agree agree against", (True, True)),
        ("agree agree against abstain", (True, False)),
        ("against against", (True, False)),
    ],
)
def test_votes(votes, right):
    votes = votes.split()
    assert (enough(votes), carried(votes)) == right
    assert sum(counts(votes).values()) == len(
        [one for one in votes if one not in ("recused", "absent")]
    )


def test_report_reaches_the_centre_and_bars_the_conclusion_until_it_is_discussed(county, case):
    acts.flag(case, by=county.lvshi, code="doubt", reason="唯一的书证真伪不明。", at=AT)
    assert told(case) == "报告为重大疑难案件：主要证据认定、适用法律等方面有重大疑义"
    text = f"{case.number}报告为重大疑难案件：主要证据认定、适用法律等方面有重大疑义。"
    assert Message.objects.filter(user=county.zhuren, text=text).count() == 1

    with pytest.raises(DomainError) as said:
        do(case, county, "conclude", AT + timedelta(days=1))
    assert said.value.sentence == (
        "这是重大疑难案件（主要证据认定、适用法律等方面有重大疑义），登记结案以前须经中心集体讨论。"
    )
    assert Case.objects.get(pk=case.pk).state == State.HANDLING

    hold(call(case, county), county)
    assert told(case) == "中心集体讨论：同意3人"
    do(case, county, "conclude", AT + timedelta(days=1))
    assert Case.objects.get(pk=case.pk).state == State.CONCLUDED


def test_discussion_of_the_firm_is_the_one_of_the_seven_and_not_that_of_a_major_case(county, case):
    acts.flag(case, by=county.zhuren, code="media", reason="县融媒体中心采访。", at=AT)
    hold(call(case, county, by=county.lvshi, level=Level.FIRM), county, by=county.lvshi)
    stands = {one.key: (one.mark, one.says) for one in progress_of(case)}
    assert stands["discussion"] == ("ok", "3月13日承办机构讨论")
    with pytest.raises(DomainError, match="登记结案以前须经中心集体讨论"):
        do(case, county, "conclude", AT + timedelta(days=1))


def test_flag_is_lifted_by_the_centre_with_a_reason(county, case):
    flag = acts.flag(case, by=county.lvshi, code="media", reason="县融媒体中心采访。", at=AT)
    with pytest.raises(DomainError, match="此案已按这一情形标记。"):
        acts.flag(case, by=county.zhuren, code="media", reason="县融媒体中心采访。", at=AT)
    acts.lift(flag, by=county.zhuren, reason="采访已经取消。", at=AT)
    assert (codes(case), told(case)) == ([], "取消重大疑难标记（媒体关注）")
    with pytest.raises(StaleState, match="这一标记已经取消。"):
        acts.lift(flag, by=county.zhuren, reason="采访已经取消。", at=AT)


def test_amount_from_which_a_case_is_major_is_the_offices(county, case):
    assert codes(case) == []
    set_thresholds({"major_amount": 18600}, by=county.zhuren)
    assert codes(case) == ["amount"]
    with pytest.raises(DomainError) as said:
        set_thresholds({"major_amount": 9999}, by=county.zhuren)
    assert (said.value.field, said.value.sentence) == (
        "major_amount",
        "应当在10000至100000000元之间。",
    )


@pytest.mark.parametrize(
    ("votes", "facts", "sentence"),
    [
        ([AGREED, ("absent", ""), ("absent", "")], {}, "发表意见的应当超过召集人数的一半，并且不少于2人；回避的不计。"),
        ([AGREED, AGREED, ("recused", " ")], {}, "吴刚回避的，请写明理由。"),
        ([AGREED, AGREED, ("absent", "同意。")], {}, "吴刚没有到场或者回避，不能登记意见。"),
        ([AGREED, ("against", "不足。"), ("abstain", "再查。")], {}, "多数人没有同意这一结论，仍按此结论的，请写明理由（不少于4个字）。"),
        ([AGREED] * 3, {"conclusion": "同意"}, "请写明讨论的结论（不少于4个字）。"),
        ([AGREED] * 3, {"held_on": date(2026, 3, 14)}, "讨论日期不能晚于今天。"),
    ],
)  # fmt: skip
def test_what_is_not_recorded(county, case, votes, facts, sentence):
    row = call(case, county)
    with pytest.raises(DomainError) as said:
        hold(row, county, *votes, **facts)
    assert said.value.sentence == sentence
    assert not Discussion.objects.held().exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"people": PEOPLE[:1]}, "people"),
        ({"people": [PEOPLE[0], PEOPLE[0]]}, "people"),
        ({"by": "lvshi"}, "level"),
    ],
)
def test_what_cannot_be_called(county, case, facts, field):
    if "by" in facts:
        facts = {"by": county.lvshi}
    with pytest.raises(DomainError) as said:
        call(case, county, **facts)
    assert said.value.field == field


def test_who_keeps_out_of_the_case_does_not_take_part(county, case):
    Case.objects.filter(pk=case.pk).update(recused=f",{county.shencha.pk},")
    with pytest.raises(DomainError, match=f"{county.shencha.name}已回避此案，不能参加讨论。"):
        call(case, county, people=[(county.shencha.name, "审查"), ("周华", "")])


def test_discussion_is_recorded_once_or_cancelled(county, case):
    row = call(case, county)
    hold(row, county)
    with pytest.raises(StaleState, match="这次讨论已经登记结果或者取消。"):
        hold(row, county)
    with pytest.raises(StaleState):
        acts.cancel(row, by=county.zhuren, reason="改期举行。", at=AT)
    assert Paper.objects.filter(subject_id=case.pk, kind="discussion_minutes").count() == 1


def test_tasks_follow_and_are_settled_once(county, case):
    row = hold(
        call(case, county), county, tasks=[("补充调取银行流水", "赵明远", date(2026, 3, 20))]
    )
    task = row.tasks.get()
    for _ in range(2):
        acts.settle_task(task, by=county.lvshi, at=AT + timedelta(days=1))
    assert [event.sentence for event in events_for("case", case.pk)].count("讨论后的事项已办") == 1


def test_minutes(office):
    case = walk(office, "hold_first_meeting", case=new_case(office))
    votes = [AGREED, ("against", "工资条没有盖章。"), ("agree", "可以结合考勤。")]
    tasks = [("补充调取银行流水", "赵明远", date(2026, 3, 20))]
    hold(call(case, office), office, *votes, tasks=tasks)
    assert_words(paper_of(case, "discussion_minutes"), "中心集体讨论，一人不同意，有事项")


def test_pages_on_the_phone_and_before_the_centre(county, case, sign_in):
    client, page = sign_in(county.lvshi), reverse("cases:discussions", args=[case.pk])
    client.post(page, {"act": "flag", "flag-code": "complex", "flag-reason": "多层转包。"})
    assert MajorFlag.objects.get().by == county.lvshi
    new = reverse("cases:discussion_new", args=[case.pk])
    form = client.get(new).context["form"]
    assert [value for value, _ in form.fields["level"].choices] == ["firm"]
    sent = {"level": "firm", "question": QUESTION, "planned_for": "2026-03-13T09:00", "place": "所里",
            "people": "张明 主任\n周华", "sent": "", "token": ""}  # fmt: skip
    row = client.post(new, sent, follow=True).context["row"]
    first, second = row.people.all()
    said = {"act": "hold", "hold-held_on": "2026-03-13", "hold-conclusion": "按承办人的方案办理。",
            f"hold-vote-{first.pk}": "agree", f"hold-opinion-{first.pk}": "同意。",
            f"hold-vote-{second.pk}": "agree", "hold-what-1": "补证", "hold-who-1": ""}  # fmt: skip
    assert client.post(row.get_absolute_url(), said).status_code == 422
    said |= {"hold-who-1": "张明", "hold-due-1": "2026-03-20"}
    assert client.post(row.get_absolute_url(), said).status_code == 302
    assert Discussion.objects.get().tasks.get().who == "张明"


def test_handler_does_not_record_the_discussion_of_the_centre(county, case, sign_in):
    row = call(case, county)
    client = sign_in(county.lvshi)
    client.post(row.get_absolute_url(), {"act": "cancel", "cancel-reason": "不用讨论了"})
    with pytest.raises(DomainError, match="中心集体讨论由中心登记。"):
        hold(row, county, by=county.lvshi)
    assert Discussion.objects.planned().count() == 1


def test_whoever_came_to_keep_out_after_the_call_does_not_vote(county, case):
    row = call(case, county, people=[(county.shencha.name, "审查"), *PEOPLE[:2]])
    Case.objects.filter(pk=case.pk).update(recused=f",{county.shencha.pk},")
    with pytest.raises(DomainError, match="已回避此案，不能参加讨论"):
        hold(row, county)
    hold(row, county, ("recused", "与当事人是亲属。"), AGREED, AGREED)
    assert told(case) == "中心集体讨论：同意2人，回避1人"


def test_matter_of_many_follows_the_number_the_office_has_set(case, county):
    Case.objects.filter(pk=case.pk).update(applicant_count=3)
    case = Case.objects.get(pk=case.pk)
    assert reports_group(county.lvshi, case) == "申请人不足5人，不用报告。"

    Threshold.objects.create(key="major_people", number=3)
    assert reports_group(county.lvshi, case) == ""


def test_no_vote_is_chosen_beforehand(county, case, sign_in):
    row = call(case, county)
    form = sign_in(county.zhuren).get(row.get_absolute_url()).context["hold"]
    first = row.people.first()
    assert form[f"vote-{first.pk}"].value() is None
    assert form.fields[f"vote-{first.pk}"].choices[0] == ("", "请选择")


def test_discussion_before_the_hour_it_was_called_for_says_why(county, case):
    row = call(case, county, planned_for=AT + timedelta(days=1))
    with pytest.raises(DomainError) as said:
        hold(row, county)
    assert (said.value.field, said.value.sentence) == (
        "early",
        "还没有到召集的时间（3月14日 09:00），已经提前讨论的，请写明原因（不少于4个字）。",
    )
    hold(row, county, early="开庭提前到明天。")
    assert Discussion.objects.get().early == "开庭提前到明天。"


def test_party_of_the_case_does_not_discuss_it(county, case):
    name = case.opponents[0].name
    people = [(name, "律师"), PEOPLE[1]]
    with pytest.raises(DomainError) as said:
        call(case, county, people=people)
    assert (said.value.field, said.value.sentence) == (
        "apart",
        f"{name}与本案的对方当事人同名：是本人的不能参加讨论；不是的，请写明核对的情况（不少于4个字）。",
    )
    call(case, county, people=people, apart="核对执业证，不是同一人")
    assert told(case) == "召集中心集体讨论，3月13日 09:00（核对执业证，不是同一人）"


def test_page_shows_who_dissented(county, case, sign_in):
    row = hold(call(case, county), county, AGREED, ("against", "工资条没有盖章。"), AGREED)
    page = sign_in(county.zhuren).get(row.get_absolute_url())
    assert page.context["votes"] == "同意2人，不同意1人"
    assert [one.name for one in page.context["dissent"]] == ["周华"]


def test_corrected_minutes_say_which_they_replace_and_the_list_which_is_replaced(office, sign_in):
    case = walk(office, "hold_first_meeting", case=new_case(office))
    tasks = [
        ("补充调取银行流水", "赵明远", date(2026, 3, 20)),
        ("约见证人", "赵明远", date(2026, 3, 21)),
    ]
    row = hold(
        call(case, office, people=[*PEOPLE, ("何平", "律师")]), office,
        AGREED, ("against", "工资条没有盖章。"), AGREED, ("recused", "与对方是同学。"),
        tasks=tasks,
    )  # fmt: skip
    said = {one.pk: (one.vote, one.opinion) for one in row.people.all()}
    acts.correct_minutes(
        row, by=office.zhuren, at=AT + timedelta(hours=3), said=said, reason="地点和事项写错了",
        question="工资标准怎样证明。", place="二楼会议室", held_on=row.held_on, conclusion=row.conclusion, against_why="",
        tasks=[("调取银行流水", "赵明远", date(2026, 3, 25))],
    )  # fmt: skip
    assert told(case) == (
        "更正集体讨论记录：讨论的问题 工资条是否足以证明工资标准。 → 工资标准怎样证明。；地点或者方式 中心会议室 → 二楼会议室；"
        "讨论后的事项 补充调取银行流水（赵明远，2026年3月20日）；约见证人（赵明远，2026年3月21日） → 调取银行流水（赵明远，2026年3月25日）。理由：地点和事项写错了"
    )
    old, new = Paper.objects.filter(kind="discussion_minutes").order_by("pk")
    assert_words(new, "更正后的记录，一人回避")
    page = sign_in(office.zhuren).get(row.get_absolute_url()).text
    assert f"已被{new.number_text}代替：地点和事项写错了" in page
