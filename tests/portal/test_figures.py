"""The public version of the director's board: what adds up, and nothing so small that it points to somebody."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cases.models import CountedCase, Threshold
from legalaid.faces.portal import domain
from legalaid.faces.portal.content import CONTENTS
from legalaid.platform.core.errors import DomainError
from tests.cases.test_consultation import consult
from tests.factories import START, new_case, walk
from tests.portal.test_notices import prepare, publish


@pytest.fixture
def figures(county):
    """Seven migrant workers' wages as one case of seven, one case of another, and four questions."""
    walk(county, "grant", case=new_case(county, applicant_count=7, indivisible=False))
    walk(county, "grant")
    for hours in range(4):
        consult(county, at=START + timedelta(hours=hours), channel="phone" if hours else "visit")
    return county


def rows(notice):
    return {table["caption"]: table["rows"] for table in notice.tables}


def test_numbers_are_those_of_the_board_and_small_ones_stand_in_others(figures):
    notice = prepare(figures.admin, "figures")
    told = rows(notice)
    assert told["总体情况"] == [
        ["收到申请（件）", 8, "—"],
        ["给予法律援助（件）", 8, "—"],
        ["受援人（人次）", 8, "—"],
        ["办结（件）", 0, "—"],
        ["法律咨询（人次）", 4, "—"],
    ]
    assert told["给予法律援助的案件（按类别、案由）（件）"] == [
        ["民事", 8],
        ["　劳动报酬", 8],
        ["合计", 8],
    ]
    assert told["法律咨询的方式（人次）"] == [["其他方式", 4]]
    assert domain.findings_of(notice) == []


def test_limit_is_set_by_the_office(figures):
    Threshold.objects.create(key="small_count", number=9)
    told = rows(prepare(figures.admin, "figures"))
    assert told["总体情况"][0] == ["收到申请（件）", "不足9", "—"]
    assert [caption for caption in told if "案由" in caption or "方式" in caption] == []


def test_limit_of_the_office_holds_on_other_notices_too(figures):
    Threshold.objects.create(key="small_count", number=9)
    notice = prepare(figures.admin, "cases")
    with pytest.raises(DomainError, match="过小的数字"):
        publish(notice, figures.zhuren)
    domain.hide_small(notice, by=figures.admin)
    publish(notice, figures.zhuren)
    assert notice.tables[0]["rows"][1][4] == "不足9"


def test_published_by_a_second_person_read_without_login_and_withdrawn_by_a_third(figures, client):
    notice = publish(prepare(figures.admin, "figures"), figures.zhuren)
    page = client.get(reverse("portal:public_notice", args=[notice.pk])).content.decode()
    assert ("总体情况" in page, "<svg" in page, "李国强" in page) == (True, True, False)
    assert "法律援助数据，2026年3月1日至2026年4月30日。" in page
    domain.withdraw(notice, by=figures.sifaju, reason="数字有误")
    answer = client.get(reverse("portal:public_notice", args=[notice.pk]))
    page = answer.content.decode()
    assert (answer.status_code, "这份公示已经撤下" in page, notice.title in page) == (
        410,
        True,
        False,
    )
    assert client.get(reverse("portal:public_pdf", args=[notice.pk])).status_code == 404


def test_overlapping_periods_are_refused_for_their_difference_would_tell(figures):
    notice = prepare(figures.admin, "figures")
    publish(notice, figures.zhuren)
    with pytest.raises(DomainError, match="两份相减会露出没有公布的小数字"):
        prepare(figures.admin, "figures", first_day=notice.first_day - timedelta(days=1))
    with pytest.raises(DomainError, match="已经公布"):
        prepare(figures.admin, "figures")
    domain.withdraw(notice, by=figures.sifaju, reason="数字有误")
    assert prepare(figures.admin, "figures").state == "prepared"
    with pytest.raises(DomainError, match="两份相减"):
        prepare(figures.admin, "figures", first_day=notice.first_day - timedelta(days=1))


def test_year_before_stays_empty_where_it_would_overlap_with_what_is_out(figures):
    later = START.replace(year=2027)
    for hours in range(3):
        consult(figures, at=later + timedelta(hours=hours))

    def received(last):
        return CONTENTS["figures"](date(2027, 3, 1), last)["tables"][0]["rows"][0]

    publish(prepare(figures.admin, "figures"), figures.zhuren)
    assert received(date(2027, 4, 30)) == ["收到申请（件）", 0, 8]
    assert received(date(2027, 4, 29)) == ["收到申请（件）", 0, "—"]


def test_year_before_that_is_out_is_a_period_told_of(figures):
    for hours in range(3):
        consult(figures, at=START.replace(year=2027) + timedelta(hours=hours))
    of_2027 = {"first_day": date(2027, 3, 1), "last_day": date(2027, 4, 29)}
    beside = prepare(figures.admin, "figures")
    publish(prepare(figures.admin, "figures", **of_2027), figures.zhuren)
    with pytest.raises(DomainError, match="2026年3月1日至2026年4月29日的数据重叠"):
        prepare(figures.admin, "figures")
    with pytest.raises(DomainError, match="两份相减"):
        publish(beside, figures.zhuren)


def test_crowd_that_all_but_a_few_belong_to_is_left_out(county):
    walk(county, "grant", case=new_case(county, applicant_count=9, crowds=["migrant_worker"]))
    walk(county, "grant", case=new_case(county, crowds=["disabled"]))
    told = rows(prepare(county.admin, "figures"))
    assert told["总体情况"][2] == ["受援人（人次）", 10, "—"]
    assert told.get("受援人的类别（一人可以属于几类）（人次）", []) == []


def test_two_prepared_side_by_side_are_not_both_published(figures):
    first = prepare(figures.admin, "figures")
    second = prepare(figures.admin, "figures", first_day=first.first_day - timedelta(days=1))
    publish(first, figures.zhuren)
    with pytest.raises(DomainError, match="两份相减"):
        publish(second, figures.zhuren)


def test_period_without_anything_is_not_published(county):
    with pytest.raises(DomainError, match="没有可以公示的数据"):
        prepare(county.admin, "figures")
    assert CountedCase.objects.count() == 0
