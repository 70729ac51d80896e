"""The line of conditions of the case list: what each word finds, what it refuses and how, and that the line, the chips and the form agree."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.utils import timezone

from cases.forms.case_list import CaseFilter
from cases.models import Case
from legalaid.platform.office import spans
from stations.models import Station
from tests.factories import new_case, person, walk

MONDAY = date(2026, 3, 9)


def asked(county, address):
    who = SimpleNamespace(user=county.chuangkou)
    return CaseFilter(QueryDict(address), queryset=Case.objects.all(), request=who)


def of(found):
    return {name: value for name, value in found.data.items() if value}


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("状态:办理中", {"state": "handling"}),
        ("状态：办理中", {"state": "handling"}),
        ("状态: 在办", {"state": "open"}),
        ("状态:未结案", {"state": "open"}),
        ("状态:回访", {"state": "follow_up"}),
        ("期限:已超期", {"late": "late"}),
        ("期限:超期", {"late": "late"}),
        ("期限<7天", {"days": "7"}),
        ("期限＜7", {"days": "7"}),
        ("期限<=7天", {"days": "8"}),
        ("期限:今天", {"days": "1"}),
        ("轮到:我", {"turn": "mine"}),
        ("轮到:审查", {"turn": "reviewer"}),
        ("承办:我", {"handler": "我"}),
        ("承办人:林建国", {"handler": "林建国"}),
        ("登记:我", {"registered": "我"}),
        ("类别:民事", {"kind": "civil"}),
        ("案由:劳动", {"cause": "劳动"}),
        ("人群:妇女", {"crowd": "woman"}),
        ("绿色通道:是", {"green": "true"}),
        ("绿色通道:否", {"green": "false"}),
        ("缺材料:是", {"lacking": "true"}),
        ("待评等次:是", {"ungraded": "true"}),
        ("申请:2026年", {"since": "2026-01-01", "until": "2026-12-31"}),
        ("申请:2026年2月", {"since": "2026-02-01", "until": "2026-02-28"}),
        ("申请:2026年3月1日至2026年3月9日", {"since": "2026-03-01", "until": "2026-03-09"}),
        ("申请>=2026-03-01", {"since": "2026-03-01"}),
        ("申请<2026-03-01", {"until": "2026-02-28"}),
        ("结案:2026年3月", {"closed_since": "2026-03-01", "closed_until": "2026-03-31"}),
        ("李国强 类别:民事 仲裁", {"kind": "civil", "q": "李国强 仲裁"}),
        ("清援案〔2026〕0001号", {"q": "清援案〔2026〕0001号"}),
        ("12:30", {"q": "12:30"}),
    ],
)
def test_operator_means_the_field(county, line, values):
    query = QueryDict(mutable=True)
    query["q"] = line
    found = asked(county, query.urlencode())
    assert of(found) == values
    assert found.refusals == []
    assert found.form.errors == {}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "承:我",
            "没有“承”这个条件，没有按它查。可以写：状态、期限、轮到、承办、类别、案由、人群、站点、申请、结案、绿色通道、缺材料、待评等次、回访、登记；不写条件的按字查找。",
        ),
        ("类别:劳动", "“类别”不能写“劳动”，可以写：刑事、民事、行政。"),
        ("类别:", "“类别”不能写“空白”，可以写：刑事、民事、行政。"),
        ("类别<民事", "“类别”不能写“<民事”，可以写：刑事、民事、行政。"),
        ("状态:审查", "“状态:审查”可以是待审查、形式审查、实体审查、结案审查，请写全。"),
        ("绿色通道:有", "“绿色通道”不能写“有”，可以写：是、否。"),
        (
            "期限<一周",
            "“期限”不能写“一周”，可以写：超期、已超期、两日内到期、今天，或者写成期限<7天。",
        ),
        (
            "申请:2026年13月",
            "“申请”不能写“2026年13月”，可以写：今天、昨天、本周、上周、本月、上月、今年、去年、2026年、2026年3月、3月5日、3月1日至3月9日。",
        ),
        ("类别:民事 类别:刑事", "“类别”写了两次，只按前一个查。"),
    ],
)
def test_what_cannot_be_read_is_said_and_stays(county, line, sentence):
    query = QueryDict(mutable=True)
    query["q"] = line
    found = asked(county, query.urlencode())
    assert found.refusals == [sentence]
    assert found.whole == line


def test_station_is_found_by_a_part_of_its_name_that_no_other_has(county):
    shiqiao = Station.objects.get(name="石桥乡法律援助工作站")
    assert of(asked(county, "q=站点:石桥")) == {"station": str(shiqiao.pk)}
    assert (
        asked(county, "q=站点:法律援助工作站").refusals[0].startswith("“站点:法律援助工作站”可以是")
    )
    assert asked(county, "q=站点:火星").refusals[0].startswith("“站点”不能写“火星”，可以写：清和县")


def test_form_and_line_say_the_same(county):
    found = asked(county, "state=handling&green=true&since=2026-01-01&until=2026-12-31&days=7&q=李")
    assert found.whole == "状态:办理中 期限<7天 申请:2026年 绿色通道:是 李"
    assert [(one.name, one.words, one.rest) for one in found.conditions] == [
        ("状态", "办理中", "期限<7天 申请:2026年 绿色通道:是 李"),
        ("期限", "<7天", "状态:办理中 申请:2026年 绿色通道:是 李"),
        ("申请", "2026年", "状态:办理中 期限<7天 绿色通道:是 李"),
        ("绿色通道", "是", "状态:办理中 期限<7天 申请:2026年 李"),
        ("含", "李", "状态:办理中 期限<7天 申请:2026年 绿色通道:是"),
    ]
    again = QueryDict(mutable=True)
    again["q"] = found.whole
    said = asked(county, again.urlencode())
    assert said.form.is_valid()
    assert found.form.is_valid()
    assert said.form.cleaned_data == found.form.cleaned_data


def test_condition_taken_off_leaves_what_could_not_be_read(county):
    found = asked(county, "q=类别:民事 承:我")
    assert [(one.name, one.rest) for one in found.conditions] == [("类别", "承:我")]


def test_wrong_value_in_the_address_is_no_condition(county):
    found = asked(county, "state=nonsense&kind=civil")
    assert found.whole == "类别:民事"
    assert list(found.form.errors) == ["state"]


def test_words_find_the_cases_they_mean(county):
    made = walk(county, "assign", case=new_case(county))
    other = new_case(county, by=county.guidang, who=person(name="王芳", id_number=""))
    case = Case.objects.get(pk=made.pk)

    def keys(line):
        query = QueryDict(mutable=True)
        query["q"] = line
        return set(asked(county, query.urlencode()).qs.values_list("pk", flat=True))

    assert keys(f"承办:{county.lvshi.name}") == {case.pk}
    assert keys("登记:我") == {case.pk}
    assert keys("轮到:我") == {other.pk}
    assert keys("王芳") == {other.pk}
    days = (timezone.localdate(case.due_at) - timezone.localdate()).days
    assert keys(f"期限<{max(days, 0) + 1}天") == {case.pk, other.pk}
    assert keys("结案:今年") == set()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("今天", MONDAY, MONDAY),
        ("昨天", date(2026, 3, 8), date(2026, 3, 8)),
        ("本周", MONDAY, date(2026, 3, 15)),
        ("上周", date(2026, 3, 2), date(2026, 3, 8)),
        ("上月", date(2026, 2, 1), date(2026, 2, 28)),
        ("去年", date(2025, 1, 1), date(2025, 12, 31)),
        ("3月1日至3月1日", date(2026, 3, 1), date(2026, 3, 1)),
        ("12月", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31)),
        ("2025年3月5日", date(2025, 3, 5), date(2025, 3, 5)),
        ("3-5", date(2026, 3, 5), date(2026, 3, 5)),
    ],
)
def test_days_as_people_write_them(text, first, last):
    assert spans.span(text, MONDAY) == (first, last)


def test_last_month_is_the_one_before_on_its_last_day_too():
    assert spans.span("上月", date(2026, 3, 31)) == (date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    "text", ["", "明年", "2月30日", "0000年", "9999年12月", "0001年", "3", "3月9日至3月1日", "至"]
)
def test_no_days_are_read_into_other_words(text):
    assert spans.span(text, MONDAY) is None


def test_days_are_said_the_shortest_way():
    last = MONDAY + timedelta(days=1)
    assert spans.said(MONDAY, MONDAY) == "2026年3月9日"
    assert spans.said(date(2026, 1, 1), date(2026, 12, 31)) == "2026年"
    assert spans.said(date(2026, 2, 1), date(2026, 2, 28)) == "2026年2月"
    assert spans.said(MONDAY, last) == "2026年3月9日至2026年3月10日"
