"""Is the matter within the Law: art. 24 and 29 (criminal), 31 (nine matters), 32 and 33 (asked for at the window)."""

import csv
from pathlib import Path

import pytest

import cases
from cases.law.scope import LABOUR, MATTERS, matter_of, scope, special_of

TABLE = Path(__file__).parent / "scope.txt"

SALE = ["买卖合同纠纷", "合同纠纷"]


@pytest.mark.parametrize(
    ("role", "code", "article", "words"),
    [
        ("犯罪嫌疑人", "defence", "法律援助法第二十四条", "犯罪嫌疑人、被告人因经济困难或者其他原因没有委托辩护人"),
        ("被告人", "defence", "法律援助法第二十四条", "犯罪嫌疑人、被告人因经济困难或者其他原因没有委托辩护人"),
        ("", "defence", "法律援助法第二十四条", "犯罪嫌疑人、被告人因经济困难或者其他原因没有委托辩护人"),
        ("被害人", "victim", "法律援助法第二十九条", "刑事公诉案件的被害人及其法定代理人或者近亲属"),
        ("自诉人", "private_prosecutor", "法律援助法第二十九条", "刑事自诉案件的自诉人及其法定代理人"),
        (
            "附带民事诉讼原告人",
            "incidental_plaintiff",
            "法律援助法第二十九条",
            "刑事附带民事诉讼案件的原告人及其法定代理人",
        ),
    ],
)  # fmt: skip
def test_criminal_matter_is_in_scope_by_the_position_of_the_applicant(role, code, article, words):
    found = scope("criminal", ["盗窃罪"], role=role)
    assert (found.passed, found.code, found.article) == (True, code, article)
    assert found.reasons == (f"申请事项属于{article}规定的情形：{words}。",)


@pytest.mark.parametrize(
    ("kind", "cause", "more"),
    [
        ("criminal", "盗窃罪", {"role": "被告人"}),
        ("criminal", "盗窃罪", {"role": "被害人"}),
        ("criminal", "盗窃罪", {"role": "自诉人"}),
        ("criminal", "盗窃罪", {"role": "附带民事诉讼原告人"}),
        ("criminal", "盗窃罪", {}),
        ("civil", "追索劳动报酬纠纷", {"role": "原告"}),
        ("civil", "买卖合同纠纷", {}),
        ("civil", "买卖合同纠纷", {"basis": "retrial"}),
        ("civil", "劳务合同纠纷", {"crowds": ["migrant_worker"]}),
        ("civil", "离婚纠纷", {"crowds": ["abuse_victim"]}),
        ("administrative", "给付最低生活保障金", {}),
    ],
)
def test_petition_is_within_only_once_a_retrial_was_decided_on(kind, cause, more):
    before, after = (scope(kind, [cause], stage=stage, **more) for stage in ("申诉", "审判监督"))
    assert (before.passed, before.code, before.article) == (False, "", "")
    assert (before.stated, "".join(before.asks)) == (
        "申诉、申请再审的，须人民法院决定、裁定再审或者人民检察院提出抗诉（法律援助法第三十三条），申请人没有提供这样的文书。",
        "已经决定再审或者抗诉的，所处阶段选“审判监督”。",
    )
    assert (after.passed, after.code, after.article) == (True, "retrial", "法律援助法第三十三条")


@pytest.mark.parametrize("cause", ["机动车交通事故责任纠纷", "医疗损害责任纠纷", "买卖合同纠纷"])
def test_damage_to_things_alone_is_no_injury_of_a_person(cause):
    found = scope("civil", [cause], basis="property")
    assert (found.passed, found.code) == (False, "")
    assert found.text == (
        f"案由“{cause}”：只请求车辆等财产损失，不是第三十一条第七项的人身损害赔偿；"
        "同时请求人身损害的，不要选这一项。"
    )


@pytest.mark.parametrize(
    ("cause", "code", "item", "words"),
    [
        ("行政赔偿", "state_compensation", "一", "依法请求国家赔偿"),
        ("社会保险纠纷", "social_benefit", "二", "请求给予社会保险待遇或者社会救助"),
        ("给付最低生活保障金", "social_benefit", "二", "请求给予社会保险待遇或者社会救助"),
        ("给付抚恤金", "pension", "三", "请求发给抚恤金"),
        ("赡养费纠纷", "support", "四", "请求给付赡养费、抚养费、扶养费"),
        ("扶养费纠纷", "support", "四", "请求给付赡养费、抚养费、扶养费"),
        ("追索劳动报酬纠纷", "wages", "五", "请求确认劳动关系或者支付劳动报酬"),
        ("认定自然人无民事行为能力、限制民事行为能力案件", "capacity", "六", "请求认定公民无民事行为能力或者限制民事行为能力"),
        ("机动车交通事故责任纠纷", "injury", "七", "请求工伤事故、交通事故、食品药品安全事故、医疗事故人身损害赔偿"),
        ("环境污染责任纠纷", "environment", "八", "请求环境污染、生态破坏损害赔偿"),
    ],
)  # fmt: skip
def test_matter_of_article_31_is_named_with_its_item(cause, code, item, words):
    article = f"法律援助法第三十一条第{item}项"
    found = scope("civil", [cause, "民事案由"])
    assert (found.passed, found.code, found.article) == (True, code, article)
    assert found.reasons == (f"案由“{cause}”属于{article}规定的“{words}”。",)


def test_nearest_name_of_the_cause_decides_and_the_root_is_read_too():
    assert matter_of(["工伤保险待遇纠纷", "社会保险纠纷"]) == "social_benefit"
    assert matter_of(["变更抚养关系纠纷", "抚养纠纷"]) == ""
    assert matter_of(["其他", "其他", "环境污染责任纠纷"]) == "environment"
    assert matter_of(SALE) == ""


def causes():
    file = Path(cases.__file__).parent / "data" / "causes.csv"
    return list(csv.DictReader(file.read_text("utf-8").splitlines()))


def within_by_their_cause():
    """{name: matter} of the causes of the court's whole table that no question need be asked of."""
    rows = {row["code"]: row for row in causes()}

    def path(row):
        return [row["name"], *(path(rows[row["parent_code"]]) if row["parent_code"] else ())]

    civil = (row for row in rows.values() if row["kind"] != "criminal")
    return {row["name"]: matter for row in civil if (matter := matter_of(path(row)))}


def test_whole_table_of_causes_is_decided_as_it_was_gone_through():
    decided = dict(line.split("|") for line in TABLE.read_text("utf-8").splitlines())
    assert within_by_their_cause() == decided


def test_every_cause_decided_on_is_one_of_the_courts():
    named = {row["name"] for row in causes()}
    assert {*MATTERS, *LABOUR} - named == set()


@pytest.mark.parametrize(
    ("crowds", "code"), [(["migrant_worker"], "wages"), (["farmer"], ""), ([], "")]
)
def test_labour_without_employment_is_a_claim_for_pay_of_a_migrant_worker(crowds, code):
    found = scope("civil", ["劳务合同纠纷", "合同纠纷"], crowds=crowds)
    assert (found.passed, found.code) == (bool(code), code)


def test_abused_plaintiff_in_a_criminal_case_is_spared_the_means():
    crowds, path = ["abuse_victim", "woman"], ["故意伤害罪", "侵犯公民人身权利、民主权利罪"]
    assert special_of(crowds, path, "附带民事诉讼原告人") == ["abused"]
    assert special_of(crowds, path, "被告人") == []
    assert special_of(["woman"], path, "附带民事诉讼原告人") == []


def test_abuse_speaks_only_where_the_cause_is_of_the_family():
    assert special_of(["abuse_victim"], ["离婚纠纷"]) == ["abused"]
    assert special_of(["abuse_victim"], SALE) == []
    assert special_of(["woman"], ["离婚纠纷"]) == []
    assert special_of(["abuse_victim"], ["监护权纠纷", "见义勇为人受害责任纠纷"]) == [
        "abused",
        "brave",
    ]
    assert special_of([], SALE) == []


def test_abused_or_brave_applicant_is_within_by_crowd_and_cause_alone():
    found = scope("civil", ["离婚纠纷"], crowds=["abuse_victim"])
    assert (found.passed, found.code, found.article) == (
        True,
        "abused",
        "法律援助法第三十二条第四项",
    )
    assert scope("civil", ["见义勇为人受害责任纠纷"]).code == "brave"


@pytest.mark.parametrize(
    ("basis", "article", "words"),
    [
        ("other_31", "法律援助法第三十一条第九项", "法律、法规、规章规定的其他情形"),
        ("brave", "法律援助法第三十二条第二项", "因见义勇为行为主张相关民事权益"),
        (
            "retrial",
            "法律援助法第三十三条",
            "申诉或者申请再审的案件已决定、裁定再审或者检察院已提出抗诉，当事人没有委托辩护人或者诉讼代理人",
        ),
    ],
)
def test_ground_chosen_at_the_window_brings_the_matter_into_scope(basis, article, words):
    found = scope("civil", SALE, basis=basis)
    assert (found.passed, found.code, found.article) == (True, basis, article)
    assert found.reasons == (f"申请事项属于{article}“{words}”。",)


def test_matter_no_article_names_is_out_of_scope_with_the_way_on():
    told = "案由“买卖合同纠纷”看不出属于法律援助法第三十一条第一项至第八项。"
    choose = "按请求能确定的，请选定所依据的情形（含本省补充范围，第九项）。"
    asked = "申请人系家庭暴力、虐待、遗弃受害人，请问明是否主张相关权益（第三十二条第四项）。"
    plain = scope("civil", SALE)
    assert (plain.passed, plain.code, plain.reasons, plain.asks) == (False, "", (told,), (choose,))
    assert scope("civil", SALE, crowds=["abuse_victim"]).text == told + choose + asked
