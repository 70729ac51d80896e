"""What the Law says must be told stands on the pages where it matters, with its own article."""

from datetime import date

from django.urls import reverse

from cases.models import Cause
from legalaid.platform.procedure.clocks import RULES
from legalaid.platform.procedure.models import ClockRule
from tests.portal.applied import Phone


def text_of(answer):
    return answer.content.decode()


def test_notice_before_sending_names_remedies_rights_and_their_articles(county):
    text = text_of(Phone().begin().ask("promise"))
    for said in (
        "七日内审查",
        "自收到决定书之日起十五日内，可以向设立本中心的司法行政部门提出异议",
        "可以依法申请行政复议或者提起行政诉讼（第四十九条）",
        "配合办理（第四十七条）",
        "律师不得收您任何财物（第二十条）",
        "我们和律师都要保密（第二十一条）",
        "请求更换律师（第五十五条）",
        "并处三千元以下罚款（第六十四条）",
    ):
        assert said in text
    assert "第四十五条以下" not in text


def test_whom_article_32_spares_agrees_to_no_inquiry_about_means(county):
    """Law art. 32, 41: hardship alone is stated and checked."""
    asks = [text_of(Phone().begin().ask("promise"))]
    spared = Phone().begin()
    divorce = Cause.objects.get(name="离婚纠纷")
    spared.answer("matter", {"wish": "挨打", "cause": str(divorce.pk)})
    spared.answer("crowds", {"crowds": ["abuse_victim"]})
    asks.append(text_of(spared.ask("promise")))
    for said in ("核查我的经济状况", "个人诚信承诺（"):
        assert [said in text for text in asks] == [True, False]
    said = dict.fromkeys(("told", "honest", "consent"), "on")
    assert spared.answer("promise", said).status_code == 302


def test_what_becomes_of_what_one_says_is_told_before_it_is_asked(client, county):
    """个人信息保护法 art. 17 and 35: who, for what, what, how long, which rights."""
    text = text_of(client.get(reverse("portal:privacy")))
    for said in (
        "只用来答复咨询、安排来访、审查申请、办理案件",
        "最后一次保存以后三十日，自动删除",
        "来访以后三十日，姓名、电话和写的事自动删除",
        "看、复制自己的信息",
        "同意过的，随时可以收回",
        "由父母等监护人同意",
    ):
        assert said in text

    ClockRule.objects.create(key="visit_kept", limit=45, unit="day", valid_from=date(2020, 1, 1))
    assert "来访以后四十五日" in text_of(client.get(reverse("portal:privacy")))
    for page in ("asking:start", "apply:start"):
        assert reverse("portal:privacy") in text_of(client.get(reverse(page))).split("<footer")[0]


def test_limits_the_units_agreed_on_are_not_told_as_the_laws(client, county):
    text = text_of(client.get(reverse("portal:rules")))
    assert "审查并作出决定" in text
    for agreed in ("接收或者退回转介", "反馈转介办理结果", "登记网上送来的办案机关通知"):
        assert agreed not in text
        [rule] = [one for one in RULES.values() if one.name == agreed]
        assert rule.by_law is False


def test_my_case_page_says_until_when_one_may_object(client, county):
    assert "收到决定书十五日内向" in text_of(client.get(reverse("portal:mine")))


def test_complaint_page_promises_what_the_law_says(client, county):
    text = text_of(client.get(reverse("portal:supervision")))
    assert "受援人可以向司法行政部门投诉，也可以请求更换律师" in text
    assert "人人有权投诉" not in text
