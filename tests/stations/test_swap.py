"""Exchanged duties: the other agrees, the director approves, and only then the plan changes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from stations.domain import swap
from stations.models import Leave, Shift, Swap
from stations.workflow import SWAP

from .factories import BEFORE, handler, post, published, shift_of


def asked(county, shift, **facts):
    return swap.ask(
        shift, by=county.lvshi, other=handler("lvshi4"), reason="开庭", at=BEFORE, **facts
    )


def test_exchange_changes_the_plan_only_when_approved(county, shift):
    back = shift_of("lvshi4")
    row = asked(county, shift, returned=back)
    SWAP.acts["agree"](row, by=county.lvshi4, at=BEFORE)
    assert shift_of("lvshi") == shift
    SWAP.acts["approve"](row, by=county.zhuren, at=BEFORE)
    shift.refresh_from_db()
    back.refresh_from_db()
    assert (shift.handler.user, back.handler.user) == (county.lvshi4, county.lvshi)
    assert row.state == "approved"
    assert [event.verb for event in Event.objects.filter(workflow="swap")] == [
        "swap.ask",
        "swap.agree",
        "swap.approve",
    ]


def test_two_duties_of_the_same_hour_can_change_hands(county):
    post(county)
    post(county, "法院值班", "court")
    published(county)
    shift = Shift.objects.filter(handler__user=county.lvshi).first()
    twin = Shift.objects.filter(day=shift.day).exclude(pk=shift.pk).get()
    if twin.post.kind == "window" and twin.handler.kind not in ("lawyer", "agency"):
        twin.handler = (
            Shift.objects.filter(handler__kind="lawyer")
            .exclude(day=shift.day)
            .exclude(handler=shift.handler)
            .first()
            .handler
        )
        twin.save()
    row = swap.ask(
        shift, by=county.lvshi, other=twin.handler, returned=twin, reason="就近", at=BEFORE
    )
    SWAP.acts["agree"](row, by=twin.handler.user, at=BEFORE)
    SWAP.acts["approve"](row, by=county.zhuren, at=BEFORE)
    before = (shift.handler_id, twin.handler_id)
    shift.refresh_from_db()
    twin.refresh_from_db()
    assert (twin.handler_id, shift.handler_id) == before


def test_swap_with_someone_on_leave_is_refused_when_asked_and_when_approved(county, shift):
    leave = Leave(
        user=county.lvshi4, kind="annual", starts=shift.day, ends=shift.day, by=county.zhuren
    )
    leave.save()
    with pytest.raises(
        DomainError, match=f"请假至{shift.day.year}年{shift.day.month}月{shift.day.day}日"
    ):
        asked(county, shift)
    Leave.objects.update(cancelled=True)
    row = asked(county, shift)
    SWAP.acts["agree"](row, by=county.lvshi4, at=BEFORE)
    Leave.objects.update(cancelled=False)
    with pytest.raises(
        DomainError, match=f"请假至{shift.day.year}年{shift.day.month}月{shift.day.day}日"
    ):
        SWAP.acts["approve"](row, by=county.zhuren, at=BEFORE)
    assert shift_of("lvshi") == shift


def test_only_the_other_agrees_and_only_the_asker_withdraws(county, shift):
    row = asked(county, shift)
    for key, who in (("agree", county.lvshi), ("decline", county.lvshi), ("withdraw", county.lvshi4), ("agree", county.lvshi2),
                     ("approve", county.zhuren), ("approve", county.lvshi4)):  # fmt: skip
        with pytest.raises((NotAllowed, StaleState)):
            SWAP.acts[key](row, by=who, at=BEFORE)
    SWAP.acts["decline"](row, by=county.lvshi4, at=BEFORE)
    assert Swap.objects.get().state == "declined"


def test_second_request_for_the_same_duty_is_refused_while_one_is_open(county, shift):
    row = asked(county, shift)
    with pytest.raises(DomainError, match="已有换班申请"):
        asked(county, shift)
    SWAP.acts["withdraw"](row, by=county.lvshi, at=BEFORE)
    asked(county, shift)
    assert sorted(Swap.objects.values_list("state", flat=True)) == ["asked", "withdrawn"]


def test_duty_that_has_begun_cannot_be_exchanged(county, shift):
    row = asked(county, shift)
    with pytest.raises(DomainError, match="已经开始"):
        SWAP.acts["agree"](row, by=county.lvshi4, at=shift.starts_at)
    with pytest.raises(DomainError, match="已经开始"):
        swap.ask(shift, by=county.lvshi, other=handler("lvshi4"), reason="开庭", at=shift.starts_at)


def test_buttons_of_an_exchange_work_once_and_only_for_those_concerned(county, sign_in, shift):
    row = asked(county, shift)
    Shift.objects.filter(pk=shift.pk).update(
        starts_at=timezone.now() + timedelta(days=3),
        ends_at=timezone.now() + timedelta(days=3, hours=8),
    )
    url = reverse("stations:roster_swap_act", args=[row.pk, "agree"])
    assert sign_in(county.lvshi2).post(url).status_code == 404
    client = sign_in(county.lvshi4)
    client.post(url, {"seen": 1})
    client.post(url, {"seen": 1})
    row.refresh_from_db()
    assert (row.state, row.version) == ("agreed", 2)
    assert (
        client.post(reverse("stations:roster_swap_act", args=[row.pk, "nonsense"])).status_code
        == 404
    )
