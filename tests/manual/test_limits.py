"""The limits in the chapters are those of the office on the day they are read."""

import re
from datetime import date

from legalaid.faces.manual.contents import chapters
from legalaid.faces.manual.limits import PLACE
from legalaid.faces.manual.printing import role_pdf
from legalaid.faces.manual.rounds import STOPS
from legalaid.platform.procedure.clocks import RULES, Unit
from legalaid.platform.procedure.models import ClockRule

LIMIT = re.compile(r"[一二三四五六七八九十两半\d]+(?:个)?(?:日(?!常)|天|小时|工作日|个月|年)")
OF_THE_LAW_ITSELF = {
    "assign": ["三年"],  # 有三年以上相关执业经历, art. 26
    "notified": ["三年"],
    "prior": ["七日"],  # 时效或者期限届满不足七日, art. 44
}
NOT_A_LIMIT = {"一天", "一年"}  # “我的一天”, 这一天, 下一年


def test_numbers_of_days_in_a_chapter_are_the_laws_own_or_read_from_the_rules():
    found = {row.key: [one for one in LIMIT.findall(row.text) if one not in NOT_A_LIMIT] for row in chapters().values()}  # fmt: skip
    assert {key: said for key, said in found.items() if said} == OF_THE_LAW_ITSELF
    stops = [stop.said for stops in STOPS.values() for stop in stops]
    assert [said for said in stops if LIMIT.search(said)] == []


def test_limits_the_chapters_name_are_rules_with_a_number_of_their_own():
    named = {key for row in chapters().values() for key in PLACE.findall(row.text)}
    assert {"examination", "visit_kept", "monthly_report"} <= named
    wrong = [key for key in named if key not in RULES or RULES[key].unit == Unit.SET or not RULES[key].numbered]  # fmt: skip
    assert wrong == []


def test_chapter_and_what_search_says_of_it_follow_the_settings(county, sign_in):
    client = sign_in(county.shencha)
    page = client.get("/manual/review/").content.decode()
    assert ("等的时间不算在七日里" in page, "自收到申请之日起七日内审查" in page) == (True, True)

    for key, limit, unit in (("examination", 5, Unit.WORKDAY), ("agreement", 0, Unit.DAY)):
        ClockRule.objects.create(key=key, limit=limit, unit=unit, valid_from=date(2026, 1, 1))
    page = client.get("/manual/review/").content.decode()
    assert ("自收到申请之日起五个工作日内审查" in page, "七日" in page) == (True, False)
    assert "当日内由受援人签" in client.get("/manual/new_case/").content.decode()
    page = client.get("/manual/", {"q": "等的时间不算"}).content.decode()
    assert ("五个工作日里" in page, "{" in page.split("</h2>")[1][:400]) == (True, False)


def test_print_is_made_anew_once_a_limit_of_it_changes(county):
    first = role_pdf("firm")
    assert role_pdf("firm") == first
    ClockRule.objects.create(
        key="firm_arrangement", limit=3, unit=Unit.DAY, valid_from=date(2026, 1, 1)
    )
    assert role_pdf("firm") != first
