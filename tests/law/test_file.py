"""What is asked for at the beginning and kept at the end: the checklist, the catalogue, the seven ones, how long."""

import pytest

from cases.law import catalogue, closing_date, retention, sevenones
from cases.law.checklist import materials

WAGES = ["追索劳动报酬纠纷", "劳动合同纠纷"]
SALE = ["买卖合同纠纷", "合同纠纷"]
FORM = ("application_form", "法律援助申请表", "申请时提交", True)
IDENTITY = ("identity", "身份证明", "申请时提交", True)
STATEMENT = ("means_statement", "经济困难状况说明表", "法律援助法第四十一条", True)
REST = ("case_evidence", "与申请事项有关的其他材料", "证明案情", False)


def asked(*arguments, **facts):
    return [(row.slot, row.title, row.why, row.required) for row in materials(*arguments, **facts)]


def test_hardship_is_stated_on_a_form():
    assert asked("civil", SALE) == [FORM, IDENTITY, STATEMENT, REST]
    assert asked("civil", SALE, needs_means=False) == [FORM, IDENTITY, REST]


def test_representative_proves_the_authority_and_several_give_their_list():
    assert asked("civil", SALE, representative=True, several=True) == [
        FORM,
        IDENTITY,
        ("authority", "代理人身份证明和代理权证明", "法律援助法第四十条", True),
        ("applicant_list", "全体申请人名单（姓名、证件号码，本人签名或者捺印）", "请求可分、按人数计件", True),
        STATEMENT,
        REST,
    ]  # fmt: skip


def test_person_of_article_32_files_no_statement_of_means():
    """办理法律援助案件程序规定: application, identity and what concerns the matter, nothing of the means."""
    proof = ("status_proof", "身份或者情形证明：见义勇为认定材料", "法律援助法第三十二条", True)
    favours = {"not_limited_proof": "见义勇为认定材料", "exempt_proof": "低保证"}
    assert asked("civil", SALE, **favours) == [FORM, IDENTITY, proof, REST]


def test_person_of_article_42_states_the_means_and_proves_the_status():
    proof = ("status_proof", "身份证明材料：低保证", "法律援助法第四十二条", True)
    assert asked("civil", SALE, exempt_proof="低保证")[2:4] == [STATEMENT, proof]


def test_criminal_matter_asks_for_the_papers_of_its_stage_and_not_for_the_causes():
    papers = ("procedure_papers", "拘留、逮捕通知书或者起诉书等程序文书", "证明所处阶段", False)
    assert asked("criminal", ["拒不支付劳动报酬罪"]) == [FORM, IDENTITY, STATEMENT, papers, REST]


@pytest.mark.parametrize(
    ("path", "basis", "slots"),
    [
        (WAGES, "", ["labour_relation", "wage_evidence"]),
        (["工伤保险待遇纠纷"], "", ["accident", "loss"]),
        (["抚养费纠纷"], "", ["kinship", "need"]),
        (["失业保险待遇纠纷", "社会保险纠纷"], "", ["benefit"]),
        (SALE, "pension", ["pension_proof"]),
        (WAGES, "pension", ["labour_relation", "wage_evidence"]),
        (["环境污染责任纠纷"], "", []),
        (SALE, "", []),
    ],
)
def test_matter_asks_for_its_evidence(path, basis, slots):
    found = materials("civil", path, basis=basis, needs_means=False)
    assert [row.slot for row in found][2:-1] == slots


@pytest.mark.parametrize(
    ("stage", "documents"),
    [
        ("侦查", ("起诉意见书", "撤销案件文书")),
        ("审查起诉", ("起诉书", "不起诉决定书")),
        ("一审", ("判决书", "裁定书", "调解书", "准予撤诉裁定书")),
        ("二审", ("判决书", "裁定书", "调解书", "准予撤诉裁定书")),
        ("仲裁", ("仲裁裁决书", "仲裁调解书", "准予撤回申请决定书")),
        ("行政复议", ("行政复议决定书", "行政复议调解书")),
        ("调解", ("调解协议", "和解协议", "义务人开始履行（无文书）")),
        ("尚未进入法律程序", ("和解协议", "调解协议", "义务人开始履行（无文书）")),
    ],
)
def test_document_that_closes_the_stage(stage, documents):
    assert closing_date.documents("civil", stage) == documents


def test_matters_of_life_and_death_are_kept_for_ever():
    assert retention.retention(life_or_death=True) == "永久"
    assert retention.retention(life_or_death=False) == "三十年"


def test_each_of_the_seven_stands_on_its_evidence_or_its_waiver():
    ones = sevenones.seven_ones({"meeting": "3月5日见面", "file": ""}, {"discussion": "简单案件"})
    assert [(one.key, one.title, one.done, one.evidence, one.waived) for one in ones] == [
        ("meeting", "一案一见面", True, "3月5日见面", ""),
        ("telling", "一案一告知", False, "", ""),
        ("discussion", "一案一讨论", False, "", "简单案件"),
        ("follow_up", "一案一回访", False, "", ""),
        ("file", "一案一卷宗", False, "", ""),
        ("subsidy", "一案一补贴", False, "", ""),
        ("archive", "一案一归档", False, "", ""),
    ]
    assert sevenones.before_archiving(ones) == [
        "一案一告知",
        "一案一回访",
        "一案一卷宗",
        "一案一补贴",
    ]


CIVIL_HANDLING = [
    "委托协议", "授权委托书", "法律援助公函", "会见（约见）笔录",
    "首次会见征询意见笔录", "起诉状、答辩状、上诉状或者仲裁申请书", "阅卷材料", "证据材料",
    "集体讨论记录", "代理词或者辩护意见", "庭审笔录", "结案文书", "承办情况通报/报告记录", "结案报告表", "其他",
]  # fmt: skip


def test_handlers_volume_by_kind():
    assert [e.title for e in catalogue.catalogue("handling", "civil")] == CIVIL_HANDLING
    assert [e.title for e in catalogue.catalogue("handling", "administrative")] == CIVIL_HANDLING
    criminal = [e.title for e in catalogue.catalogue("handling", "criminal")]
    assert criminal == [
        *CIVIL_HANDLING[:5], "自诉状、附带民事起诉状、上诉状或者申请书", *CIVIL_HANDLING[6:],
    ]  # fmt: skip


def test_centres_volume_is_the_same_for_every_kind():
    titles = [
        "法律援助申请表", "身份证明", "经济困难状况说明及证明", "案件材料", "移交单和签收回执", "申请材料接收凭证", "补充材料通知书",
        "移送告知书、移送函和回执", "经济状况查询和诚信承诺书", "法律援助协作函和回函",
        "先行提供法律援助通知书", "法律援助审查表", "不予法律援助决定书", "异议审查决定书",
        "给予法律援助决定书", "法律援助决定告知函", "对其中一人的决定书", "指派通知书",
        "更换法律援助人员申请表和答复书", "更换法律援助人员通知书",
        "介绍信、证明函、协调函和回函", "减免费用、司法救助函", "终止法律援助的文书", "骗取法律援助移送函", "送达回证",
        "受援人回访记录表", "其他审批材料",
    ]  # fmt: skip
    for kind in ("civil", "criminal", "administrative"):
        assert [e.title for e in catalogue.catalogue("approval", kind)] == titles


KNOWN = {"paper:a": "文书·甲", "slot:b": "材料·乙", "file:c": "承办·丙"}
LINES = "*甲：文书·甲>材料·乙；承办·丙\n丁：承办·丙"
ENTRIES = (
    catalogue.Entry("甲", (("paper:a", "slot:b"), "file:c"), True),
    catalogue.Entry("丁", ("file:c",)),
)


def test_catalogue_is_written_as_lines_and_read_back():
    assert catalogue.write(ENTRIES, KNOWN) == LINES
    assert catalogue.read(LINES, KNOWN) == (ENTRIES, [])


def test_sources_side_by_side():
    assert catalogue.flat((("paper:a", "slot:b"), "file:c")) == ["paper:a", "slot:b", "file:c"]


def test_names_an_administrator_writes():
    found = catalogue.names({"review_form": "法律援助审查表"})
    assert found["paper:review_form"] == "文书·法律援助审查表"
    assert found["slot:notice"] == "材料·办案机关通知书"
    assert found["slot:service_receipt"] == "材料·已签收的送达回证"
    assert found["file:hearing"] == "承办·庭审笔录"
    assert len(found) == 1 + 17 + 8 + 12


@pytest.mark.parametrize(
    ("text", "entries", "faults"),
    [
        (" 丁 : 承办·丙 ;; 材料·乙 > 文书·甲 ", [("丁", ("file:c", ("slot:b", "paper:a")), False)], []),
        ("\n\n丁：承办·丙\n\n", [("丁", ("file:c",), False)], []),
        ("丁：承办·丙\n没有来源", [("丁", ("file:c",), False)], ["第2行应为“标题：来源”。"]),
        ("\n没有来源\n丁：承办·丙", [("丁", ("file:c",), False)], ["第1行应为“标题：来源”。"]),
        ("丁：不识>承办·丙；也不识", [], ["第1行的来源“不识”不认识。", "第1行的来源“也不识”不认识。"]),
        ("丁：承办·丙\n丁：材料·乙", [("丁", ("file:c",), False), ("丁", ("slot:b",), False)], ["标题“丁”重复。"]),
        ("", [], ["请至少写一行。"]),
    ],
)  # fmt: skip
def test_what_the_lines_say_and_what_is_wrong_with_them(text, entries, faults):
    found, told = catalogue.read(text, KNOWN)
    assert [(entry.title, entry.sources, entry.required) for entry in found] == entries
    assert told == faults
