"""Conflict of interest by comparison with the parties of other cases."""

import pytest

from cases.law.conflict import compare

US = ("李国强", "b1")
THEM = ("宏达公司", "b9")


@pytest.mark.parametrize(
    ("role", "name", "blind", "expected"),
    [
        ("opponent", "李国强", "b1", ("李国强在甲1号中是对方当事人（证件号码相同）。", True)),
        ("opponent", "李国强（曾用名）", "b1", ("李国强在甲1号中是对方当事人（证件号码相同）。", True)),
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
    hits = compare(US, [THEM], [(7, "甲1号", role, name, blind)])
    assert [(hit.case, hit.sentence, hit.certain) for hit in hits] == (
        [(7, *expected)] if expected else []
    )


def test_person_without_a_number_is_compared_by_name():
    hits = compare(("李国强", ""), [], [(1, "甲1号", "opponent", "李国强", "b1")])
    assert [(hit.case, hit.certain) for hit in hits] == [(1, False)]
    assert compare(("李国强", ""), [], [(1, "甲1号", "opponent", "王五", "")]) == []


def test_certain_hits_come_first_and_each_other_case_is_looked_at():
    others = [
        (1, "甲1号", "applicant", "宏达公司", ""),
        (2, "甲2号", "third", "宏达公司", "b9"),
        (3, "甲3号", "opponent", "李国强", "b1"),
        (4, "甲4号", "applicant", "宏达公司", "b9"),
    ]
    assert [hit.case for hit in compare(US, [THEM], others)] == [3, 4, 1]
