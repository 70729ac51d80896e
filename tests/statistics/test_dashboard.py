"""The director's board counts what the cases say, each within their own stations, in a steady number of queries."""

import uuid
from datetime import date, datetime, timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from cases.domain import counted
from cases.domain.sums import check
from cases.models import Consultation, CountedCase, CountedMonth, FollowUp
from legalaid.faces.board.queries import BY_KEY, rows_of
from legalaid.faces.board.queries import board as board_of
from legalaid.faces.portal.content import CONTENTS
from legalaid.faces.statistics.annual.cases import case_figures, clock_figures, quality_figures
from legalaid.faces.statistics.annual.work import work_figures
from legalaid.faces.statistics.domain.period import lay_out_ahead
from legalaid.faces.statistics.models import Span
from legalaid.faces.statistics.queries import dashboard
from legalaid.faces.statistics.queries.promises import promises
from legalaid.faces.statistics.queries.sums import sums
from legalaid.platform.accounts.models import User
from legalaid.platform.notifications.models import Message
from legalaid.platform.procedure import deadlines
from legalaid.platform.procedure.models import MetMonth
from stations.domain.referral import send
from stations.models import OutreachEvent, Referral, ReferralAnswer, Station
from tests.cases.test_consultation import consult
from tests.factories import new_case, walk
from tests.subsidies.money import fund_of

TODAY = date(2026, 3, 31)


def at(*day):
    return timezone.make_aware(datetime(*day, 9, 0))


@pytest.fixture
def board(county):
    walk(county, "conclude", at=at(2026, 3, 2))
    walk(county, "grant", at=at(2026, 2, 2))
    walk(county, "grant", at=at(2025, 3, 3))
    new_case(county, at=at(2026, 3, 31), by=county.zhan1, station=county.zhan1.staff.station)
    return county


def shown(sums, *keys):
    return [(sums[key, "", ""][0], sums[key, "", ""][1], int(sums[key, "", ""][2])) for key in keys]


def test_year_so_far_stands_against_the_same_days_of_last_year(board):
    now, then = dashboard.so_far(board.zhuren, dashboard.span_of("year", TODAY))
    assert shown(now, "received", "granted", "closed") == [(3, 3, 0), (2, 2, 0), (1, 1, 18600)]
    assert shown(then, "received", "granted", "closed") == [(1, 1, 0), (1, 1, 0), (0, 0, 0)]


def test_last_year_is_read_no_further_than_its_same_day(board):
    walk(board, "grant", at=at(2025, 3, 20))
    spans = [dashboard.span_of("year", date(2026, 3, day)) for day in (15, 31)]
    granted = [dashboard.so_far(board.zhuren, span)[1]["granted", "", ""][0] for span in spans]
    assert granted == [1, 2]


@pytest.mark.parametrize(("length", "first"), [("year", 1), ("quarter", 7), ("month", 8)])
def test_period_begins_with_its_first_month(length, first):
    assert dashboard.span_of(length, date(2026, 8, 20)) == Span(
        date(2026, first, 1), date(2026, 8, 20)
    )


def test_what_is_granted_is_told_by_one_thing_at_a_time(board):
    now, _ = dashboard.so_far(board.zhuren, dashboard.span_of("year", TODAY))
    assert {key[1:]: sums[:2] for key, sums in now.items() if key[0] == "granted"} == {
        ("", ""): (2, 2), ("row", "wages"): (2, 2), ("channel", "visit"): (2, 2), ("crowd", "migrant_worker"): (2, 2),
    }  # fmt: skip
    months = dashboard.by_month(board.zhuren, TODAY)
    assert months == {(2025, 3): 1, (2026, 2): 1, (2026, 3): 1}


def test_sums_of_months_stay_those_of_their_rows(board):
    """Whatever the acts did on the way; counted anew none is another."""
    walk(board, "follow_up", at=at(2026, 3, 3))
    assert (counted.add_up(), deadlines.add_up()) == (0, 0)
    for model in (CountedMonth, MetMonth):
        assert model.objects.exclude(**{model.SUMS[0]: 0}).exists()


def test_sums_that_differ_are_set_right_at_night_and_the_administrators_told(board):
    sums = sums_of(CountedMonth), sums_of(MetMonth)
    CountedMonth.objects.filter(event="closed").update(persons=F("persons") + 1)
    closed = CountedMonth.objects.filter(event="closed").count()
    MetMonth.objects.earliest("pk").delete()
    CountedMonth.objects.create(
        month=date(2020, 1, 1),
        event="granted",
        station=Station.objects.earliest("pk"),
        weight=3,
        persons=3,
        won=0,
    )
    night = date(2026, 3, 9)
    assert [check(night), check(night)] == [closed + 2, 0]
    assert (sums_of(CountedMonth), sums_of(MetMonth)) == sums

    (told,) = Message.objects.filter(kind="sums")
    assert told.user == board.admin
    assert told.text.startswith(f"夜间核对：各月合计有{closed + 2}项与案件不符，已按案件重新计算。")


def sums_of(model):
    rows = model.objects.values_list(*model.KEYS, *model.SUMS)
    return {row for row in rows if any(row[-len(model.SUMS) :])}


@pytest.mark.parametrize("beside", [True, False], ids=["beside this one", "below a city"])
def test_another_countys_cases_are_not_counted(board, beside):
    other = Station.objects.create(name="邻县法律援助中心", kind="center", host="center")
    board.sifaju.staff.station = other
    board.sifaju.staff.save()
    if not beside:
        other.parent = Station.objects.create(name="市法律援助中心", kind="center", host="center")
        other.save()
    assert dashboard.counted_for(board.sifaju).count() == 0
    assert CountedCase.objects.count() == 4
    now, then = dashboard.so_far(board.sifaju, dashboard.span_of("year", TODAY))
    assert (dict(now), dict(then)) == ({}, {})


def test_every_figure_leads_to_its_rows(sign_in, county):
    lay_out_ahead(timezone.localdate())
    at_this_moment = timezone.now() - timedelta(days=8)
    case = walk(county, "grant", at=at_this_moment)
    client = sign_in(county.zhuren)
    page = client.get(reverse("statistics:dashboard"), {"length": "month"})
    links = [address for *_, address in page.context["tiles"]]
    links += [row.address for *_, rows in page.context["rankings"] for row in rows]
    shown = [case.number in client.get(link).content.decode() for link in links]
    this_month = timezone.localdate().replace(day=1), timezone.localdate()
    asked, granted = (
        this_month[0] <= timezone.localdate(moment) <= this_month[1]
        for moment in (case.received_at, case.decided_at)
    )
    served = True  # granted before or in the month, and not closed
    assert shown == [asked, granted, served, False, False, False] + [granted] * (len(links) - 6)
    assert len(links) == (9 if granted else 6)


def test_board_report_tables_and_notices_say_the_same_of_the_same_days(county):
    """Of an earlier year, open still, with separable claims of three people, one closed and one refused this year."""
    walk(county, "conclude", at=at(2026, 3, 2))
    walk(county, "grant", at=at(2025, 3, 3))
    many = walk(county, "grant", at=at(2026, 2, 2))
    many.applicant_count, many.indivisible = 3, False
    many.save()
    counted.write([many])

    span = dashboard.span_of("year", TODAY)
    now, _ = dashboard.so_far(county.zhuren, span)
    running, helped, helped_then = dashboard.standing(county.zhuren, span)
    board = [now[event, "", ""][0] for event in ("received", "granted", "closed")] + [helped]
    keys = ("all.received", "all.granted", "all.closed", "all.recipients")
    tables = sums(keys, span)
    report = {reading.key: reading.value for reading in case_figures(span)}
    (table,) = CONTENTS["cases"](span.starts, span.ends)["tables"]
    total = dict(zip(table["head"], table["rows"][-1], strict=True))

    expected = [4, 4, 1, 5]
    assert board == [tables[key] for key in keys] == expected
    assert [report[key] for key in ("applications", "granted", "closed", "recipients")] == expected
    assert [total[head] for head in ("申请", "给予援助", "结案")] == expected[:3]
    assert (running, helped_then) == (4, 1)


def test_station_board_says_of_a_month_what_tables_dashboard_and_report_say(county):
    """One month: three workers of separable claims at a township, one application at the centre and one handed on, two questions, two calls
    back of which one satisfied, a slip sent the month before and returned, a meeting and a market day."""
    here, there = county.zhan1.staff.station, county.zhan2.staff.station
    many = new_case(county, at=at(2026, 3, 9), by=county.zhan1, station=here)
    many.applicant_count, many.indivisible = 3, False
    many.save()
    counted.write([many])
    case = walk(county, "grant", at=at(2026, 3, 2))
    new_case(county, at=at(2026, 2, 27), by=county.zhan1, station=here)
    for number, satisfaction in enumerate(("5", "1")):
        FollowUp.objects.create(
            case=case,
            at=at(2026, 3, 20),
            by=county.guidang,
            result="reached",
            satisfaction=satisfaction,
        )
        Consultation.objects.create(
            number=str(number), station=here, at=at(2026, 3, 3), by=county.zhan1, question="问工资"
        )
    FollowUp.objects.create(case=case, at=at(2026, 3, 21), by=county.guidang, result="no_answer")
    slip = Referral.objects.create(
        number="1", from_station=there, to_station=here, by=county.zhan2, sent_at=at(2026, 2, 27), matter="aid", facts="欠薪", name="甲",
        consent="书面同意",
    )  # fmt: skip
    ReferralAnswer.objects.create(
        referral=slip, accepted=False, reasons=["not_ours"], by=county.zhan1, at=at(2026, 3, 2)
    )
    event = {"form": "visit", "venue": "village", "by": county.zhan1, "day": date(2026, 3, 7)}
    OutreachEvent.objects.create(station=here, title="集市", people=120, **event)

    span = dashboard.span_of("month", TODAY)
    lines = board_of(Station.objects.all(), span.starts)
    figures = ("cases", "consultations", "referrals", "outreach", "reached")
    summed = [sum(line.values.get(key, 0) for line in lines) for key in figures]
    rates = [
        value
        for key in ("satisfaction", "slip_returns")
        for line in lines
        if (value := line.values.get(key)) is not None
    ]

    report = {reading.key: reading.value for reading in (*case_figures(span), *work_figures(span))}
    report |= {reading.key: reading.value for reading in quality_figures(span)}
    tables = sums(("all.received", "asked"), span)
    now, _ = dashboard.so_far(county.zhuren, span)
    places = {row[0].pk: row[1:4] for row in dashboard.places(county.zhuren, span)}
    readings = ("applications", "consultations", "referrals", "outreach_events", "outreach_people")

    assert summed == [4, 2, 0, 1, 120]
    assert [report[key] or 0 for key in readings] == [4, 2, 0, 1, 120]
    assert [rates, [report["satisfied"], report["referral_returns"]]] == [[50, 100], [50, 100]]
    assert (tables, now["received", "", ""][0]) == ({"all.received": 4, "asked": 2}, 4)
    assert (places[here.pk], places[case.station_id]) == ((3, 2, (1, 1)), (1, 0, (0, 0)))
    assert {line.key: line.values.get("cases") for line in lines if "cases" in line.values} == {
        here.pk: 3, case.station_id: 1,
    }  # fmt: skip
    (row,) = rows_of(BY_KEY["cases"], here, span.starts)
    assert BY_KEY["cases"].line(row)[0] == f"{many.number} 追索劳动报酬纠纷 工作站已登记 计3件"


def test_station_that_sends_notices_or_slips_is_not_silent(county):
    police = Station.objects.get(host="labour")
    Station.objects.filter(pk=police.pk).update(host="police", name="清和县公安局法律援助工作站")
    user, now = User.objects.get(staff__station=police), timezone.now()
    facts = {
        "matter": "notice", "to_station": Station.objects.get(parent=None), "name": "赵小军",
        "facts": "涉嫌盗窃，侦查阶段，未成年人。", "documents": [],
    }  # fmt: skip

    def silent():
        today = timezone.localdate(now)
        found = dashboard.places(county.zhuren, dashboard.span_of("year", today))
        return {row[0].pk: row[-1] for row in found}[police.pk]

    before = silent()
    send(
        by=user,
        token=uuid.uuid4(),
        from_station=Station.objects.get(pk=police.pk),
        facts=facts,
        at=now,
    )
    assert (before, silent()) == (True, False)


def test_who_may_not_see_cases_sees_numbers_without_a_way_to_them(sign_in, board):
    text = sign_in(board.admin).get(reverse("statistics:dashboard")).content.decode()
    assert ("数据看板" in text, "/statistics/rows/" in text) == (True, False)


def test_administrator_reads_the_numbers_the_director_reads(sign_in, board):
    consult(board, at=timezone.now())
    fund_of(board, "80000", year=timezone.localdate().year, at=timezone.now())
    told = {}
    for person in (board.zhuren, board.admin):
        page = sign_in(person).get(reverse("statistics:dashboard"))
        told[person.username] = (
            [tile[:4] for tile in page.context["tiles"]],
            [row[:2] for row in page.context["channels"]],
            [(row.name, row.spent, row.left) for row in page.context["funds"]],
            page.context["late"],
        )
        links = [row.address for row in page.context["funds"]]
        assert bool(links[0]) is (person == board.zhuren)
    assert told["admin"] == told["zhuren"]
    assert told["admin"][1:3] == ([("来访", 1)], [("同级财政", 0, 80000)])


def test_nothing_last_year_is_a_dash_and_no_zero(sign_in, county):
    page = sign_in(county.zhuren).get(reverse("statistics:dashboard"))
    assert [against.split("；")[0] for _, _, _, against, _ in page.context["tiles"]] == [
        "上年同期 —"
    ] * 6


def test_queries_do_not_grow_with_cases(sign_in, board, django_assert_max_num_queries):
    client = sign_in(board.zhuren)
    client.get(reverse("statistics:dashboard"))
    with django_assert_max_num_queries(30) as first:
        client.get(reverse("statistics:dashboard"))
    for number in range(3):
        walk(board, "grant", at=at(2026, 2, 3 + number))
    with django_assert_max_num_queries(len(first)):
        client.get(reverse("statistics:dashboard"))


def test_limit_that_passed_while_the_matter_is_open_was_not_kept(county):
    walk(county, "grant", at=at(2026, 3, 2))
    new_case(county, at=at(2026, 3, 9), by=county.zhan1, station=county.zhan1.staff.station)
    span = dashboard.span_of("year", TODAY)

    seen = {}
    for user in (county.zhuren, county.zhan1):
        rows = {row.name: row for row in promises(user, span)}
        examined, handed = rows["审查并作出决定"], rows["工作站移交中心"]
        seen[user.username] = (examined.done, examined.now, handed.now)
        assert (examined.statutory, handed.statutory) == (True, False)
    assert seen == {"zhuren": (2, 50.0, 0.0), "zhan1": (1, 0.0, 0.0)}

    found = {reading.key: reading.value for reading in clock_figures(span)}
    assert (found["examined_in_time"], found["late_decisions"]) == (50, 1)
    (table,) = CONTENTS["promises"](span.starts, span.ends)["tables"]
    (noticed,) = [row for row in table["rows"] if row[0] == "审查并作出决定"]
    assert noticed[2:] == [2, "50.0%", "—"]


def test_promise_met_and_opened_again_is_no_percent(county):
    """The sum of its month is nought then, this year's and last year's."""
    now = timezone.now()
    for moment in (now, now.replace(year=now.year - 1, day=1)):
        deadlines.start("case", 1, "assignment", moment)
        deadlines.stop("case", 1, "assignment", moment)
        deadlines.reopen("case", 1, "assignment", moment)
        deadlines.cancel_all("case", 1, moment)
    span = dashboard.span_of("year", timezone.localdate())
    assert promises(county.zhuren, span) == []
