"""The duty plan: fair by rule, honest about who cannot, and guarded by the database."""

import json
from collections import Counter
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.workflow import CASE
from legalaid.platform.accounts.invitations import invite
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.documents import render
from legalaid.platform.documents.models import Paper
from stations.domain import roster as acts
from stations.models import DutyPost, Handler, Leave, Roster, Shift, Station
from stations.queries.roster import rosters_for, warnings
from tests.factories import walk

from . import factories
from .factories import MONTH, center, handler, post, published


def test_month_follows_the_work_calendar_and_hours_leave_out_the_break(county):
    post(county)
    roster = factories.plan(county)
    days = list(roster.shifts.values_list("day", flat=True))
    assert len(days) == 22
    assert date(2026, 3, 1) not in days  # a Sunday
    assert set(roster.shifts.values_list("hours", flat=True)) == {Decimal("8.0")}


def test_leave_hearing_and_licence_keep_a_person_off_the_plan(county):
    post(county)
    case = walk(county, "hold_first_meeting")
    CASE.acts["schedule_hearing"](
        case,
        by=county.lvshi,
        starts_at=factories.moment(date(2026, 3, 20), 10),
        organ="法院",
        place="一庭",
    )
    Leave.objects.create(
        user=county.lvshi,
        kind="annual",
        starts=date(2026, 3, 2),
        ends=date(2026, 3, 13),
        by=county.zhuren,
    )
    other = handler("lvshi2")
    other.licence_expires = date(2026, 3, 10)
    other.save()
    factories.plan(county)
    mine = set(Shift.objects.filter(handler__user=county.lvshi).values_list("day", flat=True))
    assert [day for day in mine if day <= date(2026, 3, 13) or day == date(2026, 3, 20)] == []
    assert Shift.objects.filter(handler=other, day__gt=date(2026, 3, 10)).count() == 0
    assert Shift.objects.filter(handler=None).count() == 0


def test_plan_of_next_month_counts_the_load_of_this_one(county):
    post(county)
    published(county)
    factories.plan(county, date(2026, 4, 1))
    counts = Counter(Shift.objects.values_list("handler", flat=True))
    assert max(counts.values()) - min(counts.values()) <= 1
    assert len(counts) == 12


def test_handler_who_joins_in_april_serves_april_as_the_others_and_not_the_months_before(county):
    post(county)
    late = handler("lvshi4")
    Handler.objects.filter(pk=late.pk).update(active=False)
    published(county)
    Handler.objects.filter(pk=late.pk).update(active=True)
    factories.plan(county, date(2026, 4, 1))
    april = Counter(Shift.objects.filter(day__month=4).values_list("handler", flat=True))
    assert april[late.pk] <= max(count for key, count in april.items() if key != late.pk)


def test_handler_whose_account_was_never_given_to_them_is_not_planned(county):
    post(county)
    person = county.lvshi4
    person.set_unusable_password()
    person.save()
    factories.plan(county)
    assert not Shift.objects.filter(handler__user=person).exists()
    invite(person, by=county.zhuren)
    factories.plan(county)
    assert Shift.objects.filter(handler__user=person).exists()


def test_month_whose_holidays_are_unknown_says_so_on_page_and_paper(county, sign_in):
    post(county)
    known, unknown = date(2026, 3, 1), date(2031, 3, 1)
    for month in (known, unknown):
        published(county, month)
    shown = [
        sign_in(county.zhuren).get(f"/stations/roster/?month={month:%Y-%m}").context["provisional"]
        for month in (known, unknown)
    ]
    papers = Paper.objects.filter(kind="duty_roster").order_by("pk")
    assert (shown, [json.loads(row.context)["provisional"] for row in papers]) == (
        [False, True],
        [False, True],
    )


def test_generating_twice_gives_one_plan_and_a_published_one_stays(county):
    post(county)
    first, second = factories.plan(county), factories.plan(county)
    assert first.pk == second.pk
    assert Shift.objects.count() == 22
    acts.publish(first, by=county.zhuren)
    with pytest.raises(StaleState, match="已发布，只能逐班调整"):
        factories.plan(county)
    assert Event.objects.filter(verb="roster.generated").count() == 2


def test_one_person_at_two_posts_is_refused_by_the_act(county):
    post(county)
    court = post(county, "法院值班", "court")
    roster = factories.plan(county)
    taken = roster.shifts.filter(post=court).first()
    with pytest.raises(DomainError, match="已有值班 法院值班") as refused:
        acts.add_shift(
            roster,
            by=county.zhuren,
            post=DutyPost.objects.get(kind="window"),
            day=taken.day,
            handler=taken.handler,
        )
    assert refused.value.field == "handler"


def test_one_person_at_two_posts_is_refused_by_the_database(county):
    post(county)
    court = post(county, "法院值班", "court")
    roster = factories.plan(county)
    taken = roster.shifts.filter(post__kind="window").first()
    twin = {"roster": roster, "post": court, "handler": taken.handler, "day": taken.day, "hours": 2}
    overlapping = Shift(
        **twin,
        starts_at=taken.starts_at + timedelta(hours=7),
        ends_at=taken.ends_at + timedelta(hours=1),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.bulk_create([overlapping])
    other = roster.shifts.filter(post=court, day=taken.day).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.filter(pk=other.pk).update(handler=taken.handler)
    Shift.objects.create(
        **twin, starts_at=taken.ends_at, ends_at=taken.ends_at + timedelta(hours=1)
    )
    assert Shift.objects.filter(handler=taken.handler, day=taken.day).count() == 2


def test_two_acts_at_once_read_the_databases_refusal_as_a_sentence(county):
    post(county)
    court = post(county, "法院值班", "court")
    roster = factories.plan(county)
    taken = roster.shifts.filter(post__kind="window").first()
    twin = Shift(
        roster=roster,
        post=court,
        handler=taken.handler,
        day=taken.day,
        hours=8,
        starts_at=taken.starts_at,
        ends_at=taken.ends_at,
    )
    with pytest.raises(DomainError, match="同一时间已在另一岗位值班"):
        acts.save_shift(twin)


def test_grassroots_worker_cannot_be_put_into_court_by_hand(county):
    court = post(county, "法院值班", "court")
    roster = factories.plan(county)
    shift = roster.shifts.first()
    worker = handler("lvshi2")
    assert worker.kind == "grassroots"
    with pytest.raises(DomainError, match="法院值班须由律师值班"):
        acts.reassign(shift, by=county.zhuren, handler=worker, reason="调整")
    assert {shift.post for shift in roster.shifts.all()} == {court}


@pytest.mark.parametrize("lacks", [{"licence": ""}, {"qualified": False}])
def test_agency_staff_who_may_not_practise_are_no_duty_lawyers(county, lacks):
    court, clerk = post(county, "法院值班", "court"), Handler.objects.get(kind="agency")
    Handler.objects.filter(pk=clerk.pk).update(**lacks)
    made, fresh = factories.plan(county), Handler.objects.get(pk=clerk.pk)
    assert clerk.pk not in set(made.shifts.values_list("handler", flat=True))
    with pytest.raises(DomainError, match="是法律援助机构律师，没有登记执业证号或者法律职业资格"):
        acts.add_shift(made, by=county.zhuren, post=court, day=date(2026, 3, 7), handler=fresh)


def test_gap_must_be_filled_before_publishing(county):
    post(county)
    roster = factories.plan(county)
    shift = roster.shifts.first()
    Shift.objects.filter(pk=shift.pk).update(handler=None)
    with pytest.raises(DomainError, match="还有1班缺人（3月2日窗口值班）"):
        acts.publish(roster, by=county.zhuren)
    acts.remove(shift, by=county.zhuren, reason="当日停止办公")
    acts.publish(roster, by=county.zhuren)
    assert county.lvshi.messages.filter(kind="duty").count() == 1


def test_paper_of_the_plan_is_numbered_frozen_and_superseded(county):
    post(county)
    roster = published(county)
    paper, year = Paper.objects.get(kind="duty_roster"), timezone.localdate().year
    assert paper.number_text == f"清援值字〔{year}〕第1号"
    assert paper.facts["days"][0]["people"] == [[str(roster.shifts.first().handler)]]
    assert (
        render.page_count(render.pdf(render.paper_html(paper.kind, paper.facts, paper.number_text)))
        == 1
    )
    acts.publish(roster, by=county.zhuren)
    paper.refresh_from_db()
    assert paper.superseded_by.number_text == f"清援值字〔{year}〕第2号"


def test_only_what_is_published_is_seen_by_those_who_read(county):
    post(county)
    roster = factories.plan(county)
    readers = (county.lvshi, county.zhan1, county.chuangkou)
    assert [rosters_for(user).count() for user in readers] == [0, 0, 0]
    assert rosters_for(county.zhuren).count() == 1
    acts.publish(roster, by=county.zhuren)
    assert [rosters_for(user).count() for user in readers] == [1, 1, 1]
    assert rosters_for(county.admin).count() == 0


def test_leave_taken_after_publishing_warns(county):
    post(county)
    roster = published(county)
    shift = roster.shifts.filter(handler__user=county.lvshi).with_people().first()
    assert warnings([shift]) == {}
    Leave.objects.create(
        user=county.lvshi, kind="sick", starts=shift.day, ends=shift.day, by=county.zhuren
    )
    shift = roster.shifts.with_people().get(pk=shift.pk)
    assert warnings([shift]) == {
        shift.pk: [f"请假至{shift.day.year}年{shift.day.month}月{shift.day.day}日"]
    }


@pytest.mark.parametrize(
    ("starts", "ends", "pause", "words"),
    [(time(18), time(9), 0, "离岗时间须晚于上岗时间"), (time(9), time(9), 0, "离岗时间须晚于上岗时间"), (time(9), time(10), 60, "午休时间不能长于值班时间")],
)  # fmt: skip
def test_hours_of_a_post_in_the_wrong_order_are_refused(county, starts, ends, pause, words):
    with pytest.raises(DomainError, match=words):
        post(county, starts=starts, ends=ends, pause=pause)


def test_second_post_of_the_same_name_is_refused(county):
    post(county)
    with pytest.raises(DomainError, match="已有同名岗位"):
        post(county)


def test_day_of_another_month_is_refused(county):
    window = post(county)
    roster = factories.plan(county)
    with pytest.raises(DomainError, match="日期不在这个月"):
        acts.add_shift(
            roster, by=county.zhuren, post=window, day=date(2026, 4, 1), handler=handler("lvshi")
        )


def test_plan_without_posts_says_what_to_do_first(county):
    with pytest.raises(DomainError, match="请先设置岗位"):
        acts.generate(by=county.zhuren, station=center(), month=MONTH)


def test_director_chooses_whose_month_is_shown_and_plans_it(county, sign_in):
    client, town = sign_in(county.zhuren), county.zhan1.staff.station
    post(county)
    published(county)
    address = f"/stations/roster/?month={MONTH:%Y-%m}"
    assert (
        client.get(address).content.count(b'name="station"') == 0
    )  # one station has posts: nothing to choose
    DutyPost.objects.create(station=town, name="接待", kind="window", starts=time(9), ends=time(12))
    page = client.get(address)
    assert (page.context["station"], page.content.count(b'name="station"')) == (center(), 1)
    empty = client.get(f"{address}&station={town.pk}")
    assert (
        empty.context["station"],
        empty.context["roster"],
        "还没有编制值班表" in empty.content.decode(),
    ) == (town, None, True)
    made = client.post(f"/stations/roster/generate/?month={MONTH:%Y-%m}&station={town.pk}")
    assert made.url == f"{address}&station={town.pk}"
    assert client.get(made.url).context["roster"].station == town


def test_director_sets_up_a_post_of_a_station_below_and_of_no_other(county, sign_in):
    client, own, town = sign_in(county.zhuren), center(), county.zhan1.staff.station
    outside = Station.objects.create(name="外县中心", kind="center", host="center")
    address = "/stations/roster/posts/new/"
    assert f'<option value="{own.pk}" selected>' in client.get(address).content.decode()
    facts = {
        "name": "接待",
        "kind": "window",
        "starts": "09:00",
        "ends": "12:00",
        "break_minutes": "0",
        "active": "on",
    }
    assert client.post(address, facts | {"station": outside.pk}).status_code == 422
    assert client.post(address, facts | {"station": town.pk}).url == "/stations/roster/posts/"
    assert DutyPost.objects.get().station == town
    assert town.name in client.get("/stations/roster/posts/").content.decode()
    client.post(f"/stations/roster/generate/?month={MONTH:%Y-%m}&station={town.pk}")
    assert Roster.objects.get().station == town


def test_reader_sees_the_nearest_month_and_no_station_beside_their_own(county, sign_in):
    town, beside = county.zhan1.staff.station, county.zhan2.staff.station
    post(county)
    published(county)
    for station in (town, beside):
        DutyPost.objects.create(
            station=station, name="接待", kind="window", starts=time(9), ends=time(12)
        )
        made = {
            "made_by": county.zhuren,
            "made_at": timezone.now(),
            "published_by": county.zhuren,
            "published_at": timezone.now(),
        }
        Roster.objects.create(station=station, month=MONTH, **made)
    client = sign_in(county.zhan1)
    address = f"/stations/roster/?month={MONTH:%Y-%m}"
    assert client.get(address).context["roster"].station == town
    assert client.get(f"{address}&station={center().pk}").context["roster"].station == center()
    refused = client.get(f"{address}&station={beside.pk}")
    assert (
        refused.context["roster"].station,
        refused.content.decode().count("选择一个有效的选项"),
    ) == (town, 1)
    names = client.get(reverse("stations:planned_names"), {"station": "工作站"}).content.decode()
    assert (names.count("<option"), beside.name in names) == (1, False)


@pytest.mark.parametrize("handlers", [2, 9])
def test_month_asks_as_often_for_many_as_for_few(
    county, sign_in, handlers, django_assert_num_queries
):
    post(county)
    Handler.objects.exclude(pk__in=Handler.objects.order_by("pk")[:handlers].values("pk")).update(
        active=False
    )
    published(county)
    client = sign_in(county.zhuren)
    client.get(f"/stations/roster/?month={MONTH:%Y-%m}")
    with django_assert_num_queries(13):
        client.get(f"/stations/roster/?month={MONTH:%Y-%m}")
