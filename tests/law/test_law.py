"""The pure rules, by hand-calculated cases."""

import re
from datetime import date
from decimal import Decimal as D
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.law import closing_date, grounds
from cases.law.catalogue import catalogue
from cases.law.checklist import materials
from cases.law.conflict import compare
from cases.law.exemption import exempt, green_channel, not_limited
from cases.law.jurisdiction import jurisdiction
from cases.law.means import DOCUMENTS, FAILED, PASSED, Standard, means_test
from cases.law.recommendation import judge, rank
from cases.law.scope import scope
from cases.law.sevenones import before_archiving, seven_ones

ROOT = Path(__file__).parents[2]
STANDARD = Standard(D("1560"), D("30000"))
WAGES = ["追索劳动报酬纠纷", "劳动合同纠纷", "劳动争议", "劳动争议、人事争议"]


@pytest.mark.parametrize(
    ("kind", "path", "role", "passed", "code"),
    [
        ("civil", WAGES, "", True, "wages"),
        ("civil", ["工伤保险待遇纠纷", "社会保险纠纷"], "", True, "social_benefit"),
        ("civil", ["养老保险待遇纠纷", "社会保险纠纷"], "", True, "social_benefit"),
        ("civil", ["抚养费纠纷", "抚养纠纷"], "", True, "support"),
        ("civil", ["机动车交通事故责任纠纷", "侵权责任纠纷"], "", True, "injury"),
        ("civil", ["医疗损害责任纠纷", "侵权责任纠纷"], "", True, "injury"),
        ("civil", ["环境污染责任纠纷", "侵权责任纠纷"], "", True, "environment"),
        ("civil", ["买卖合同纠纷", "合同纠纷"], "", False, ""),
        ("civil", ["产品责任纠纷", "侵权责任纠纷"], "", False, ""),
        ("civil", ["竞业限制纠纷", "劳动合同纠纷", "劳动争议"], "", False, ""),
        ("civil", ["确认劳动关系纠纷", "劳动合同纠纷", "劳动争议"], "", True, "wages"),
        ("civil", ["见义勇为人受害责任纠纷", "侵权责任纠纷"], "", True, "brave"),
        ("criminal", ["盗窃罪"], "犯罪嫌疑人", True, "defence"),
        ("criminal", ["故意伤害罪"], "被害人", True, "victim"),
    ],
)  # fmt: skip
def test_scope_follows_from_the_cause(kind, path, role, passed, code):
    found = scope(kind, path, role=role)
    assert (found.passed, found.code) == (passed, code)
    assert found.text


def test_rights_of_a_victim_of_violence_are_asked_after_where_the_cause_does_not_tell():
    """Law art. 32(4): 主张相关权益."""
    sale = ["买卖合同纠纷", "合同纠纷"]
    found = scope("civil", sale, crowds=["abuse_victim"])
    assert (found.passed, found.code, not_limited(["abuse_victim"], sale)) == (False, "", ())
    assert "请问明是否主张相关权益" in found.text
    assert not_limited(["abuse_victim"], ["机动车交通事故责任纠纷", "侵权责任纠纷"]) == ()
    assert scope("civil", sale, basis="abused").code == "abused"
    assert scope("civil", ["申请人身安全保护令"], crowds=["abuse_victim"]).code == "abused"


@pytest.mark.parametrize("code", ["heroes", "brave", "acquitted", "abused", "other_32"])
def test_every_ground_of_article_32_can_be_chosen(code):
    assert scope("civil", ["名誉权纠纷"], basis=code).code == code
    assert [f.ground.code for f in not_limited([], ["名誉权纠纷"], code)] == [code]


@pytest.mark.parametrize("code", ["no_income", "assisted", "migrant_worker", "other_42"])
def test_every_ground_of_article_42_can_be_chosen(code):
    (favour,) = exempt([], ["离婚纠纷"], code)
    assert (favour.ground.code, bool(favour.proof)) == (code, True)


def test_article_42_3_is_pay_or_work_injury():
    for path in (
        ["确认劳动关系纠纷", "劳动合同纠纷", "劳动争议"],
        ["竞业限制纠纷", "劳动合同纠纷", "劳动争议"],
    ):
        assert exempt(["migrant_worker"], path) == ()
    assert exempt(["veteran"], ["离婚纠纷"]) == exempt(["soldier"], ["离婚纠纷"]) == ()


def test_victim_of_violence_is_in_scope_and_not_limited_by_hardship():
    assert scope("civil", ["离婚纠纷"], crowds=["abuse_victim"]).code == "abused"
    assert [f.ground.code for f in not_limited(["abuse_victim"], ["离婚纠纷"])] == ["abused"]


@pytest.mark.parametrize(
    ("incomes", "facts", "result", "per_head"),
    [
        ([D("1500"), D("1600")], {"committed": True}, PASSED, D("1550.00")),
        ([D("1500"), D("1700")], {"committed": True}, FAILED, D("1600.00")),
        ([D("1500"), D("9000")], {"committed": True, "opponent_in_household": True}, PASSED, D("1500.00")),
        ([D("900"), D("9000")], {"committed": True, "opponent_in_household": True, "savings": D("90000")}, DOCUMENTS, None),
        (
            [D("900"), D("9000")],
            {"committed": True, "opponent_in_household": True, "savings": D("90000"), "own_savings": D("20000")},
            PASSED,
            D("900.00"),
        ),
        ([D("1000")], {"committed": True, "savings": D("30000.01")}, FAILED, D("1000.00")),
        ([D("1000"), D("0"), D("0")], {"committed": True, "savings": D("90000")}, PASSED, D("333.33")),
        ([D("1000")], {}, DOCUMENTS, None),
        ([], {"committed": True}, DOCUMENTS, None),
        ([D("99999")], {"not_limited": "abused"}, PASSED, None),
        ([], {"exempt": "migrant_worker", "proof": "工资条"}, PASSED, None),
        ([], {"exempt": "migrant_worker"}, DOCUMENTS, None),
        ([D("1000")], {"exempt": "no_income", "committed": True}, PASSED, D("1000.00")),
    ],
)  # fmt: skip
def test_means_by_hand(incomes, facts, result, per_head):
    found = means_test(incomes, STANDARD, **facts)
    assert (found.result, found.per_head) == (result, per_head)
    assert found.reasons


def test_means_arithmetic_is_shown_line_by_line():
    found = means_test([D("1500"), D("1700")], STANDARD, committed=True)
    assert found.reasons == (
        "月收入合计 1500.00 + 1700.00 = 3200.00 元，2人，人均 1600.00 元。",
        "本地区标准为人均月收入不高于 1560.00 元，超出。",
    )


def test_without_a_standard_nothing_is_concluded():
    assert means_test([D("1")], None, committed=True).result == DOCUMENTS


@given(
    st.lists(st.decimals(0, 50000, places=2), min_size=1, max_size=8),
    st.decimals(0, 5000, places=2),
)
def test_more_income_never_turns_a_failure_into_a_pass(incomes, more):
    before = means_test(incomes, STANDARD, committed=True)
    after = means_test([incomes[0] + more, *incomes[1:]], STANDARD, committed=True)
    assert not (before.result == FAILED and after.result == PASSED)


@pytest.mark.parametrize(
    ("crowds", "path", "words"),
    [
        (["migrant_worker"], WAGES, "第四十二条第三项"),
        (["elderly"], ["赡养费纠纷"], "第三十一条第四项"),
        (["woman"], WAGES, "妇女请求支付劳动报酬"),
        ([], ["机动车交通事故责任纠纷"], "第三十一条第七项"),
        (["abuse_victim"], ["离婚纠纷"], "第三十二条第四项"),
        (["minimum_living"], ["离婚纠纷"], "第四十二条第二项"),
        (["woman"], ["离婚纠纷"], ""),
        ([], WAGES, ""),
    ],
)  # fmt: skip
def test_green_channel_names_its_ground(crowds, path, words):
    found = green_channel(crowds, path)
    assert words in found
    assert bool(found) == bool(words)


def test_art_42_needs_crowd_and_cause_together():
    assert exempt(["migrant_worker"], ["离婚纠纷"]) == ()
    assert [f.ground.code for f in exempt(["migrant_worker"], WAGES)] == ["migrant_worker"]


def test_checklist_asks_only_what_person_and_cause_need():
    exempted = [m.slot for m in materials("civil", WAGES, exempt_proof="工资条")]
    assert exempted == [
        "application_form",
        "identity",
        "means_statement",
        "status_proof",
        "labour_relation",
        "wage_evidence",
        "case_evidence",
    ]
    minor = [m.slot for m in materials("civil", ["抚养费纠纷"], representative=True)]
    assert minor == [
        "application_form",
        "identity",
        "authority",
        "means_statement",
        "kinship",
        "need",
        "case_evidence",
    ]


@pytest.mark.parametrize(
    ("stage", "document"),
    [
        ("侦查", "起诉意见书"),
        ("审查起诉", "不起诉决定书"),
        ("一审", "判决书"),
        ("仲裁", "仲裁裁决书"),
        ("行政复议", "行政复议决定书"),
        ("调解", "义务人开始履行（无文书）"),
        ("行政处理", "义务人开始履行（无文书）"),
    ],
)
def test_closing_document_by_stage(stage, document):
    assert document in closing_date.documents("civil", stage)


def test_seven_ones_and_waivers():
    ones = seven_ones(
        {"meeting": "x", "telling": "x", "file": "x", "follow_up": "x"}, {"subsidy": "机构律师"}
    )
    assert before_archiving(ones) == ["一案一讨论"]


def test_conflict_knows_certain_from_possible():
    others = [
        (7, "一号", "opponent", "李国强", "b1"),
        (8, "二号", "applicant", "宏达公司", ""),
        (9, "三号", "opponent", "李国强", "b2"),
    ]
    hits = compare([("李国强", "b1")], [("宏达公司", "")], others)
    assert [(h.case, h.certain) for h in hits] == [(7, True), (8, False)]


def worker(**changes):
    base = {
        "kind": "lawyer",
        "qualified": True,
        "licensed_lawyer": True,
        "practice_start": date(2015, 1, 1),
        "criminal_start": date(2024, 1, 1),
        "specialities": "劳动、工伤",
        "minors": False,
    }
    return SimpleNamespace(**base | changes)


def test_assignment_rules_give_their_reasons():
    on, words = date(2026, 3, 1), ["劳动争议"]
    serious = judge(
        worker(), kind="criminal", on=on, cause_words=["抢劫罪"], load=1, life_or_death=True
    )
    assert (serious.eligible, serious.reasons) == (
        False,
        ("可能判处无期徒刑、死刑的案件和死刑复核案件须有三年以上刑事辩护经历",),
    )
    assert not judge(
        worker(kind="grassroots"), kind="criminal", on=on, cause_words=words, load=0
    ).eligible
    assert not judge(
        worker(), kind="criminal", on=on, cause_words=words, load=0, minor=True
    ).eligible
    unlicensed = judge(
        worker(licensed_lawyer=False),
        kind="criminal",
        on=on,
        cause_words=words,
        load=0,
        notified=True,
    )
    assert unlicensed.reasons == ("通知辩护、通知代理的案件须由律师承办，未登记律师执业证号",)
    assert judge(
        worker(licensed_lawyer=False), kind="civil", on=on, cause_words=words, load=0
    ).eligible
    agency = judge(
        worker(kind="agency", qualified=False), kind="civil", on=on, cause_words=words, load=0
    )
    assert agency.reasons == ("法律援助机构工作人员没有登记律师资格或者法律职业资格，不能承办案件",)
    fits, light = (
        judge(worker(), kind="civil", on=on, cause_words=words, load=9),
        judge(worker(specialities="行政"), kind="civil", on=on, cause_words=words, load=1),
    )
    assert rank([light, fits])[0].handler is fits.handler
    assert fits.reasons == ("专长相符", "执业11年", "在办9件")


def test_catalogues_have_each_title_once_and_required_items():
    for volume in ("approval", "handling"):
        for kind in ("civil", "criminal", "administrative"):
            titles = [entry.title for entry in catalogue(volume, kind)]
            assert len(titles) == len(set(titles))
            assert any(entry.required for entry in catalogue(volume, kind))


def test_every_ground_of_the_statute_is_listed():
    assert [
        len(rows)
        for rows in (
            grounds.MATTERS_31,
            grounds.NOT_LIMITED_32,
            grounds.EXEMPT_42,
        )
    ] == [9, 5, 4]


def test_no_article_that_was_not_verified_is_named():
    """Of 办理法律援助案件程序规定 only articles 1-5 and 24-28 were read (facts, section 2); no step, sentence, page or paper names another."""
    cited = re.compile(r"程序规定》?((?:第[一二三四五六七八九十]+[条款项]|[、和至])+)")
    named = {
        f"{path.relative_to(ROOT)} {article}"
        for room in ("cases", "stations", "subsidies", "legalaid", "templates")
        for path in (ROOT / room).rglob("*")
        if path.suffix in (".py", ".html", ".toml", ".csv", ".txt")
        for run in cited.findall(path.read_text())
        for article in re.findall("第[一二三四五六七八九十]+条", run)
    }
    assert named == {
        "cases/data/handbook.toml 第二十六条",
        "cases/data/handbook.toml 第二十八条",
        "cases/periods.py 第二十七条",
        "cases/workflow/aid.py 第二十五条",
        "cases/workflow/aid.py 第二十七条",
        "cases/workflow/firm.py 第二十五条",
        "legalaid/faces/manual/terms.txt 第二十七条",
    }


def test_guidance_on_subsidies_is_named_for_what_it_is_known_to_say():
    """Standards, and that units are paid by them in time and in full (facts, section 5); the chain of approvals is a county's."""
    from subsidies.workflow import BATCH, GUIDANCE, STANDARD

    steps = [*STANDARD.steps.values(), *BATCH.steps.values()]
    assert {step.key for step in steps if step.article == GUIDANCE} == {
        "propose",
        "revise",
        "approve_standard",
        "publish_standard",
        "end_standard",
        "fill",
        "send",
        "retry",
    }


@pytest.mark.parametrize(
    ("kind", "codes", "lack"),
    [
        ("civil", ["wages"], "means"),
        ("civil", ["hardship"], "scope"),
        ("civil", ["abused"], ""),
        ("civil", ["retrial", "hardship"], ""),
        ("criminal", ["defence"], "means"),
        ("criminal", ["defence", "hardship"], ""),
        ("criminal", ["defence", "other_24_held"], ""),
        ("criminal", ["victim", "other_24"], "means"),
        ("criminal", ["victim"], "means"),
        ("criminal", ["wages", "hardship"], "scope"),
    ],
)
def test_what_a_grant_still_lacks(kind, codes, lack):
    assert grounds.lacking(kind, codes) == lack


@pytest.mark.parametrize(
    ("stage", "organ", "passed"),
    [
        ("一审", "清和县人民法院", True),
        ("一审", "邻水县人民法院", False),
        ("侦查", "邻水县公安局", False),
        ("申诉", "邻水县人民法院", False),
        ("仲裁", "邻水县劳动人事争议仲裁委员会", None),  # out of court: where it arose counts too
        ("仲裁", "清和县劳动人事争议仲裁委员会", True),
        ("二审", "市中级人民法院", None),
        ("尚未进入法律程序", "", None),
    ],
)
def test_jurisdiction_follows_the_organ_and_out_of_court_the_place(stage, organ, passed):
    found = jurisdiction(stage, organ, "清和县")
    assert (found.passed, found.article) == (passed, "法律援助法第三十八条")
    assert found.text
