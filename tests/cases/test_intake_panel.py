"""The side panel of the application form asks what person and cause need, while they are typed."""

import pytest
from django.urls import reverse

from tests.cases.test_intake import form
from tests.factories import new_case, person


def test_side_panel_asks_only_what_person_and_cause_need(county, sign_in):
    client = sign_in(county.chuangkou)

    def hidden(**changes):
        panel = client.post(reverse("cases:intake_side"), form(**changes)).context
        return sorted(panel["ask"].hidden)

    assert hidden() == ["birth", "co_accused", "opponent_in_household", "own_savings", "sex"]
    assert hidden(id_kind="none", id_number="", cause_name="离婚纠纷") == ["co_accused"]
    assert hidden(cause_name="盗窃罪", applicant_role="犯罪嫌疑人") == [
        "amount",
        "basis",
        "birth",
        "opponent_in_household",
        "opponents",
        "own_savings",
        "sex",
    ]
    means = [
        "co_accused",
        "committed",
        "debts",
        "housing",
        "members",
        "opponent_in_household",
        "own_income",
        "own_savings",
        "savings",
        "spending",
        "status",
        "vehicle",
    ]
    assert hidden(crowds=["abuse_victim"], cause_name="离婚纠纷") == sorted(
        ["birth", "sex", *means]
    )


@pytest.mark.parametrize(
    ("answers", "favour", "asked"),
    [
        ({"crowds": []}, None, False),
        ({"crowds": ["disabled"]}, None, True),
        ({"crowds": ["disabled"], "status": "no_income"}, "第四十二条第一项", False),
        ({"crowds": ["disabled", "minimum_living"]}, "第四十二条第二项", False),
        ({"crowds": ["abuse_victim", "disabled"], "cause_name": "离婚纠纷"}, "第三十二条第四项", False),
    ],
)  # fmt: skip
def test_want_of_a_fixed_income_is_asked_and_follows_from_no_crowd(
    county, sign_in, answers, favour, asked
):
    answered = form(**{"cause_name": "机动车交通事故责任纠纷", **answers})
    panel = sign_in(county.chuangkou).post(reverse("cases:intake_side"), answered).context
    found = panel["favour"]
    assert found is None if favour is None else found.ground.article == f"法律援助法{favour}"
    assert ("请问清有没有固定生活来源" in panel["note"]) is asked


def test_side_panel_counts_the_means_while_they_are_typed(county, sign_in):
    data = form(
        crowds=[],
        own_income="900",
        member_name=["王芳"],
        member_monthly_income=["300"],
        committed="on",
    )
    means = sign_in(county.chuangkou).post(reverse("cases:intake_side"), data).context["means"]
    assert (means.result, means.per_head) == ("passed", 600)


def test_side_panel_knows_an_earlier_visitor_and_lists_the_material(county, sign_in):
    new_case(county, who=person(id_number="440524198801010011", birth=None))
    data = form()
    page = sign_in(county.chuangkou).post(reverse("cases:intake_side"), data).content.decode()
    assert "来过" in page
    assert "绿色通道</span> 申请支付劳动报酬" in page
    assert "工资标准和拖欠证明" in page


def test_causes_are_found_by_initials_and_by_words(county, sign_in):
    client = sign_in(county.chuangkou)
    for text in ("zsldbc", "劳动报酬"):
        assert (
            "追索劳动报酬纠纷"
            in client.get(reverse("cases:causes"), {"cause_text": text}).content.decode()
        )


def test_panel_names_those_of_the_office_who_are_called_as_a_party(county, sign_in):
    client = sign_in(county.chuangkou)
    typed = form(name=county.shencha.name, opponent_name=[county.zhuren.name, "宏达公司"])
    said = client.post(reverse("cases:intake_side"), typed).content.decode()
    words = "与本案的{}同名，请核对是否本人；是本人的，应当回避。"
    assert f"审查人员{county.shencha.name}{words.format('申请人一方')}" in said
    assert f"中心负责人{county.zhuren.name}{words.format('对方当事人')}" in said
    assert "同名" not in client.post(reverse("cases:intake_side"), form()).content.decode()
