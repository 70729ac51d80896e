"""Notices that cannot be (Law art. 25, 28, 36; 刑事诉讼法), and each that can."""

import pytest

from cases.law.grounds import NOTIFIED
from cases.law.notices import why_impossible

POLICE, PROCURATORATE, COURT = (
    ("police", "清和县公安局"),
    ("procuratorate", "清和县人民检察院"),
    ("court", "清和县人民法院"),
)


def asked(situation, who, stage, role, **facts):
    organ, name = who
    return why_impossible(situation, organ=organ, organ_name=name, stage=stage, role=role, **facts)


@pytest.mark.parametrize(
    ("situation", "who", "stage", "role", "facts"),
    [
        ("minor", POLICE, "侦查", "犯罪嫌疑人", {"age": 17}),
        ("minor", POLICE, "侦查", "犯罪嫌疑人", {}),
        ("sensory", PROCURATORATE, "审查起诉", "犯罪嫌疑人", {"age": 46}),
        ("sensory", PROCURATORATE, "侦查", "犯罪嫌疑人", {"age": 16}),
        ("capacity", COURT, "二审", "被告人", {"age": 18}),
        ("life_or_death", ("police", "清和县监狱"), "侦查", "犯罪嫌疑人", {}),
        ("death_review", ("court", "最高人民法院"), "死刑复核", "被告人", {}),
        ("absentia", COURT, "一审", "被告人", {}),
        ("other_25", COURT, "审判监督", "被告人", {}),
        ("ordinary", COURT, "一审", "被告人", {"age": 18}),
        ("prosecution", PROCURATORATE, "审查起诉", "犯罪嫌疑人", {"age": 30}),
        ("commitment", COURT, "一审", "被申请人", {}),
        ("commitment", COURT, "一审", "被告人", {}),
    ],
)
def test_notice_that_can_be_is_taken(situation, who, stage, role, facts):
    assert asked(situation, who, stage, role, **facts) is None


def test_every_situation_can_be_notified_by_somebody():
    stages = ("侦查", "审查起诉", "一审", "死刑复核")
    possible = {
        row.code
        for row in NOTIFIED
        for who in (POLICE, PROCURATORATE, COURT)
        for stage in stages
        for role in ("犯罪嫌疑人", "被告人", "被申请人")
        if asked(row.code, who, stage, role) is None
    }
    assert possible == {row.code for row in NOTIFIED}


@pytest.mark.parametrize(
    ("situation", "who", "stage", "role", "facts", "field", "sentence"),
    [
        ("minor", POLICE, "侦查", "犯罪嫌疑人", {"age": 46}, "notified",
         "按出生日期，通知书日期时46岁，不是未成年人，请核对出生日期或者通知情形。"),
        ("minor", POLICE, "侦查", "犯罪嫌疑人", {"age": 18}, "notified",
         "按出生日期，通知书日期时18岁，不是未成年人，请核对出生日期或者通知情形。"),
        ("capacity", POLICE, "侦查", "犯罪嫌疑人", {"age": 17}, "notified",
         "按出生日期，通知书日期时17岁，是未成年人，请选“未成年人”。"),
        ("ordinary", COURT, "一审", "被告人", {"age": 17}, "notified",
         "是未成年人或者视力、听力、言语残疾人的，请选第二十五条第一款的相应情形。"),
        ("prosecution", PROCURATORATE, "审查起诉", "犯罪嫌疑人", {"crowds": ["blind_deaf_mute"]}, "notified",
         "是未成年人或者视力、听力、言语残疾人的，请选第二十五条第一款的相应情形。"),
        ("absentia", POLICE, "侦查", "犯罪嫌疑人", {}, "notified",
         "缺席审判只能由人民法院在审判阶段为被告人通知（法律援助法第二十五条第一款第六项）。"),
        ("absentia", COURT, "死刑复核", "被告人", {}, "notified",
         "缺席审判只能由人民法院在审判阶段为被告人通知（法律援助法第二十五条第一款第六项）。"),
        ("ordinary", PROCURATORATE, "审查起诉", "犯罪嫌疑人", {}, "notified",
         "这一情形只能由人民法院为审判阶段的被告人通知（法律援助法第二十五条第二款）。"),
        ("prosecution", COURT, "一审", "被告人", {}, "notified",
         "这一情形只能由人民检察院在审查起诉阶段为犯罪嫌疑人通知。"),
        ("prosecution", PROCURATORATE, "侦查", "犯罪嫌疑人", {}, "notified",
         "这一情形只能由人民检察院在审查起诉阶段为犯罪嫌疑人通知。"),
        ("death_review", COURT, "二审", "被告人", {}, "notified",
         "这一情形只能由人民法院为死刑复核案件的被告人通知。"),
        ("commitment", POLICE, "侦查", "犯罪嫌疑人", {}, "notified",
         "强制医疗只能由人民法院为被申请人或者被告人通知（法律援助法第二十八条）。"),
        ("sensory", POLICE, "侦查", "被告人", {}, "applicant_role",
         "侦查阶段是犯罪嫌疑人，请核对诉讼地位或者所处阶段。"),
        ("sensory", PROCURATORATE, "审查起诉", "被告人", {}, "applicant_role",
         "审查起诉阶段是犯罪嫌疑人，请核对诉讼地位或者所处阶段。"),
        ("sensory", COURT, "一审", "犯罪嫌疑人", {}, "applicant_role",
         "一审阶段是被告人，请核对诉讼地位或者所处阶段。"),
        ("sensory", COURT, "一审", "被申请人", {}, "applicant_role",
         "“被申请人”只用于强制医疗案件，请核对诉讼地位或者通知情形。"),
        ("sensory", POLICE, "一审", "被告人", {}, "stage",
         "公安机关通知的，所处阶段只能是侦查，请核对通知书。"),
        ("sensory", PROCURATORATE, "一审", "被告人", {}, "stage",
         "人民检察院通知的，所处阶段只能是侦查、审查起诉，请核对通知书。"),
        ("sensory", COURT, "侦查", "犯罪嫌疑人", {}, "stage",
         "人民法院通知的，所处阶段只能是一审、二审、审判监督、死刑复核，请核对通知书。"),
        ("sensory", ("court", "清和县公安局"), "一审", "被告人", {}, "organ",
         "机关类别是人民法院，与机关名称不符，请核对。"),
        ("sensory", ("police", "清和县人民法院"), "侦查", "犯罪嫌疑人", {}, "organ",
         "机关类别是公安机关，与机关名称不符，请核对。"),
        ("sensory", ("procuratorate", "清和县人民法院"), "侦查", "犯罪嫌疑人", {}, "organ",
         "机关类别是人民检察院，与机关名称不符，请核对。"),
    ],
)  # fmt: skip
def test_notice_that_cannot_be_is_refused_with_its_reason(
    situation, who, stage, role, facts, field, sentence
):
    assert asked(situation, who, stage, role, **facts) == (field, sentence)
