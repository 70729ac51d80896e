"""Whom the ranking offers first, why another was chosen, and the monthly sheet for posting (Law art. 15-16; Procedure Rules art. 25)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Assignment, Case
from cases.queries.assignment import candidates_for, first_of
from cases.queries.fairness import by_kind, shares
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.sheets import first_sheet
from stations.models import Handler
from tests.cases.test_notice import notified
from tests.factories import START, do, lawyer, new_case, person, walk

AT = START + timedelta(days=6)
MARCH, END = date(2026, 3, 1), date(2026, 3, 31)


def granted(county, **fields):
    return walk(county, "grant", case=new_case(county, **fields))


def ranked(case):
    return [one.handler for one in candidates_for(case) if one.eligible]


def judged(case, handler):
    [found] = candidates_for(case, Handler.objects.filter(pk=handler.pk))
    return found


def told(case):
    return [event.sentence for event in events_for("case", case.pk)][-1]


def test_first_of_the_ranking_is_given_a_case_without_a_word(county):
    case = granted(county)
    first = first_of(candidates_for(case)).handler
    made = do(case, county, "assign", AT, handler=first, reason="")
    assert (made.handler, made.passed_over, told(case)) == (first, None, f"指派{first}承办")


def test_another_is_given_it_for_a_reason_that_stands_in_the_record(county):
    case = granted(county)
    first, second = ranked(case)[:2]
    with pytest.raises(DomainError) as said:
        do(case, county, "assign", AT, handler=second, reason="合适 ")
    assert said.value.field == "reason"
    assert said.value.sentence.endswith(f"），不指派{first}的，请写明理由（不少于4个字）。")

    made = do(case, county, "assign", AT, handler=second, reason="首位本周全天开庭")
    assert (made.handler, made.passed_over) == (second, first)
    assert told(case) == f"指派{second}承办，未指派推荐首位{first}：首位本周全天开庭"


def test_speaker_of_signs_is_a_note_to_be_asked_about_and_is_not_offered_first(county):
    case = notified(county, notified="sensory")
    before = ranked(case)
    last = before[-1]
    Handler.objects.filter(pk=last.pk).update(languages="普通话、手语")
    assert ranked(case) == before
    assert "会手语（受援人可能需要，请向本人核实）" in judged(case, last).reasons


def test_whoever_closed_cases_of_the_same_cause_is_offered_first(county):
    case, other = granted(county), walk(county, "conclude")
    last = ranked(case)[-1]
    Handler.objects.update(specialities="")
    Case.objects.filter(pk=other.pk).update(handler=last, cause=case.cause_id)
    assert ranked(case)[0] == last
    assert "办结过同一案由1件" in judged(case, last).reasons


def test_who_handled_an_earlier_case_of_the_person_is_told_so_and_whom_the_person_did_not_want(
    county,
):
    earlier, case = walk(county, "assign"), granted(county, matter="wages2")
    assert f"办理过本人的{earlier.number}" in judged(case, lawyer()).reasons

    Assignment.objects.filter(case=earlier).update(refused_on=MARCH)
    assert judged(case, lawyer()).standing.known == ""
    assert judged(case, lawyer()).against == (f"在{earlier.number}中本人不同意由其办理",)


def test_sheet_counts_what_was_given_passed_over_and_sent_back(county):
    one = granted(county)
    first, second = ranked(one)[:2]
    do(one, county, "assign", AT, handler=second, reason="首位本周全天开庭")
    answer = {"by": second.user, "at": AT + timedelta(hours=1), "reason": "时间冲突"}
    CASE.acts["decline_assignment"](one, **answer)
    do(one, county, "assign", AT + timedelta(hours=2), handler=first, reason="")

    other = granted(county, who=person(id_number="", name="周小明"))
    do(other, county, "assign", AT, handler=second, reason="首位本周全天开庭")
    back = {"by": county.zhuren, "at": AT + timedelta(hours=4), "reason": "另行安排"}
    CASE.acts["recall_offer"](other, **back)

    lines = {line.name: line for line in shares(county.zhuren, MARCH, END)}
    counted = [
        (line.given, line.declined, line.load, line.since)
        for line in (lines[str(first)], lines[str(second)])
    ]
    assert counted == [(1, 0, 1, 22), (0, 1, 0, None)]
    assert lines[str(first)].passed >= 1
    assert shares(county.zhuren, date(2026, 2, 1), END)[0].given == 0


def test_case_that_was_handed_on_counts_once_for_whoever_took_it_over(county):
    case = walk(county, "hold_first_meeting")
    other = Handler.objects.filter(kind="lawyer").exclude(firm=lawyer().firm).first()
    facts = {"handler": other, "reason": "原承办人住院。", "ground": "unable"}
    CASE.acts["replace_handler"](case, by=county.zhuren, at=START + timedelta(days=20), **facts)
    lines = {line.name: line for line in shares(county.zhuren, MARCH, END)}
    assert [(line.given, line.load, line.since) for line in (lines[str(lawyer())], lines[str(other)])] == [
        (0, 0, None),
        (1, 1, 8),
    ]  # fmt: skip
    assert (
        judged(granted(county, who=person(id_number="", name="周小明")), lawyer()).standing.waited
        == 365
    )


def test_what_is_done_but_for_the_centre_is_in_nobodys_hands(county):
    for until, load in (("hold_first_meeting", 1), ("report_closure", 1), ("approve_closure", 1)):
        walk(county, until, case=new_case(county, who=person(id_number="", name="周小明")))
        lines = {line.name: line for line in shares(county.zhuren, MARCH, END)}
        assert lines[str(lawyer())].load == load


def test_refused_choice_comes_back_in_the_order_of_the_ranking_with_the_error_beside_it(
    county, sign_in
):
    case = granted(county)
    address, client = reverse("cases:assign", args=[case.pk]), sign_in(county.zhuren)
    before = client.get(address).context["candidates"]
    last = ranked(case)[-1]
    answer = client.post(address, {"handler": last.pk, "reason": "", "seen": case.version})
    assert answer.status_code == 422
    after = answer.context["candidates"]
    assert [(one.handler, one.ahead) for one in after] == [
        (one.handler, one.ahead) for one in before
    ]
    assert "请写明理由" in answer.context["form"].errors["reason"][0]
    assert answer.text.count("checked") == 1


def test_kinds_of_handlers_stand_beside_each_other(county):
    walk(county, "assign")
    lines = shares(county.zhuren, MARCH, END)
    kinds = by_kind(lines)
    assert sum(kind.heads for kind in kinds) == len(lines)
    assert [(kind.name, kind.given, kind.load) for kind in kinds if kind.given] == [
        ("社会律师", 1, 1)
    ]


def test_sheet_is_a_page_a_workbook_and_a_paper_without_any_case(county, sign_in):
    case = walk(county, "assign")
    month = f"{timezone.localdate(case.assigned_at):%Y-%m}"
    client, address = sign_in(county.sifaju), reverse("cases:fairness")
    page = client.get(address, {"month": month}).content.decode()
    assert ("指派情况公示表 · 2026年3月" in page, str(case.handler) in page) == (True, True)
    assert (case.number in page, case.applicant.name in page) == (False, False)

    sheet = client.get(address, {"month": month, "export": "xlsx"}).content
    rows = first_sheet(sheet, otherwise="")
    assert list(rows[0]) == [
        "承办人", "类别", "承办机构", "指派", "列首位而未指派", "不接受", "现在办", "距上次指派（天）",
    ]  # fmt: skip
    assert [row[3] for row in rows if row[0] == str(case.handler)] == [1]

    paper = client.get(address, {"month": month, "export": "pdf"})
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")


def test_sheet_a_handler_reads_is_that_of_the_county(county, sign_in):
    page = sign_in(county.lvshi).get(reverse("cases:fairness"))
    names = [line.name for line in page.context["lines"]]
    assert names == [
        line.name for line in shares(county.zhuren, page.context["month"], timezone.localdate())
    ]


@pytest.mark.parametrize("month", ["", "2026-13", "1999-01", "2199-01", "昨天"])
def test_month_that_is_none_is_this_one(county, sign_in, month):
    page = sign_in(county.zhuren).get(reverse("cases:fairness"), {"month": month})
    assert page.context["month"] == timezone.localdate().replace(day=1)
