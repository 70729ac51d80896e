"""Registered names within the words of a notice, however they are written on either side; and what only holds their characters."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import HouseholdMember, Party, Person
from legalaid.faces.portal import domain
from legalaid.faces.portal.naming import find_names, keys_of
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.names import name_key, name_sound
from tests.factories import new_case
from tests.portal.test_notices import prepare, publish

REGISTERED = {
    "李国强": ("受援人李国强已领到工资", "受援人李 国 强", "李　国　强领款", "受援人李國強", "李\n国强", "受援人李\u200b国强等三人"),
    "买买提·艾力": ("买买提·艾力的案件", "买买提•艾力", "买买提.艾力", "买买提。艾力", "买买提艾力", "买买提 · 艾力", "买买提 艾力", "買買提‧艾力"),
    "阿依古丽 吐尔逊": ("阿依古丽·吐尔逊", "阿依古丽吐尔逊", "阿依古丽　吐尔逊", "阿依古丽.吐尔逊来访", "由阿依古丽•吐尔逊领取"),
    "㛃䶮": ("受援人㛃䶮", "㛃 䶮领款", "（㛃䶮）", "㛃\ue863领款", "㛃䶮\ufe00"),
    "𠮷𡨚": ("受援人𠮷𡨚", "𠮷 𡨚", "𠮷𡨚等", "由𠮷𡨚领取", "𠮷\u200d𡨚"),
    "John Smith": ("致John Smith：", "JOHN SMITH领款", "Ｊｏｈｎ　Ｓｍｉｔｈ", "Smith, John", "john-smith", "Mr. John Smith"),
    "Nguyễn Văn An": ("越南籍NGUYỄN VĂN AN", "Nguyễn Văn An", "Nguyen Van An", "nguyễn văn an领款", "NGUYEN VAN AN"),
    "བཀྲ་ཤིས།": ("བཀྲ་ཤིས་", "受援人བཀྲ་ཤིས།", "བཀྲ ཤིས", "（བཀྲ་ཤིས）", "བཀྲཤིས"),
    "张伟（曾用名张卫国）": ("张伟领款", "张 伟", "張偉", "张伟、李四", "张伟\n"),
}  # fmt: skip
HARMLESS = {
    "李国强": ("李国祥", "李国", "国强", "李、国强", "李国富强"),
    "买买提·艾力": ("买买提", "艾力·买买提", "买买提，艾力", "买提·艾力", "买买提·艾"),
    "John Smith": ("Johnny Smith", "John Smithson", "Smith", "John Brown", "JohnSmithers"),
    "Li An": ("Liang An", "Lian", "Liberty", "Anli", "alliance"),
    "张伟": ("张炜", "张 卫", "伟张", "张，伟", "弓长伟"),
    "宜宾宏达建材有限公司": ("宜宾宏达建材有限公司捐款",),
}  # fmt: skip


def names_of(*names):
    return {name_key(name): name_sound(name) for name in names}


@pytest.mark.parametrize("name", REGISTERED)
def test_registered_name_is_found_in_every_way_of_writing_it(name):
    found = {
        text: [one.what for one in find_names([("说明", text)], names_of(name))]
        for text in REGISTERED[name]
    }
    assert found == dict.fromkeys(REGISTERED[name], ["当事人姓名"])


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_holds_some_of_its_characters_is_left(name):
    found = {text: find_names([("说明", text)], names_of(name)) for text in HARMLESS[name]}
    assert found == dict.fromkeys(HARMLESS[name], [])


def test_longer_name_is_found_and_not_the_shorter_within_it():
    names = names_of("欧阳建国", "阳建国", "建国")
    assert [one.text for one in find_names([("说明", "欧阳建国领款")], names)] == ["欧**国"]


def test_name_that_begins_like_a_public_one_is_found():
    names, public = names_of("李国强", "李国", "John Smith"), keys_of(["李国", "John Smith"])
    pieces = [("说明", "李国、李国强领款"), ("名册", "李国"), ("标题", "John Smith")]
    assert [(one.where, one.text) for one in find_names(pieces, names, public)] == [
        ("说明", "李*强")
    ]


def test_name_that_is_public_on_purpose_is_left_and_no_name_found_within_it():
    names, public = names_of("欧阳建国", "阳建国"), keys_of(["欧阳 建国"])
    assert find_names([("说明", "承办人欧阳建国")], names, public) == []


def registered(county):
    case = new_case(county)
    Person.objects.create(name="买买提·艾力")
    Person.objects.create(name="𠮷𡨚")
    Party.objects.create(case=case, role="representative", name="王 桂英")
    Party.objects.create(case=case, role="opponent", name="清和县人民医院")
    Person.objects.create(name="钱大明（曾用名钱小明）")
    HouseholdMember.objects.create(means=case.means, name="李小花", relation="女儿")


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ("李国强已领款", ["李*强"]), ("买买提艾力已领款", ["买****力"]), ("𠮷𡨚", ["𠮷𡨚"]), ("代理人王桂英", ["王*英"]), ("钱小明", ["钱*明"]),
        ("李小花的抚养费", ["李*花"]), ("感谢清和县人民医院", []), ("法律援助中心提醒：依法维权", []), ("李国富强，买卖公平", []),
    ],
)  # fmt: skip
def test_everybody_registered_is_looked_for(county, words, texts):
    registered(county)
    notice = prepare(county.admin, "rules", intro=words)
    assert [one.text for one in domain.findings_of(notice)] == texts


def test_heading_of_a_column_is_read_too(county):
    registered(county)
    notice = prepare(county.admin, "rules")
    notice.content = {
        "tables": [{"caption": "值班", "head": ["日期", "王桂英"], "rows": [["3月2日", "—"]]}]
    }
    assert [str(one) for one in domain.findings_of(notice)] == ["值班：发现当事人姓名“王*英”"]


def test_word_that_is_somebody_s_name_is_published_with_a_reason_on_record(county, sign_in):
    Person.objects.create(name="高明")
    notice = prepare(county.admin, "rules", intro="请向高明的律师咨询")
    client, page = sign_in(county.zhuren), f"{notice.get_absolute_url()}publish/"
    assert "发现当事人姓名“高明”" in client.get(page).text
    with pytest.raises(DomainError, match="可能泄露个人信息"):
        publish(notice, county.zhuren)
    answer = client.post(page, {"seen": notice.version, "why": "是形容词，不是人名"})
    notice.refresh_from_db()
    assert (answer.status_code, notice.state) == (302, "published")
    said = "；核对过不是当事人姓名：是形容词，不是人名"
    assert said in client.get(notice.get_absolute_url()).text


def test_number_is_not_published_whatever_the_reason(county):
    notice = prepare(county.admin, "rules", intro="电话13800138000")
    at = timezone.now() + timedelta(minutes=1)
    with pytest.raises(DomainError, match="手机号码"):
        domain.publish(
            notice, by=county.zhuren, at=at, title="", shown_to=notice.shown_to, why="公开的电话"
        )
