"""Who may be assigned (Law art. 13, 25, 26; 办理法律援助案件程序规定 art. 25, 26), and in which order they are offered."""

from datetime import date
from fractions import Fraction
from itertools import permutations
from types import SimpleNamespace

import pytest

from cases.law.recommendation import ORDER, Candidate, Standing, judge, rank

ON = date(2026, 3, 1)


def handler(**changes):
    facts = {
        "kind": "lawyer",
        "qualified": True,
        "licensed_lawyer": True,
        "practice_start": date(2015, 1, 1),
        "criminal_start": date(2015, 1, 1),
        "specialities": "劳动、工伤",
        "minors": True,
    }
    return SimpleNamespace(**facts | changes)


def asked(who, **changes):
    return judge(
        who, **{"kind": "criminal", "on": ON, "cause_words": ["抢劫罪"], "load": 0} | changes
    )


@pytest.mark.parametrize(
    ("who", "facts", "reason"),
    [
        ({}, {"unavailable": "正在休假"}, "正在休假"),
        ({}, {"declined": True}, "对本案已不接受指派"),
        ({}, {"conflict": "甲1号"}, "其本人或者所在机构在甲1号中为对方办理，有利益冲突"),
        (
            {"kind": "agency", "qualified": False},
            {},
            "法律援助机构工作人员没有登记律师资格或者法律职业资格，不能承办案件",
        ),
        ({"kind": "grassroots"}, {}, "基层法律服务工作者不能承办刑事案件"),
        (
            {"licensed_lawyer": False},
            {"notified": True},
            "通知辩护、通知代理的案件须由律师承办，未登记律师执业证号",
        ),
        ({"licensed_lawyer": False}, {"defends": True}, "刑事辩护须由律师承办，未登记律师执业证号"),
        (
            {"kind": "volunteer", "licensed_lawyer": False},
            {"kind": "civil"},
            "没有律师执业证号的志愿者可以解答咨询、代拟法律文书，不能承办案件",
        ),
        (
            {},
            {"co_accused": "甲2号"},
            "已为甲2号的同案人辩护，一名辩护人不能为两名以上同案人辩护",
        ),
        (
            {"criminal_start": date(2023, 3, 2)},
            {"life_or_death": True},
            "可能判处无期徒刑、死刑的案件和死刑复核案件须有三年以上刑事辩护经历",
        ),
        (
            {"criminal_start": None},
            {"life_or_death": True},
            "可能判处无期徒刑、死刑的案件和死刑复核案件须有三年以上刑事辩护经历",
        ),
        ({"minors": False}, {"minor": True}, "未成年人案件须由熟悉未成年人身心特点的律师承办"),
    ],
)
def test_hindrance_is_the_only_reason_told(who, facts, reason):
    found = asked(handler(**who), **facts)
    assert (found.eligible, found.reasons) == (False, (reason,))


@pytest.mark.parametrize(
    ("who", "facts"),
    [
        ({"kind": "agency"}, {}),
        ({"qualified": False}, {}),
        ({"kind": "grassroots"}, {"kind": "civil"}),
        ({"licensed_lawyer": False}, {}),
        ({}, {"notified": True}),
        ({"criminal_start": date(2023, 3, 1)}, {"life_or_death": True}),
        ({"criminal_start": date(2023, 3, 2)}, {}),
        ({"minors": False}, {"minor": True, "kind": "civil"}),
        ({"minors": False}, {}),
        ({}, {"minor": True}),
    ],
)
def test_whom_nothing_hinders_may_be_assigned(who, facts):
    assert asked(handler(**who), **facts).eligible


def test_every_hindrance_is_told_in_order():
    who = handler(kind="grassroots", criminal_start=None, minors=False, licensed_lawyer=False)
    facts = {"notified": True, "life_or_death": True, "minor": True, "declined": True}
    assert asked(who, unavailable="正在休假", conflict="甲1号", **facts).reasons == (
        "正在休假",
        "对本案已不接受指派",
        "其本人或者所在机构在甲1号中为对方办理，有利益冲突",
        "基层法律服务工作者不能承办刑事案件",
        "可能判处无期徒刑、死刑的案件和死刑复核案件须有三年以上刑事辩护经历",
        "未成年人案件须由熟悉未成年人身心特点的律师承办",
    )


@pytest.mark.parametrize(
    ("start", "years"),
    [
        (date(2015, 3, 1), 11),
        (date(2015, 3, 2), 10),
        (date(2015, 2, 28), 11),
        (date(2015, 4, 1), 10),
        (date(2026, 3, 1), 0),
        (None, 0),
    ],
)
def test_years_of_practice_are_whole_years(start, years):
    assert asked(handler(practice_start=start), load=4).reasons == (f"执业{years}年", "在办4件")


@pytest.mark.parametrize(
    ("specialities", "words", "fits"),
    [
        ("劳动、工伤", ["工伤保险待遇纠纷", "社会保险纠纷"], True),
        ("婚姻、社会保险", ["工伤保险待遇纠纷", "社会保险纠纷"], True),
        ("婚姻", ["工伤保险待遇纠纷", "社会保险纠纷"], False),
        ("", ["工伤保险待遇纠纷"], False),
        ("婚姻、", ["工伤保险待遇纠纷"], False),
    ],
)
def test_speciality_fits_when_the_cause_names_it(specialities, words, fits):
    who = handler(specialities=specialities)
    found = asked(who, cause_words=words, load=2)
    assert (found.handler, found.fits, found.load) == (who, fits, 2)
    assert found.reasons == (("专长相符",) if fits else ()) + ("执业11年", "在办2件")


def test_order_is_eligible_fitting_lighter_then_by_name():
    rows = [
        Candidate("丁", False, (), 0, True, False),
        Candidate("丙", True, (), 1, False, False),
        Candidate("乙", True, (), 5, True, False),
        Candidate("b", True, (), 2, True, False),
        Candidate("a", True, (), 2, True, False),
    ]
    assert [row.handler for row in rank(rows)] == ["a", "b", "乙", "丙", "丁"]


def test_unit_of_the_other_side_may_be_consented_to_and_nothing_else():
    one = asked(handler(), firm_conflict="甲1号")
    said = "其本人或者所在机构在甲1号中为对方办理，有利益冲突"
    assert (one.eligible, one.reasons, one.consentable) == (False, (said,), True)
    assert not asked(handler(), conflict="甲1号", firm_conflict="甲1号").consentable
    assert not asked(handler(), firm_conflict="甲1号", declined=True).consentable
    assert not asked(handler()).consentable


def test_handler_of_the_name_of_a_party_is_warned_of():
    one = asked(handler(), party="对方当事人")
    assert (one.eligible, one.reasons[0]) == (True, "与本案的对方当事人同名，请核对是否本人")


def offered(name, load=0, *, fits=False, before=False, seasoned=False, **standing):
    stands = {"standing": Standing(**standing), "seasoned": seasoned}
    return Candidate(name, True, (), load, fits, before, **stands)


# each stands before the next by the word beside it
LADDER = (
    (offered("点选首位", 9, wish=1), "受援人点选"),
    (offered("点选二位", 9, wish=2, failed=1), "受援人点选"),
    (offered("前一阶段", 9, before=True), "承办了前一阶段"),
    (offered("自愿报名", 9, volunteered=True), "自愿报名"),
    (offered("专长相符", 8, fits=True, failed=2), "专长相符"),
    (offered("办过同类", 8, alike=1, failed=2), "办结过同一案由"),
    (offered("执业三年", 8, seasoned=True, failed=2), "执业满三年"),
    (offered("熟悉本人", 8, known="甲1号"), "办理过本人的案件"),
    (offered("没有不合格", 7), "近两年不合格的少"),
    (offered("不合格一件在办少", 0, failed=1), "在办的少"),
    (offered("同在一镇", 3, failed=1, near="柳湾镇", waited=2), "与受理站点同在一处"),
    (offered("等得久", 3, failed=1, waited=200, shared=Fraction(9)), "等候指派的时间长"),
    (offered("本类较少", 3, failed=1, waited=100, shared=Fraction(1, 2)), "本类承办人今年人均少"),
    (offered("优秀两件", 3, failed=1, waited=100, shared=Fraction(2, 3), praised=2), "近两年优秀的多"),
    (offered("丙一", 3, failed=1, waited=100, shared=Fraction(2, 3), praised=1), "按姓名"),
    (offered("丙二", 3, failed=1, waited=100, shared=Fraction(2, 3), praised=1), "本人没有表示过不同意"),
    (offered("不愿意的", 0, fits=True, unwanted="甲2号"), ""),
)  # fmt: skip


def test_each_stands_before_the_next_by_the_first_thing_in_which_they_differ():
    ranked = rank([one for one, _ in reversed(LADDER)])
    assert [(one.handler, one.ahead) for one in ranked] == [
        (one.handler, why) for one, why in LADDER
    ]


@pytest.mark.parametrize("rows", permutations([one for one, _ in LADDER[7:11]]))
def test_order_does_not_hang_on_the_order_they_came_in(rows):
    assert [one.handler for one in rank(rows)] == [
        "熟悉本人",
        "没有不合格",
        "不合格一件在办少",
        "同在一镇",
    ]


def test_what_is_looked_at_is_said_in_its_order():
    assert [name for name, _ in ORDER] == [
        "受援人点选",
        "承办了前一阶段",
        "本人没有表示过不同意",
        "自愿报名",
        "专长相符",
        "办结过同一案由",
        "执业满三年",
        "办理过本人的案件",
        "近两年不合格的少",
        "在办的少",
        "与受理站点同在一处",
        "等候指派的时间长",
        "本类承办人今年人均少",
        "近两年优秀的多",
        "按姓名",
    ]


def test_standing_is_told_for_and_against():
    stands = Standing(wish=1, volunteered=True, may_speak="手语", alike=4, known="甲1号", near="柳湾镇司法所", praised=2, failed=1, unwanted="甲3号", waited=40,
                      shared=Fraction(7, 2), kind="社会律师", expires="2026年4月1日")  # fmt: skip
    found = asked(handler(), load=3, standing=stands)
    assert found.reasons == (
        "执业11年",
        "在办3件",
        "受援人点选的第1位",
        "自愿报名",
        "会手语（受援人可能需要，请向本人核实）",
        "办结过同一案由4件",
        "办理过本人的甲1号",
        "与柳湾镇司法所同在一处",
        "近两年优秀2件",
        "上次指派在40天前",
        "社会律师今年人均3.5件",
    )
    assert found.against == (
        "在甲3号中本人不同意由其办理",
        "近两年不合格1件",
        "执业证2026年4月1日到期",
    )
    assert found.eligible


def test_who_was_given_nothing_in_a_year_is_told_so():
    waits = asked(handler(), standing=Standing(kind="社会律师")).reasons[2:]
    assert waits == ("365天内没有指派", "社会律师今年人均0.0件")


@pytest.mark.parametrize(
    ("kind", "years", "seasoned"),
    [("civil", {"practice_start": date(2023, 3, 3)}, True), ("civil", {"practice_start": date(2023, 3, 4)}, False),
     ("criminal", {"criminal_start": date(2023, 3, 4)}, False), ("criminal", {"criminal_start": date(2023, 3, 3)}, True)],
)  # fmt: skip
def test_three_years_are_those_of_practice_and_in_a_criminal_matter_of_defence(
    kind, years, seasoned
):
    assert asked(handler(**years), kind=kind, on=date(2026, 3, 3)).seasoned is seasoned
