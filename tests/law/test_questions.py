"""What the intake form need not ask, and the answers it offers."""

import pytest

from cases.law.questions import questions

MEANS = {
    "own_income", "savings", "own_savings", "debts", "housing", "vehicle", "spending", "members", "committed",
}  # fmt: skip
NOT_OF_THE_FAMILY = {"opponent_in_household", "own_savings"}
UNACCUSED = {"co_accused"}


@pytest.mark.parametrize(
    ("facts", "hidden"),
    [
        ({}, NOT_OF_THE_FAMILY | UNACCUSED),
        ({"family": True}, UNACCUSED),
        ({"knows_sex": True}, NOT_OF_THE_FAMILY | {"sex"} | UNACCUSED),
        ({"knows_birth": True}, NOT_OF_THE_FAMILY | {"birth"} | UNACCUSED),
        ({"limited": False}, MEANS | {"opponent_in_household", "status"} | UNACCUSED),
        (
            {"limited": False, "knows_sex": True},
            MEANS | {"opponent_in_household", "status", "sex"} | UNACCUSED,
        ),
        ({"limited": False, "family": True}, MEANS | {"opponent_in_household", "status"} | UNACCUSED),
        ({"kind": "civil", "matter": "wages"}, NOT_OF_THE_FAMILY | UNACCUSED),
        ({"kind": "civil", "matter": "capacity"}, NOT_OF_THE_FAMILY | {"amount", "opponents"} | UNACCUSED),
        ({"kind": "administrative"}, NOT_OF_THE_FAMILY | UNACCUSED),
        ({"kind": "criminal"}, NOT_OF_THE_FAMILY | {"basis", "amount", "opponents"}),
        (
            {"kind": "criminal", "role": "犯罪嫌疑人"},
            NOT_OF_THE_FAMILY | {"basis", "amount", "opponents"},
        ),
        ({"kind": "criminal", "role": "被告人"}, NOT_OF_THE_FAMILY | {"basis", "amount", "opponents"}),
        ({"kind": "criminal", "role": "被害人"}, NOT_OF_THE_FAMILY | {"basis", "amount"} | UNACCUSED),
        ({"kind": "criminal", "role": "附带民事诉讼原告人"}, NOT_OF_THE_FAMILY | {"basis"} | UNACCUSED),
    ],
)  # fmt: skip
def test_no_more_is_asked_than_the_matter_needs(facts, hidden):
    assert questions(**facts).hidden == hidden


def test_criminal_matter_offers_its_stages_positions_and_forms_of_aid():
    found = questions(kind="criminal")
    assert found.stages == (
        "侦查",
        "审查起诉",
        "一审",
        "二审",
        "死刑复核",
        "申诉",
        "审判监督",
        "执行",
    )
    assert found.roles == ("犯罪嫌疑人", "被告人", "被害人", "自诉人", "附带民事诉讼原告人")
    assert found.modes == (
        "刑事辩护", "刑事被害人代理", "刑事附带民事诉讼代理", "刑事自诉代理", "强制医疗代理",
    )  # fmt: skip


def test_civil_matter_offers_its_own():
    found = questions(kind="civil")
    assert found.stages == (
        "尚未进入法律程序", "调解", "仲裁", "一审", "二审", "申诉", "审判监督", "执行",
    )  # fmt: skip
    assert found.roles == ("原告", "被告", "第三人", "申请人", "被申请人")
    assert found.modes == ("民事诉讼代理", "劳动仲裁代理", "非诉讼代理")


def test_administrative_matter_offers_its_own():
    found = questions(kind="administrative")
    assert found.stages == (
        "尚未进入法律程序", "行政处理", "行政复议", "一审", "二审", "申诉", "审判监督", "国家赔偿", "执行",
    )  # fmt: skip
    assert found.roles == ("原告", "被告", "第三人", "申请人", "被申请人")
    assert found.modes == ("行政诉讼代理", "行政复议代理", "国家赔偿代理", "非诉讼代理")


def test_before_a_cause_is_chosen_everything_is_offered_once():
    found = questions()
    assert found.stages == (
        "尚未进入法律程序", "侦查", "审查起诉", "一审", "二审", "审判监督", "仲裁", "调解", "行政处理", "行政复议", "国家赔偿",
        "死刑复核", "申诉", "执行",
    )  # fmt: skip
    assert found.roles == (
        "原告", "被告", "第三人", "申请人", "被申请人", "犯罪嫌疑人", "被告人", "被害人", "自诉人", "附带民事诉讼原告人",
    )  # fmt: skip
    assert found.modes == (
        "刑事辩护", "刑事被害人代理", "刑事附带民事诉讼代理", "刑事自诉代理", "强制医疗代理", "民事诉讼代理", "劳动仲裁代理",
        "非诉讼代理", "行政诉讼代理", "行政复议代理", "国家赔偿代理",
    )  # fmt: skip
