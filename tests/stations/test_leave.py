"""Who hears of a leave and of an exchange of duties: whoever must do something because of it."""

from datetime import timedelta

from django.utils import timezone

from legalaid.platform.notifications.models import Message
from stations.domain import staff
from stations.workflow import SWAP

from .factories import BEFORE, shift_of
from .test_swap import asked


def told(user):
    return [row.text for row in Message.objects.filter(user=user, kind="duty").order_by("pk")]


def day(value):
    return f"{value.month}月{value.day}日"


def test_director_and_person_hear_of_a_leave_with_the_duties_in_it(county, shift):
    Message.objects.all().delete()
    staff.record_leave(county.lvshi, by=county.admin, kind="sick", starts=shift.day, ends=shift.day)
    said = (
        f"{county.lvshi}病假（{day(shift.day)}至{day(shift.day)}），期间已排："
        f"{day(shift.day)} 09:00值班 窗口值班，请改由他人办理或者改期。"
    )
    assert (told(county.zhuren), told(county.lvshi), told(county.lvshi2)) == ([said], [said], [])


def test_leave_without_engagements_says_so_and_whoever_records_it_is_not_told(county):
    today = timezone.localdate()
    leave = staff.record_leave(
        county.zhan1, by=county.zhuren, kind="annual", starts=today, ends=today + timedelta(days=2)
    )
    staff.cancel_leave(leave, by=county.zhuren)
    days = f"{day(today)}至{day(today + timedelta(days=2))}"
    assert told(county.zhan1) == [
        f"{county.zhan1}年休假（{days}），期间没有已排的事项。",
        f"{county.zhan1}年休假（{days}）已取消，照常上班。",
    ]
    assert told(county.zhuren) == []


def test_agreement_to_an_exchange_reaches_the_asker_and_who_approves(county, shift):
    row = asked(county, shift)
    Message.objects.all().delete()
    SWAP.acts["agree"](row, by=county.lvshi4, at=BEFORE)
    assert told(county.lvshi) == [f"{county.lvshi4}同意换班，等中心批准；批准前仍由您值班。"]
    assert told(county.zhuren) == [
        f"{county.lvshi}与{county.lvshi4}换班，双方已同意，请批准或不批准。"
    ]


def test_exchange_taken_back_reaches_whoever_was_told_of_it(county, shift):
    row = asked(county, shift)
    SWAP.acts["agree"](row, by=county.lvshi4, at=BEFORE)
    Message.objects.all().delete()
    SWAP.acts["withdraw"](row, by=county.lvshi, at=BEFORE)
    said = f"{county.lvshi}撤回了换班申请，{day(shift.day)}窗口值班不变。"
    assert (told(county.lvshi4), told(county.zhuren)) == ([said], [said])
    assert shift_of("lvshi") == shift
