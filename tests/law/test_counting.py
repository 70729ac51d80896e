"""How a case is counted: the definitions of the ministry's tables (facts 6.4), the rows of tables 5 to 10."""

from datetime import date
from decimal import Decimal

import pytest

from cases.law import counting
from cases.law.counting import Fate, Head


@pytest.mark.parametrize(
    ("applicants", "indivisible", "cases"),
    [(1, False, 1), (1, True, 1), (3, True, 1), (10, False, 10), (0, False, 1), (2, False, 2)],
)
def test_separable_claims_count_by_head_and_an_indivisible_one_once(applicants, indivisible, cases):
    assert counting.weight(applicants, indivisible) == cases


def test_crowds_are_bits_of_one_number_and_a_woman_of_any_age_has_her_own():
    assert counting.crowd_bits([]) == 0
    assert counting.crowd_bits(["minor"]) == 1
    assert counting.crowd_bits(["elderly", "woman"]) == 2 + 4
    assert counting.crowd_bits(["elderly", "elderly", "unheard-of"]) == 2
    assert counting.crowd_bits(["minor"], "F") == 1 + 1073741824
    assert counting.crowd_bits(["minor"], "M") == 1


@pytest.mark.parametrize(
    ("stage", "row"),
    [("申诉", "petition"), ("审判监督", "petition"), ("一审", "wages"), ("二审", "wages")],
)
def test_petition_for_retrial_has_a_row_of_its_own(stage, row):
    assert counting.row("wages", stage) == row


@pytest.mark.parametrize(
    ("cause", "claim", "row"),
    [
        ("labour", "wages", "wages"),  # 劳动争议, asked for pay
        ("labour", "", "labour"),  # 确认劳动关系: the cause tells
        ("labour", "social_benefit", "social_insurance"),
        ("marriage", "support", "support"),
        ("marriage", "abused", "marriage"),
        ("civil_other", "wages", "wages"),
        ("civil_other", "other_31", "civil_other"),
        ("traffic", "wages", "traffic"),
        ("administrative_other", "pension", "pension"),
        ("administrative_other", "state_compensation", "state_compensation"),
    ],
)
def test_row_follows_the_claim_where_the_cause_is_the_rest_of_a_kind(cause, claim, row):
    assert counting.row(cause, "一审", claim) == row
    assert counting.row(cause, "申诉", claim) == "petition"


@pytest.mark.parametrize(
    ("stage", "column"),
    [
        ("侦查", "investigation"),
        ("审查起诉", "prosecution"),
        ("一审", "first"),
        ("二审", "second"),
        ("死刑复核", "other"),
        ("", "other"),
    ],
)
def test_stage_of_a_notified_defence(stage, column):
    assert counting.stage(stage) == column


@pytest.mark.parametrize(
    ("role", "column"),
    [
        ("犯罪嫌疑人", "suspect"),
        ("被告人", "defendant"),
        ("被害人", "victim"),
        ("附带民事诉讼原告人", "victim"),
        ("自诉人", "prosecutor"),
        ("原告", "other"),
    ],
)
def test_position_of_who_asks_directly(role, column):
    assert counting.role(role) == column


@pytest.mark.parametrize(
    ("notified", "channel", "way"),
    [
        ("commitment", "notice", "commitment"),
        ("ordinary", "notice", "requested"),
        ("minor", "notice", "notified"),
        ("life_or_death", "court", "notified"),
        ("", "police", "transferred"),
        ("", "procuratorate", "transferred"),
        ("", "court", "transferred"),
        ("", "custody", "transferred"),
        ("", "duty_lawyer", "transferred"),
        ("", "organisation", "transferred"),
        ("", "firm", "transferred"),
        ("", "window", "direct"),
    ],
)
def test_how_the_matter_came(notified, channel, way):
    assert counting.route(notified, channel) == way


@pytest.mark.parametrize(
    ("mode", "stage", "place"),
    [
        ("劳动仲裁代理", "一审", "outside"),
        ("行政复议代理", "", "outside"),
        ("非诉讼代理", "", "outside"),
        ("民事诉讼代理", "仲裁", "court"),
        ("", "仲裁", "outside"),
        ("", "调解", "outside"),
        ("", "行政复议", "outside"),
        ("", "行政处理", "outside"),
        ("", "尚未进入法律程序", "outside"),
        ("", "一审", "court"),
    ],
)
def test_form_of_aid_tells_the_forum_and_the_stage_while_it_is_open(mode, stage, place):
    assert counting.forum(mode, stage) == place


@pytest.mark.parametrize(
    ("granted", "grounds", "column"),
    [
        (None, (), ""),
        (None, ("not_poor",), ""),
        (True, (), "granted"),
        (False, ("out_of_scope",), "refused_scope"),
        (False, ("not_poor",), "refused_means"),
        (False, ("not_poor", "out_of_scope"), "refused_scope"),
        (False, ("not_party",), "refused_other"),
        (False, (), "refused_other"),
    ],
)
def test_decision_has_one_column(granted, grounds, column):
    assert counting.decision(granted, grounds) == column


def test_who_belongs_to_an_ngo_is_its_staff():
    assert counting.handler("lawyer", "ngo") == "ngo"
    assert counting.handler("lawyer", "law_firm") == "lawyer"
    assert counting.handler("volunteer", "") == "volunteer"


@pytest.mark.parametrize(
    ("won", "shares"), [("200.00", ["66.68", "66.66", "66.66"]), ("0.05", ["0.03", "0.01", "0.01"])]
)
def test_what_was_won_is_shared_to_the_cent_and_the_rest_is_the_applicant_s(won, shares):
    found = counting.shares(Head(1), [Head(2), Head(4)], 3, False, Decimal(won))
    assert [str(share.won) for *_, share in found] == shares


REFUSED = Fate(date(2026, 3, 3), "refused_means", date(2026, 3, 6))
GONE = Fate(date(2026, 3, 3), "granted", date(2026, 3, 6), date(2026, 4, 1), "terminated")


def test_each_of_a_list_is_counted_with_what_became_of_that_person():
    others = [Head(1), Head(1, REFUSED), Head(2, GONE), Head(2, None, Decimal("50.00"))]
    told = [
        (1, None, (2, 2, "50.00")),
        (1, REFUSED, (1, 1, "0")),
        (2, GONE, (1, 1, "0")),
        (2, None, (1, 1, "50.00")),
    ]
    found = counting.shares(Head(1), others, 5, False, Decimal("100.00"))
    assert sorted(_plain(found), key=str) == sorted(told, key=str)

    told = [
        (1, None, (1, 2, "100.00")),
        (1, REFUSED, (0, 1, "0")),
        (2, GONE, (0, 1, "0")),
        (2, None, (0, 1, "0")),
    ]
    found = counting.shares(Head(1), others, 5, True, Decimal("100.00"))
    assert sorted(_plain(found), key=str) == sorted(told, key=str)


def test_what_each_won_counts_for_nothing_until_the_case_says_what_was_won():
    found = counting.shares(Head(1), [Head(2, None, Decimal("50.00"))], 2, False, Decimal(0))
    assert [str(share.won) for *_, share in found] == ["0", "0"]


def _plain(found):
    return [
        (crowds, fate, (share.weight, share.persons, str(share.won)))
        for crowds, fate, share in found
    ]
