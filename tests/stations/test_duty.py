"""At the post: signing in and out, help given, absences; and exchanging duties."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.office import agenda
from stations.domain import duty, staff
from stations.models import Leave, Shift
from stations.queries.roster import day_span

from .factories import handler, moment, plan, post, published, shift_of


def served(county, shift, *, late=0, early=0, helps=None):
    duty.sign_in(shift, by=county.lvshi, at=shift.starts_at + timedelta(minutes=late))
    return duty.sign_out(
        shift, by=county.lvshi, at=shift.ends_at - timedelta(minutes=early), helps=helps or {}
    )


def test_duty_signed_in_and_out_is_worked_and_its_help_counted(county, shift):
    done = served(county, shift, helps={"advice": 4, "witness": 2, "forward": 0})
    assert [(row.kind, row.count) for row in done.helps.all()] == [("advice", 4), ("witness", 2)]
    rows = Shift.objects.worked().with_people()
    assert [
        (row.handler.user.username, row.handler.firm.name, row.day, row.post.kind, row.hours)
        for row in rows
    ] == [("lvshi", shift.handler.firm.name, shift.day, "window", 8)]
    assert (done.late, done.early) == (False, False)


@pytest.mark.parametrize(
    ("late", "early", "found"),
    [(10, 10, (False, False)), (11, 0, (True, False)), (0, 11, (False, True))],
)
def test_ten_minutes_are_neither_late_nor_early(county, shift, late, early, found):
    done = served(county, shift, late=late, early=early)
    assert (done.late, done.early) == found


def test_sign_out_before_sign_in_is_refused(county, shift):
    with pytest.raises(DomainError, match="还没有签到，不能签退"):
        duty.sign_out(shift, by=county.lvshi, helps={}, at=shift.ends_at)
    duty.sign_in(shift, by=county.lvshi, at=shift.starts_at)
    with pytest.raises(DomainError, match="签退时间须晚于签到时间"):
        duty.sign_out(shift, by=county.lvshi, helps={}, at=shift.starts_at)
    with pytest.raises(DomainError, match="签退时间须晚于签到时间"):
        duty.correct(
            shift,
            by=county.zhuren,
            begin=shift.ends_at,
            end=shift.starts_at,
            helps={},
            reason="忘记",
        )


def test_second_click_changes_nothing(county, shift):
    duty.sign_in(shift, by=county.lvshi, at=shift.starts_at)
    with pytest.raises(DomainError, match="已于09:00签到，不必重复"):
        duty.sign_in(shift, by=county.lvshi, at=shift.starts_at + timedelta(seconds=1))
    duty.sign_out(shift, by=county.lvshi, helps={"advice": 3}, at=shift.ends_at)
    with pytest.raises(DomainError, match="已于18:00签退，不必重复"):
        duty.sign_out(shift, by=county.lvshi, helps={"advice": 3}, at=shift.ends_at)
    assert Event.objects.filter(verb__in=("duty.signed_in", "duty.signed_out")).count() == 2
    assert shift.helps.get().count == 3


@pytest.mark.parametrize(
    ("minutes", "words"), [(-61, "上岗前一小时内可以签到"), (9 * 60, "值班时间已过")]
)
def test_signing_in_outside_the_hours_is_refused(county, shift, minutes, words):
    with pytest.raises(DomainError, match=words):
        duty.sign_in(shift, by=county.lvshi, at=shift.starts_at + timedelta(minutes=minutes))


def test_somebody_elses_duty_cannot_be_signed(county, shift):
    other = shift_of("lvshi4")
    with pytest.raises(NotAllowed, match="这一班不是您的值班"):
        duty.sign_in(other, by=county.lvshi, at=other.starts_at)


def test_plan_that_is_not_published_cannot_be_signed(county):
    post(county)
    plan(county)
    with pytest.raises(DomainError, match="值班表还没有发布"):
        duty.sign_in(shift_of("lvshi"), by=county.lvshi, at=shift_of("lvshi").starts_at)


def test_missing_person_is_told_to_the_director_once(county, shift):
    now = shift.starts_at + timedelta(minutes=15)
    assert list(Shift.objects.missing(now)) == [shift]
    assert duty.remind(now) >= 1
    duty.remind(now)
    told = county.zhuren.messages.filter(text__contains="到时未签到")
    assert [message.text for message in told] == [f"窗口值班：{shift.handler}到时未签到。"]
    duty.sign_in(shift, by=county.lvshi, at=now)
    assert Shift.objects.missing(now).count() == 0


def test_tomorrows_duty_is_told_once(county, shift):
    before = shift.starts_at - timedelta(days=1)
    duty.remind(before)
    duty.remind(before)
    assert county.lvshi.messages.filter(text="明天09:00您值班：窗口值班。").count() == 1


def test_absent_person_is_not_worked_and_the_place_can_be_filled(county, shift):
    from stations.domain import roster

    duty.mark_absent(shift, by=county.zhuren, reason="突发疾病")
    with pytest.raises(DomainError, match="已记为缺勤"):
        duty.sign_in(shift, by=county.lvshi, at=shift.starts_at)
    other = next(
        h
        for h in (handler("lvshi2"), handler("lvshi4"))
        if not Shift.objects.filter(handler=h, day=shift.day).exists()
    )
    roster.add_shift(shift.roster, by=county.zhuren, post=shift.post, day=shift.day, handler=other)
    assert Shift.objects.filter(day=shift.day).standing().get().handler == other


@pytest.mark.parametrize(
    ("begin", "end", "words"),
    [((2026, 3, 1), (2026, 3, 1), "时间不在值班当日"), (None, (2099, 1, 1), "时间不在值班当日")],
)
def test_correction_outside_the_day_is_refused(county, shift, begin, end, words):
    begin = moment(date(*begin), 9) if begin else shift.starts_at
    with pytest.raises(DomainError, match=words):
        duty.correct(
            shift,
            by=county.zhuren,
            begin=begin,
            end=moment(date(*end), 18),
            helps={},
            reason="忘记",
        )


def test_correction_is_recorded_with_its_reason(county, shift):
    duty.correct(
        shift,
        by=county.zhuren,
        begin=shift.starts_at,
        end=shift.ends_at,
        helps={"advice": 1},
        reason="手机没电",
    )
    event = Event.objects.get(verb="duty.corrected")
    assert (event.data["begin"], event.data["end"], event.personal_data) == (
        "09:00",
        "18:00",
        {"reason": "手机没电"},
    )
    assert Shift.objects.worked().count() == 1


def test_guessed_addresses_of_duties_are_404(county, sign_in, shift):
    other = shift_of("lvshi4")
    client = sign_in(county.lvshi)
    for name in ("duty_in", "duty_out"):
        assert client.post(reverse(f"stations:{name}", args=[other.pk])).status_code == 404
    assert client.post(reverse("stations:roster_swap", args=[other.pk])).status_code == 404
    for name in ("roster_reassign", "duty_correct", "duty_absent", "roster_remove"):
        assert client.get(reverse(f"stations:{name}", args=[shift.pk])).status_code == 403
    assert (
        sign_in(county.zhuren).get(reverse("stations:roster_shift", args=[999999])).status_code
        == 404
    )


def test_signing_in_and_out_on_the_telephone(county, sign_in, shift):
    now = timezone.now()
    Shift.objects.filter(pk=shift.pk).update(
        day=timezone.localdate(),
        starts_at=now - timedelta(minutes=5),
        ends_at=now + timedelta(hours=8),
    )
    client = sign_in(county.lvshi)
    assert client.get(reverse("stations:duty_mine")).content.decode().count(">签到</button>") == 1
    client.post(reverse("stations:duty_in", args=[shift.pk]))
    assert (
        client.post(reverse("stations:duty_out", args=[shift.pk]), {"advice": "-1"}).status_code
        == 422
    )
    client.post(reverse("stations:duty_out", args=[shift.pk]), {"advice": "5", "measures": ""})
    shift.refresh_from_db()
    assert (shift.late, shift.early) == (False, True)
    assert [(row.kind, row.count) for row in shift.helps.all()] == [("advice", 5)]


def test_yesterdays_duty_stays_on_the_page_until_signed_out(county, sign_in, shift):
    begun = timezone.now() - timedelta(days=1)
    Shift.objects.filter(pk=shift.pk).update(
        day=timezone.localdate(begun),
        starts_at=begun,
        ends_at=begun + timedelta(hours=1),
        signed_in_at=begun,
    )
    client, out = sign_in(county.lvshi), reverse("stations:duty_out", args=[shift.pk])
    page = client.get(reverse("stations:duty_mine")).content.decode()
    assert ("还没有签退：" in page, "今天：" in page, f'href="{out}"' in page) == (
        True,
        False,
        True,
    )
    client.post(out, {"advice": "5", "measures": ""})
    page = client.get(reverse("stations:duty_mine")).content.decode()
    assert ("还没有签退：" in page, f'href="{out}"' in page) == (False, False)


def test_duty_and_leave_on_the_calendar_clash(county, sign_in, shift):
    Leave.objects.create(
        user=county.lvshi, kind="sick", starts=shift.day, ends=shift.day, by=county.zhuren
    )
    page = sign_in(county.zhuren).get("/cases/calendar/?month=2026-03").content.decode()
    assert page.count("时间冲突") == 1
    assert f"{county.lvshi.name}：" in page
    own = agenda.entries(county.lvshi, *day_span(shift.day, shift.day), kinds=("duty", "leave"))
    assert [source.key for source, _ in own] == ["leave", "duty"]
    assert (
        agenda.entries(county.lvshi4, *day_span(shift.day, shift.day), kinds=("duty", "leave"))
        == []
    )


@pytest.fixture
def to_come(county):
    """The duties of `lvshi` in the published month after this one."""
    post(county)
    published(county, (timezone.localdate().replace(day=1) + timedelta(days=32)).replace(day=1))
    return Shift.objects.filter(handler__user=county.lvshi)


def test_duties_to_come_go_to_the_successor_of_a_leaving_handler(county, to_come):
    keys = set(to_come.values_list("pk", flat=True))
    leave = {"by": county.zhuren, "on": timezone.localdate(), "reason": "转所"}
    with pytest.raises(DomainError, match=f"还有今后的值班{len(keys)}件，请指定接手人"):
        staff.deactivate(county.lvshi, **leave)
    assert staff.deactivate(county.lvshi, to=county.lvshi2, **leave) == len(keys)
    moved = Shift.objects.filter(pk__in=keys)
    assert set(moved.values_list("handler__user__username", flat=True)) == {"lvshi2"}
    assert Event.objects.filter(verb="roster.changed").count() == len(keys)
    assert county.lvshi2.messages.filter(text__startswith="改排").count() == len(keys)


def test_successor_who_cannot_serve_one_of_the_duties_is_refused_and_nothing_moves(county, to_come):
    first = to_come.order_by("starts_at").first()
    Leave.objects.create(
        user=county.lvshi2, kind="annual", starts=first.day, ends=first.day, by=county.zhuren
    )
    before = list(to_come.order_by("pk").values_list("pk", flat=True))
    with pytest.raises(DomainError, match="请先改排这一班，或者另选接手人"):
        staff.deactivate(
            county.lvshi, by=county.zhuren, on=timezone.localdate(), reason="转所", to=county.lvshi2
        )
    county.lvshi.refresh_from_db()
    assert (list(to_come.order_by("pk").values_list("pk", flat=True)), county.lvshi.is_active) == (
        before,
        True,
    )


def test_plan_is_exported_with_what_was_signed_and_every_reader_may(county, shift, sign_in):
    served(county, shift, late=15, helps={"advice": 3})
    answer = sign_in(county.lvshi).get(reverse("stations:roster_export", args=[shift.roster_id]))
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0] == [
        "日期", "星期", "岗位", "地点", "上岗", "离岗", "时数", "值班人员", "所属机构", "签到", "签退", "帮助人次", "说明",
    ]  # fmt: skip
    (line,) = (row for row in rows[1:] if row[9])
    assert line[:3] == [
        shift.day.isoformat(),
        f"周{'一二三四五六日'[shift.day.weekday()]}",
        "窗口值班",
    ]
    assert line[4:8] + line[9:] == [
        "09:00",
        "18:00",
        8.0,
        county.lvshi.name,
        "09:15",
        "18:00",
        3.0,
        "迟到",
    ]
    assert len(rows) == 1 + shift.roster.shifts.count()
    assert Event.objects.get(verb="network.exported").data == {
        "what": str(shift.roster),
        "count": len(rows) - 1,
    }


def test_draft_plan_is_exported_only_by_those_who_make_it(county, sign_in):
    post(county)
    address = reverse("stations:roster_export", args=[plan(county).pk])
    assert sign_in(county.lvshi).get(address).status_code == 404
    assert sign_in(county.zhuren).get(address).status_code == 200
