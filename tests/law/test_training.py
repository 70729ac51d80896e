"""Short tests as plain sums: which question can be asked, the draw, the marks."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.law.training import draw, expiry, flaw, mark


@pytest.mark.parametrize(
    ("kind", "options", "answer", "words"),
    [
        ("single", ["甲"], [0], "至少要有两个选项。"),
        ("single", ["甲", "甲"], [0], "选项不能重复。"),
        ("single", ["甲", "乙"], [2], "答案不在选项之中。"),
        ("single", ["甲", "乙"], [], "答案不在选项之中。"),
        ("single", ["甲", "乙"], [0, 1], "这种题型只能有一个答案。"),
        ("multiple", ["甲", "乙"], [0], "多选题至少要有两个答案。"),
        ("true_false", ["正确", "错误"], [1], ""),
        ("multiple", ["甲", "乙", "丙"], [0, 2], ""),
    ],
)
def test_question_that_cannot_be_asked_is_named(kind, options, answer, words):
    assert flaw(kind, options, answer) == words


def test_half_right_is_wrong():
    questions = [{"answer": [0, 2]}, {"answer": [1]}, {"answer": [0]}]
    assert mark(questions, [[2, 0], [1], []]) == (67, [True, True, False])
    assert mark(questions, [[0], [1, 0], [0]]) == (33, [False, False, True])


@given(size=st.integers(1, 20), count=st.integers(1, 20), seed=st.integers())
def test_draw_never_repeats_a_question(size, count, seed):
    found = draw(list(range(size)), count, random.Random(seed))
    assert len(found) == len(set(found)) == min(size, count)


def test_answers_to_other_questions_are_not_marked():
    with pytest.raises(ValueError, match="shorter"):
        mark([{"answer": [0]}, {"answer": [1]}], [[0]])


@pytest.mark.parametrize(
    ("months", "last"), [(24, date(2028, 3, 2)), (6, date(2026, 9, 2)), (None, None)]
)
def test_certificate_holds_so_many_months_or_for_good(months, last):
    assert expiry(date(2026, 3, 3), months) == last
