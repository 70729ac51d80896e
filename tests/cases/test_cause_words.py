"""Causes by the people's words, and the office's own beside those that come with the house."""

import csv

import pytest
from django.urls import reverse

from cases.imports.reference import DATA, load_cause_words
from cases.models import CauseWord
from cases.queries.cause import causes_said, search_causes
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from tests.factories import new_case

SAID = {
    "欠薪": "追索劳动报酬纠纷", "讨薪": "追索劳动报酬纠纷", "討薪": "追索劳动报酬纠纷", "qx": "追索劳动报酬纠纷", "老板欠薪不给": "追索劳动报酬纠纷",
    "家暴": "申请人身安全保护令", "打老婆": "虐待罪", "彩礼": "婚约财产纠纷", "彩禮": "婚约财产纠纷", "cl": "婚约财产纠纷",
    "外卖": "新就业形态职业伤害保障纠纷", "外賣騎手": "新就业形态工伤保险待遇纠纷", "骑手": "提供劳务者受害责任纠纷",
    "车祸": "机动车交通事故责任纠纷", "電動車": "非机动车交通事故责任纠纷", "酒驾": "危险驾驶罪", "工伤": "工伤保险待遇纠纷", "尘肺": "工伤保险资格或者待遇认定",
    "老赖": "拒不执行判决、裁定罪", "欠条": "民间借贷纠纷", "网贷": "小额借款合同纠纷", "高利贷": "民间借贷纠纷", "拆迁": "房屋征收或者征用补偿",
    "强拆": "行政强制执行", "外嫁女": "侵害集体经济组织成员权益纠纷", "低保": "最低生活保障资格或者待遇认定", "狗咬": "饲养动物损害责任纠纷",
    "校园欺凌": "教育机构责任纠纷", "烂尾楼": "商品房预售合同纠纷", "卖卡": "帮助信息网络犯罪活动罪", "小偷": "盗窃罪", "不养老人": "赡养费纠纷",
    "抚养权 变更": "变更抚养关系纠纷", "追索劳动": "追索劳动报酬纠纷", "ldbc": "追索劳动报酬纠纷",
}  # fmt: skip


def test_cause_is_found_by_the_peoples_words(db):
    def names(text):
        return [cause.name for cause in search_causes(text)]

    assert {text for text, cause in SAID.items() if cause not in names(text)} == set()
    assert names("欠薪")[0] == "追索劳动报酬纠纷"
    assert [cause.name for cause in search_causes("酒驾", kind="criminal")] == [
        "危险驾驶罪",
        "交通肇事罪",
    ]
    assert (names("没有这种说法"), names("\0"), "盗窃罪" in names("工")) == ([], names(""), False)
    assert causes_said("他借钱不还，还打老婆")[0].name == "离婚纠纷"
    assert list(causes_said("请问几点上班")) == []


def test_every_word_that_comes_with_the_house_means_causes_of_the_dictionary(db):
    with (DATA / "cause_words.csv").open(encoding="utf-8") as file:
        given = {row["word"]: set(row["causes"].split("|")) for row in csv.DictReader(file)}
    kept = {
        word.word: {cause.name for cause in word.causes.all()}
        for word in CauseWord.objects.prefetch_related("causes")
    }
    assert (kept == given, len(kept)) == (True, 156)


def test_word_taken_out_does_not_come_back(db):
    CauseWord.objects.get(word="小三").delete()
    assert (load_cause_words(), CauseWord.objects.filter(word="小三").exists()) == (0, False)


def test_office_adds_a_word_changes_it_and_takes_it_out(county, sign_in):
    admin = sign_in(county.admin)
    answer = admin.post(
        "/cases/settings/words/new/", {"word": "撵出门", "causes": "赡养费纠纷\n\n 遗弃罪 "}
    )
    assert answer.url == "/cases/settings/words/"
    row = CauseWord.objects.get(word="撵出门")

    def found(text):
        return {cause.name for cause in search_causes(text)}

    assert (found("撵出门"), found("ncm")) == ({"遗弃罪", "赡养费纠纷"}, {"遗弃罪", "赡养费纠纷"})
    assert admin.get("/cases/settings/words/", {"q": "撵"}).context["page"].object_list[0] == row
    page = admin.get(f"/cases/settings/words/{row.pk}/")
    assert page.context["form"].initial["causes"] == "赡养费纠纷\n遗弃罪"

    admin.post(f"/cases/settings/words/{row.pk}/", {"word": "赶出门", "causes": "赡养费纠纷"})
    picked = sign_in(county.chuangkou).get(reverse("cases:causes"), {"cause_text": "赶出门"})
    assert (found("撵出门"), [row.name for row in picked.context["causes"]]) == (
        set(),
        ["赡养费纠纷"],
    )
    admin = sign_in(county.admin)
    drops = [admin.post(f"/cases/settings/words/{row.pk}/drop/").status_code for _ in range(2)]
    assert drops == [302, 404]
    assert [sentence(event) for event in Event.objects.filter(verb="office.setting")] == [
        "修改群众的说法“撵出门”：赡养费纠纷、遗弃罪", "修改群众的说法“赶出门”：赡养费纠纷", "修改群众的说法“赶出门”：删除",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "causes", "errors"),
    [
        ("欠薪", "离婚纠纷", {"word": ["“欠薪”已经登记过。"]}),
        ("欠", "离婚纠纷", {"word": ["至少写两个字。"]}),
        ("打官司", "", {"causes": ["请填写这一项。"]}),
        ("打官司", "彩礼纠纷", {"causes": ["案由字典里没有“彩礼纠纷”，是不是：离婚纠纷、婚约财产纠纷？"]}),
        ("打官司", "离婚纠纷\n天上掉的", {"causes": ["案由字典里没有“天上掉的”。"]}),
    ],
)  # fmt: skip
def test_wrong_word_is_refused_beside_its_field_and_stays(word, causes, errors, county, sign_in):
    answer = sign_in(county.admin).post(
        "/cases/settings/words/new/", {"word": word, "causes": causes}
    )
    form = answer.context["form"]
    assert (answer.status_code, form.errors) == (422, errors)
    assert (form["word"].value(), form["causes"].value()) == (word, causes)


def test_list_of_cases_and_the_consultation_know_them_too(county, sign_in):
    case, desk = new_case(county), sign_in(county.chuangkou)
    for text, rows in (
        ("案由:讨薪", [case.number]),
        ("案由:家暴", []),
        ("案由:劳动报酬", [case.number]),
    ):
        page = desk.get("/cases/", {"q": text}).context["page"]
        assert [row["number"] for row in page.object_list] == rows, text

    side = desk.post(reverse("cases:consultation_side"), {"question": "工地上老板欠薪三个月"})
    assert side.context["meant"][0].name == "追索劳动报酬纠纷"
    assert "问的可能是" in side.text
    assert [page.title for page in side.context["handbook"]] == [
        "拖欠劳动报酬",
        "确认劳动关系、解除合同的补偿",
    ]
