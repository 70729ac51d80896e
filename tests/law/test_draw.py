"""The draw of commitments: the same list, share and seed always give the same."""

import pytest

from cases.law.draw import digest, drawn

NUMBERS = [f"清援案〔2026〕{number:04d}号" for number in range(1, 21)]


def test_same_seed_draws_the_same_whatever_the_order_of_the_list():
    assert drawn(NUMBERS, 20, "3f9a") == drawn(NUMBERS[::-1], 20, "3f9a")
    assert drawn(NUMBERS, 20, "3f9a") != drawn(NUMBERS, 20, "3f9b")


def test_list_drawn_by_a_known_seed():
    assert drawn(NUMBERS, 20, "3f9a") == [
        "清援案〔2026〕0018号",
        "清援案〔2026〕0006号",
        "清援案〔2026〕0020号",
        "清援案〔2026〕0008号",
    ]


@pytest.mark.parametrize(("share", "many"), [(1, 1), (5, 1), (6, 2), (50, 10), (100, 20)])
def test_share_is_rounded_up(share, many):
    assert len(drawn(NUMBERS, share, "x")) == many


def test_nothing_is_drawn_of_nothing():
    assert drawn([], 10, "x") == []


def test_mark_of_the_list_does_not_depend_on_its_order_and_changes_with_it():
    assert digest(NUMBERS) == digest(NUMBERS[::-1])
    assert digest(NUMBERS) != digest(NUMBERS[1:])
