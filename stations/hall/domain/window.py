"""Windows of a hall and who sits at them; the public addresses of its screen and kiosk."""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError
from stations.hall.models import Hall, Ticket, Window

verb("window.saved", "设置{window}：{purposes}，{state}", data=("window", "purposes", "state"))
verb("window.seated", "{window}上岗", data=("window",))
verb("window.left", "{window}离岗", data=("window",))
verb("hall.changed", "修改{station}大厅设置：{change}", data=("station", "change"))


def _event(key, window, by, **data):
    record(
        f"window.{key}", by=by, workflow="window", subject_id=window.pk, window=str(window), **data
    )


def save_window(window, *, by):
    """A new or changed window; with the first, the hall gets its addresses."""
    if not window.active and window.clerk_id:
        raise DomainError(f"{window}有人在座，请先离岗再停用。", field="active")

    with transaction.atomic():
        try:
            with transaction.atomic():
                window.save()
        except IntegrityError:
            raise DomainError(f"已有{window}。", field="number")

        Hall.objects.get_or_create(station=window.station)
        state = "在用" if window.active else "停用"
        _event("saved", window, by, purposes="、".join(window.purpose_names), state=state)
    return window


def sit(window, *, by):
    """`by` takes the seat, also one that somebody left without saying so; whoever sits elsewhere gets up there first."""
    with transaction.atomic():
        locked = Window.objects.select_for_update().get(pk=window.pk)
        if locked.clerk_id != by.pk and (current := _current(locked)):
            raise DomainError(f"{locked}的{locked.clerk}正在接待{current}号。")
        if not locked.active:
            raise DomainError(f"{locked}已停用。")

        for other in Window.objects.filter(clerk=by).exclude(pk=locked.pk):
            leave(other, by=by)
        locked.clerk = by
        locked.save()
        _event("seated", locked, by)
    return locked


def leave(window, *, by):
    """The seat is free again; nobody is left standing at it."""
    with transaction.atomic():
        locked = Window.objects.select_for_update().get(pk=window.pk)
        if locked.clerk_id != by.pk:
            raise DomainError(f"您不在{locked}。")
        if current := _current(locked):
            raise DomainError(f"{current}号还没有接待完，请先结束再离岗。")

        locked.clerk = None
        locked.save()
        _event("left", locked, by)
    return locked


def _current(window):
    return Ticket.objects.at_window(window, timezone.localdate()).first()


def change_hall(hall, *, by, kiosk_open, notice, renew=False):
    """Opens or closes the kiosk, sets the line at the foot of the screen; `renew` ends the old addresses."""
    hall.kiosk_open, hall.notice = kiosk_open, notice
    change = "自助取号开放" if kiosk_open else "自助取号停用"
    if renew:
        hall.screen, hall.kiosk = uuid.uuid4(), uuid.uuid4()
        change += "，更换大屏和取号地址"

    with transaction.atomic():
        hall.save()
        record(
            "hall.changed",
            by=by,
            workflow="hall",
            subject_id=hall.pk,
            station=str(hall.station),
            change=change,
        )
    return hall
