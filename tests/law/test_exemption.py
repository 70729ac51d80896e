"""Favours of art. 32 and 42 with the document that proves each, and the sentence of the green channel."""

import pytest

from cases.law.exemption import exempt, green_channel, not_limited, pays, pays_or_injures

DIVORCE = ["离婚纠纷", "婚姻家庭纠纷"]
WAGES = ["追索劳动报酬纠纷", "劳动合同纠纷"]
WORK_INJURY = ["工伤保险待遇纠纷", "社会保险纠纷"]
TRAFFIC = ["机动车交通事故责任纠纷", "侵权责任纠纷"]
SUPPORT = ["赡养费纠纷", "赡养纠纷"]


def told(favours):
    return [(favour.ground.article, favour.proof) for favour in favours]


@pytest.mark.parametrize(
    ("basis", "item", "proof"),
    [
        ("heroes", "一", "英雄烈士的认定材料和近亲属关系证明"),
        ("brave", "二", "见义勇为认定材料"),
        ("acquitted", "三", "再审改判无罪的判决书"),
        ("abused", "四", "报警记录、告诫书、人身安全保护令或者妇联等单位的记录"),
        ("other_32", "五", "符合该情形的证明材料"),
    ],
)
def test_ground_of_article_32_asks_for_its_proof(basis, item, proof):
    assert told(not_limited([], DIVORCE, basis)) == [(f"法律援助法第三十二条第{item}项", proof)]


def test_what_was_chosen_of_article_32_goes_before_what_follows_from_the_person():
    assert [f.ground.code for f in not_limited(["abuse_victim"], DIVORCE, "brave")] == ["brave"]
    assert [f.ground.code for f in not_limited(["abuse_victim"], DIVORCE, "wages")] == ["abused"]
    assert not_limited([], DIVORCE, "wages") == ()


@pytest.mark.parametrize(
    ("status", "item", "proof"),
    [
        ("no_income", "一", "无固定生活来源的证明材料"),
        ("assisted", "二", "社会救助证件、优抚对象证件或者司法救助决定书"),
        ("migrant_worker", "三", "务工证明（劳动合同、考勤、工资条、工友证言等之一）"),
        ("other_42", "四", "符合该情形的证明材料"),
    ],
)
def test_status_of_article_42_asks_for_its_proof(status, item, proof):
    assert told(exempt(["elderly"], DIVORCE, status)) == [
        (f"法律援助法第四十二条第{item}项", proof)
    ]


@pytest.mark.parametrize(
    ("crowds", "proof"),
    [
        (["disabled"], "残疾证和无固定生活来源的证明材料"),
        (["minor", "disabled"], "无固定生活来源的证明材料"),
        (["minor"], "无固定生活来源的证明材料"),
    ],
)
def test_want_of_income_is_stated_and_a_disability_proven(crowds, proof):
    assert told(exempt(crowds, DIVORCE, "no_income")) == [("法律援助法第四十二条第一项", proof)]


@pytest.mark.parametrize(
    ("crowds", "path", "expected"),
    [
        (["migrant_worker"], WAGES, [("三", "务工证明（劳动合同、考勤、工资条、工友证言等之一）")]),
        (["migrant_worker"], WORK_INJURY, [("三", "务工证明（劳动合同、考勤、工资条、工友证言等之一）")]),
        (["migrant_worker"], TRAFFIC, []),
        (["farmer"], WAGES, []),
        (["minimum_living"], DIVORCE, [("二", "低保证")]),
        (["destitute"], DIVORCE, [("二", "特困人员救助供养证")]),
        (["preferential"], DIVORCE, [("二", "优抚对象证件")]),
        (["minimum_living", "destitute", "preferential"], DIVORCE, [("二", "低保证")]),
        (["minor"], DIVORCE, []),  # art. 42(1) wants a second fact, which is asked
        (["elderly"], DIVORCE, []),
        (["disabled"], DIVORCE, []),
        (
            ["migrant_worker", "minimum_living", "disabled"],
            WAGES,
            [
                ("三", "务工证明（劳动合同、考勤、工资条、工友证言等之一）"),
                ("二", "低保证"),
            ],
        ),
        (["woman", "poor"], DIVORCE, []),
    ],
)  # fmt: skip
def test_status_of_article_42_follows_from_person_and_cause(crowds, path, expected):
    assert told(exempt(crowds, path)) == [
        (f"法律援助法第四十二条第{item}项", proof) for item, proof in expected
    ]


def test_pay_is_a_claim_for_pay_at_any_height_of_the_cause():
    assert pays(["其他", "追索劳动报酬纠纷"])
    assert pays(["拖欠工资"])
    assert not pays(["确认劳动关系纠纷", "劳动合同纠纷"])
    assert not pays([])


def test_work_injury_is_told_from_other_injuries():
    """Law art. 42(3): 工伤事故人身损害赔偿, not traffic or medical accidents."""
    assert pays_or_injures(WORK_INJURY)
    assert pays_or_injures(WAGES)
    assert not pays_or_injures(TRAFFIC)
    assert pays_or_injures(["工伤保险资格或者待遇认定", "行政确认"])
    assert not pays_or_injures(["确认劳动关系纠纷", "劳动合同纠纷"])


@pytest.mark.parametrize(
    ("crowds", "path", "sentence"),
    [
        (["migrant_worker"], WAGES, "申请支付劳动报酬或者请求工伤事故人身损害赔偿的进城务工人员（法律援助法第四十二条第三项）"),
        (["minimum_living"], DIVORCE, "社会救助、司法救助或者优抚对象（法律援助法第四十二条第二项）"),
        (
            ["abuse_victim", "minimum_living"],
            DIVORCE,
            "遭受虐待、遗弃或者家庭暴力的受害人主张相关权益（法律援助法第三十二条第四项）",
        ),
        ([], TRAFFIC, "请求工伤、交通、医疗等人身损害赔偿（法律援助法第三十一条第七项）"),
        (["elderly"], WAGES, "老年人请求支付劳动报酬（法律援助法第三十一条第五项）"),
        (["disabled"], WAGES, "残疾人请求支付劳动报酬（法律援助法第三十一条第五项）"),
        (["woman"], WAGES, "妇女请求支付劳动报酬（法律援助法第三十一条第五项）"),
        (["minor"], WAGES, "未成年人请求支付劳动报酬（法律援助法第三十一条第五项）"),
        (["minor", "disabled"], WAGES, "残疾人请求支付劳动报酬（法律援助法第三十一条第五项）"),
        (["elderly"], SUPPORT, "老年人请求给付赡养费、抚养费、扶养费（法律援助法第三十一条第四项）"),
        (["migrant_worker"], SUPPORT, "农民工请求给付赡养费、抚养费、扶养费（法律援助法第三十一条第四项）"),
        (["woman"], SUPPORT, ""),
        ([], SUPPORT, ""),
        ([], WAGES, ""),
        (["elderly"], DIVORCE, ""),
        (["elderly"], ["确认劳动关系纠纷"], ""),
    ],
)  # fmt: skip
def test_sentence_of_the_green_channel(crowds, path, sentence):
    assert green_channel(crowds, path) == sentence


def test_damage_to_a_vehicle_alone_has_no_green_channel():
    assert green_channel([], TRAFFIC, "property") == ""


def test_green_channel_by_what_was_chosen():
    """A person without income is poor, not urgent: art. 42(1) alone opens no green channel."""
    assert (
        green_channel([], DIVORCE, basis="brave")
        == "因见义勇为行为主张相关民事权益（法律援助法第三十二条第二项）"
    )
    assert (
        green_channel([], DIVORCE, status="other_42")
        == "法律、法规、规章规定的其他人员（法律援助法第四十二条第四项）"
    )
    assert green_channel([], DIVORCE, status="no_income") == ""
