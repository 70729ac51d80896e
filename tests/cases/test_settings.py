"""Rules and standards as the administrator changes them."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.law.thresholds import THRESHOLDS
from cases.models import CallQuestions, FollowUp, LocalTopics
from legalaid.faces.portal.content import told
from legalaid.platform.audit.models import Event
from legalaid.platform.procedure.deadlines import rule_for
from legalaid.platform.procedure.models import ClockRule, PauseRule
from tests.cases.test_consultation import consult
from tests.factories import walk

SEVEN_DAYS = {
    "limit": 7,
    "unit": "day",
    "roll": "on",
    "article": "法律援助法第四十三条",
    "valid_from": "2027-01-01",
    "promised_unit": "workday",
}
BY_NOTICE = "该期限由通知书指定，不能改为固定时限。"
NOT_BY_NOTICE = "该期限不由通知书指定，请选择日、工作日或小时。"


@pytest.mark.parametrize(
    ("key", "changes", "errors"),
    [
        ("examination", {}, {}),
        ("examination", {"unit": "workday"}, {}),
        ("examination", {"unit": "set"}, {"unit": [NOT_BY_NOTICE]}),
        ("examination", {"promised_limit": 3, "promised_unit": "set"}, {"promised_unit": ["承诺时限请选择分钟、小时、日或工作日。"]}),
        ("supplement", {"unit": "set"}, {}),
        ("supplement", {"unit": "day"}, {"unit": [BY_NOTICE]}),
    ],
)  # fmt: skip
def test_a_date_set_by_notice_belongs_to_the_rules_that_have_it(
    county, sign_in, key, changes, errors
):
    answer = sign_in(county.admin).post(
        reverse("cases:settings_clock", args=[key]), SEVEN_DAYS | changes
    )
    found = (
        {name: list(words) for name, words in answer.context["form"].errors.items()}
        if answer.status_code == 422
        else {}
    )
    assert (found, ClockRule.objects.count()) == (errors, 0 if errors else 1)


def test_two_rules_do_not_begin_on_one_day(county, sign_in):
    client, path = sign_in(county.admin), reverse("cases:settings_clock", args=["examination"])
    statuses = [client.post(path, SEVEN_DAYS).status_code for _ in range(2)]
    assert (statuses, ClockRule.objects.count()) == ([302, 422], 1)


def test_promise_is_not_shown_as_a_period_of_the_law(county, sign_in):
    page = sign_in(county.admin).get(reverse("cases:settings")).content.decode()
    assert (
        '<td data-label="承诺、自定时限">30分钟' in page,
        '<td data-label="法定时限">30分钟' in page,
    ) == (True, False)
    assert '<td data-label="法定时限">7日' in page


def test_period_of_a_text_nobody_read_is_no_law_until_the_office_enters_it(county, sign_in):
    client = sign_in(county.admin)
    path = reverse("cases:settings_clock", args=["complaint_investigation"])
    before = client.get(reverse("cases:settings")).content.decode()
    own = '<td data-label="承诺、自定时限">45日 <span class="chip soon">暂定，待核实</span></td>'
    assert (own in before, '<td data-label="法定时限">45日' in before) == (True, False)
    assert "司法部令第149号的期限未核实" in before

    today = timezone.localdate().isoformat()
    article = {"limit": 60, "article": "司法部令第149号第X条", "valid_from": today}
    client.post(path, SEVEN_DAYS | article)
    after = client.get(reverse("cases:settings")).content.decode()
    assert '<td data-label="法定时限">60日' in after


OWN = ("review_scoring", "review_objection", "review_rectification", "inquiry", "supervision_reply", "supervision_confirm", "bad_review")  # fmt: skip


@pytest.mark.parametrize("key", OWN)
def test_limit_of_inner_work_is_never_the_laws_nor_made_public(county, key):
    today = timezone.localdate()
    ClockRule.objects.create(key=key, limit=20, unit="day", valid_from=today)
    rule = rule_for(key, today)
    assert (rule.limit, rule.statutory, rule.by_law, told(rule)) == (20, True, False, False)


def test_settings_list_the_periods_that_some_step_starts_or_tells_of(county, sign_in):
    client = sign_in(county.admin)
    page = client.get(reverse("cases:settings")).content.decode()
    assert re.findall(r'<td data-label="编号">(\w+)</td>', page) == [
        "D2", "D4", "D6", "D7x", "D7", "D8", "D8x", "D10", "D11", "D12", "D13", "D14", "D15", "D16", "D17", "D18", "D17x", "D19", "D20", "D21", "D22",
        "S22", "S12", "S13", "S14", "S23", "S24", "S25", "U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "U9", "S26", "R1", "R2", "R3",
        "Q1", "Q2", "Q3", "S30", "S31", "S32", "Q4", "Q5", "Q6", "Q7", "Q8", "Q9", "Q10", "T1", "W1", "W2", "W3", "W4", "W5",
    ]  # fmt: skip
    idle = client.get(reverse("cases:settings_clock", args=["notify_by_organ"]))
    assert idle.status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_period_the_office_does_not_know_has_no_page(county, sign_in, method):
    address = reverse("cases:settings_clock", args=["no_such_period"])
    assert getattr(sign_in(county.admin), method)(address).status_code == 404


def test_centre_confirms_whether_the_day_of_a_stop_counts(county, sign_in):
    client, page = sign_in(county.admin), reverse("cases:settings")
    asked = client.get(page).content.decode()
    path = reverse("cases:settings_pause")
    answer = {"counts": "1", "source": "司法局批复", "valid_from": "2026-01-01"}
    statuses = [client.post(path, answer).status_code for _ in range(2)]
    told = client.get(page).content.decode()
    assert ("本中心还没有确认" in asked, "计入期限，自2026年1月1日起（司法局批复）" in told) == (
        True,
        True,
    )
    assert (statuses, PauseRule.objects.get().counts) == ([302, 422], True)
    assert Event.objects.get(verb="office.setting").data["what"] == "停止计算的当天算不算"


def test_county_names_its_own_columns_of_the_quarterly_return(county, sign_in):
    client, path = sign_in(county.admin), reverse("cases:settings_local")
    typed = {"source": "县局通知", "valid_from": "2026-01-01"}
    for text, said in (
        ("\n".join("一二三四五六七八九"), "最多8栏，现有9行。"),
        ("征地\n征地", "“征地”写了两次。"),
        ("长" * 21, f"“{'长' * 21}”超过20个字。"),
    ):
        page = client.post(path, typed | {"text": text})
        assert page.context["form"].errors == {"text": [said]}
    assert client.post(path, typed | {"text": "征地拆迁\n电信诈骗"}).status_code == 302
    assert LocalTopics.objects.get().names == {"1": "征地拆迁", "2": "电信诈骗"}
    told = client.get(reverse("cases:settings")).content.decode()
    assert "自2026年1月1日起：征地拆迁、电信诈骗（县局通知）" in told


def test_own_columns_are_not_renamed_for_a_day_at_which_they_were_ticked(county, sign_in):
    today = timezone.localdate()
    LocalTopics.objects.create(valid_from=date(2026, 1, 1), text="征地拆迁", source="县局通知")
    consult(county, at=timezone.now(), local=["1"])
    client, path = sign_in(county.admin), reverse("cases:settings_local")
    typed = {"source": "县局通知", "text": "电信诈骗", "valid_from": f"{today}"}
    page = client.post(path, typed)
    assert page.context["form"].errors == {
        "valid_from": [f"{today.year}年{today.month}月{today.day}日登记的咨询已按原来的名称勾选，请从那以后的一天起。"]
    }  # fmt: skip
    assert (
        client.post(path, typed | {"valid_from": f"{today + timedelta(days=1)}"}).status_code == 302
    )


def test_limit_of_what_is_published_is_never_so_low_that_hiding_would_tell(county, sign_in):
    client, path = sign_in(county.admin), reverse("cases:settings_thresholds")
    usual = {key: rule.usual for key, rule in THRESHOLDS.items()}
    page = client.post(path, usual | {"small_count": 2})
    assert [*page.context["form"].errors] == ["small_count"]
    assert client.post(path, usual | {"small_count": 4}).status_code == 302


def test_county_sets_what_is_asked_and_the_answers_are_kept_with_the_question(county, sign_in):
    client, path = sign_in(county.admin), reverse("cases:settings_questions")
    assert client.get(path).context["form"]["text"].value().splitlines()[2] == "是否按时出庭"
    typed = {"source": "县局通知", "valid_from": "2026-01-01"}
    wrong = client.post(path, typed | {"text": "是否收取您的财物"})
    assert wrong.context["form"].errors == {"text": ["“是否收取您的财物”已经问了。"]}
    assert client.post(path, typed | {"text": "还有什么困难\n是否需要司法救助"}).status_code == 302
    assert CallQuestions.objects.get().text == "还有什么困难\n是否需要司法救助"

    case = walk(county, "approve_closure")
    client, path = sign_in(county.guidang), reverse("cases:follow_up", args=[case.pk])
    said = {"seen": case.version, "manner": "电话", "met": "1", "told": "1", "reported": "1", "money_asked": "0", "satisfaction": "5"}  # fmt: skip
    answer = client.post(path, said | {"asked_0": "是"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["asked_1"])
    assert client.post(path, said | {"asked_0": "是", "asked_1": "不适用"}).status_code == 302
    assert FollowUp.objects.get().more == [["还有什么困难", "是"], ["是否需要司法救助", "不适用"]]
