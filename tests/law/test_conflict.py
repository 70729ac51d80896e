"""Conflict of interest by comparison with the parties of other cases."""

import pytest

from cases.law.conflict import compare, within
from legalaid.platform.core.names import alike

US = ("李国强", "b1")
THEM = ("宏达公司", "b9")


@pytest.mark.parametrize(
    ("role", "name", "blind", "expected"),
    [
        ("opponent", "李国强", "b1", ("李国强在甲1号中是对方当事人（证件号码相同）。", True)),
        ("opponent", "李国祥", "b1", ("李国强在甲1号中是对方当事人（登记为李国祥）（证件号码相同）。", True)),
        ("opponent", "李 國強", "", ("李国强在甲1号中有同名的对方当事人（登记为李 國強），请核对是否同一人。", False)),
        ("opponent", "李国樯", "", ("李国强与甲1号中的对方当事人李国樯读音相同，请核对是否同一人。", False)),
        ("opponent", "李国栋", "", ("李国强与甲1号中的对方当事人李国栋只差一个字，请核对是否同一人。", False)),
        ("opponent", "李国栋", "b3", None),
        ("opponent", "李某", "", None),
        ("representative", "宏达公司", "b9", ("宏达公司在甲1号中是受援人的代理人（证件号码相同）。", True)),
        ("joint", "宏达公司", "", ("宏达公司在甲1号中有同名的共同申请人，请核对是否同一人。", False)),
        ("representative", "李国强", "b1", None),
        ("opponent", "李国强", "", ("李国强在甲1号中有同名的对方当事人，请核对是否同一人。", False)),
        ("opponent", "李国强", "b2", None),
        ("opponent", "王五", "b2", None),
        ("opponent", "宏达公司", "b9", None),
        ("applicant", "宏达公司", "b9", ("宏达公司在甲1号中是受援人（证件号码相同）。", True)),
        ("applicant", "宏达公司", "", ("宏达公司在甲1号中有同名的受援人，请核对是否同一人。", False)),
        ("applicant", "李国强", "b1", None),
        ("third", "李国强", "b1", None),
    ],
)  # fmt: skip
def test_who_stands_on_the_other_side_elsewhere(role, name, blind, expected):
    hits = compare([US], [THEM], [(7, "甲1号", role, name, blind)])
    assert [(hit.case, hit.sentence, hit.certain) for hit in hits] == (
        [(7, *expected)] if expected else []
    )


def test_person_without_a_number_is_compared_by_name():
    hits = compare([("李国强", "")], [], [(1, "甲1号", "opponent", "李国强", "b1")])
    assert [(hit.case, hit.certain) for hit in hits] == [(1, False)]
    assert compare([("李国强", "")], [], [(1, "甲1号", "opponent", "王五", "")]) == []


def test_certain_hits_come_first_and_each_other_case_is_looked_at():
    others = [
        (1, "甲1号", "applicant", "宏达公司", ""),
        (2, "甲2号", "third", "宏达公司", "b9"),
        (3, "甲3号", "opponent", "李国强", "b1"),
        (4, "甲4号", "applicant", "宏达公司", "b9"),
    ]
    assert [hit.case for hit in compare([US], [THEM], others)] == [3, 4, 1]


def test_representative_of_ours_is_compared_like_the_applicant():
    hits = compare([US, ("王桂英", "b2")], [], [(7, "甲1号", "opponent", "王桂英", "b2")])
    assert [hit.sentence for hit in hits] == ["王桂英在甲1号中是对方当事人（证件号码相同）。"]


def test_many_names_that_differ_by_a_character_are_one_line():
    names = [f"李国{last}" for last in "栋梁军华平安庆"]
    others = [(n, f"甲{n}号", "opponent", name, "") for n, name in enumerate(names, 1)]
    others.append((8, "甲8号", "opponent", "李国民", ""))
    assert [hit.case for hit in compare([("李国强", "")], [], others)] == [1, 2, 3, 4, 5, 6, 7, 8]
    others.append((9, "甲9号", "opponent", "李国胜", ""))
    said = "另有9名当事人的姓名与本案当事人只差一个字，未逐一列出。"
    assert [hit.sentence for hit in compare([("李国强", "")], [], others)] == [said]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (("李国强", "b1"), ("李国强", "b1"), ("李国强在本案双方登记了同一证件号码，请核对。", True)),
        (("李国强", "b1"), ("李国祥", "b1"), ("李国强和李国祥在本案双方登记了同一证件号码，请核对。", True)),
        (("李国强", "b1"), ("李國 強", ""), ("李国强在本案双方都有同名的人，请核对是否登记有误。", False)),
        (("李国强", "b1"), ("李国强", "b2"), None),
        (("李国强", ""), ("李国祥", ""), None),
        (("李国强", ""), ("李国军", ""), None),
        (("李某", ""), ("李某", ""), None),
    ],
)  # fmt: skip
def test_same_person_on_both_sides_of_one_case(ours, theirs, expected):
    hits = [(hit.sentence, hit.certain) for hit in within(7, [ours], [theirs])]
    assert hits == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("孙贵英", "孙 贵英", "name"), ("张伟（曾用名张卫国）", "张卫国", "name"), ("张卫国", "张伟，又名张卫国", "name"),
        ("买买提·艾力", "買買提.艾力", "name"), ("JOHN SMITH", "John Smith", "name"), ("孙贵英", "孙桂英", "sound"), ("王小明", "王晓明", "sound"),
        ("张伟", "张炜", "sound"), ("买买提·艾力", "麦麦提艾里", "sound"), ("John Smith", "Smith, John", "sound"),
        ("宜宾宏达公司", "宜宾鸿达公司", "sound"), ("孙贵英", "孙秀英", "near"), ("王建国", "王建军", "near"), ("欧阳建国", "欧阳建军", "near"),
        ("买买提·艾力", "买买提·艾尼", "near"), ("宜宾市宏达建材有限公司", "宜宾宏达建材有限公司", "near"), ("张伟", "张三", ""),
        ("李小明", "李明", ""), ("宜宾第一建筑公司", "宜宾第二建筑公司", ""), ("不详", "不详", ""), ("王某某", "王某某", ""), ("", "", ""),
        ("张伟", "张伟明", ""), ("孙贵英", "孙秀兰", ""),
    ],
)  # fmt: skip
def test_how_two_names_may_be_one_person_s(one, other, how):
    assert alike(one, other) == how
