"""民法典 art. 27, 28: the order in which others stand for a minor, or for an adult without full capacity."""

import pytest

from cases.law.guardianship import rank


@pytest.mark.parametrize(
    ("relation", "place"),
    [("母亲", 0), ("养父", 0), ("祖母", 1), ("外婆", 1), ("姐姐", 2), ("姑姑", 3), ("村民委员会", 3), ("", 3)],
)  # fmt: skip
def test_parents_come_first_for_a_minor(relation, place):
    assert rank(relation, minor=True) == place


@pytest.mark.parametrize(
    ("relation", "place"), [("妻子", 0), ("儿子", 1), ("母亲", 1), ("姐姐", 2), ("邻居", 3)]
)
def test_the_spouse_comes_first_for_an_adult(relation, place):
    assert rank(relation, minor=False) == place
