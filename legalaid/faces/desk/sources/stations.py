"""Slips, duties and their exchange, training, licences."""

from functools import partial

from django.db.models import DateTimeField, F
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from legalaid.faces.desk.waiting import Kind, Matter, gathered, gathered_whole, last_minute
from legalaid.platform.core.text import mask_name
from legalaid.platform.core.words import hour, near
from stations.enums import SlipState as S
from stations.models import Handler, Referral, Shift, Swap
from stations.queries.todo import (
    duties_to_sign,
    gaps_now,
    licences_to_renew,
    slips_at_hand,
    swaps_at_hand,
)
from stations.queries.training import courses_to_pass, duties_waiting
from stations.workflow import REFERRAL

NO_LAW = Cast(None, DateTimeField())  # between units; PostgreSQL asks what kind of NULL it is
SLIP_STEPS = {S.SENT: "accept_slip", S.ACCEPTED: "close_slip", S.RETURNED: "resend_slip"}
SLIP_FIELDS = ("state", "name", "matter", "due_at")
SWAP_FIELDS = (
    "reason",
    "shift__day",
    "shift__starts_at",
    "shift__post__name",
    "asker__user__name",
    "other__user__name",
)
LICENCE_FIELDS = ("licence_expires", "user__name", "firm__name")
SLIP_ACTS = {S.SENT: "接收转介", S.ACCEPTED: "反馈转介", S.RETURNED: "补正转介"}


def slips(user, now):
    return gathered(
        lambda: slips_at_hand(user),
        kind="state",
        kind_of=_of_slips,
        limit=F("due_at"),
        law=NO_LAW,
        read=_slips,
        now=now,
    )


def _of_slips(state):
    way = "sent" if state == S.RETURNED else "received"
    every = f"{reverse('stations:referrals')}?way={way}&state={state}"
    return Kind(f"slips.{state}", SLIP_ACTS[state], every)


def _slips(keys):
    rows = (
        Referral.objects.filter(pk__in=keys).order_by().select_related("from_station", "to_station")
    )
    shown = rows.only(*SLIP_FIELDS, "from_station__name", "to_station__name")
    return {slip.pk: _slip(slip) for slip in shown}


def _slip(slip):
    page, step = slip.get_absolute_url(), REFERRAL.steps[SLIP_STEPS[slip.state]]
    back = slip.state == S.RETURNED
    return Matter(
        who=mask_name(slip.name),
        what=slip.get_matter_display(),
        url=page,
        verb=step.label,
        to=f"{page}{step.key}/",
        note=f"{slip.to_station}退回" if back else f"{slip.from_station}转来",
        due=slip.due_at,
        promise=True,
    )


def swaps(user, now):
    """Exchanges of duties, to be answered before the duty begins."""
    act = "批准换班" if user.may("roster.manage") else "答复换班"
    kind = Kind("swaps", act, reverse("stations:roster_swaps"))
    return gathered(
        lambda: swaps_at_hand(user),
        kind_of=lambda _: kind,
        limit=F("shift__starts_at"),
        read=_swaps,
        now=now,
    )


def _swaps(keys):
    rows = Swap.objects.filter(pk__in=keys).order_by()
    rows = rows.select_related("shift__post", "asker__user", "other__user").only(*SWAP_FIELDS)
    return {swap.pk: _swap(swap) for swap in rows}


def _swap(swap):
    page = reverse("stations:roster_swaps")
    return Matter(
        who=f"{swap.asker}与{swap.other}",
        what=str(swap.shift),
        url=page,
        verb="答复",
        to=page,
        note=swap.reason,
        due=swap.shift.starts_at,
    )


def duties(user, now):
    """Signing in when a duty begins, out when it ends."""
    if not user.may("roster.serve"):
        return []
    rows = partial(duties_to_sign, user, timezone.localdate(now))

    def read(keys):
        return [(Kind("duties", "值班签到"), _duty(shift)) for shift in rows().filter(pk__in=keys)]

    return gathered_whole(rows, read=read, now=now)


def _duty(shift):
    begun = shift.signed_in_at is not None
    return Matter(
        who=str(shift.post),
        url=shift.get_absolute_url(),
        verb="签退" if begun else "签到",
        to=reverse("stations:duty_mine"),
        note=f"{hour(shift.starts_at)} 至 {hour(shift.ends_at)}",
        due=shift.ends_at if begun else shift.starts_at,
    )


def gaps(user, now):
    """Duties that have begun without anybody."""
    return gathered(
        lambda: gaps_now(user, now),
        kind_of=lambda _: Kind("gaps", "值班无人"),
        limit=F("starts_at"),
        read=_gaps,
        now=now,
    )


def _gaps(keys):
    rows = (
        Shift.objects.filter(pk__in=keys)
        .order_by()
        .select_related("post", "handler__user", "roster__station")
    )
    return {shift.pk: _gap(shift) for shift in rows}


def _gap(shift):
    return Matter(
        who=str(shift.post),
        what=f"{shift.handler}没有签到" if shift.handler else "没有排人",
        url=shift.get_absolute_url(),
        verb="改排",
        to=reverse("stations:roster_reassign", args=[shift.pk]),
        note=str(shift.roster.station),
        due=shift.starts_at,
    )


def training(user, now):
    """Basic courses still to be passed before a duty may be done."""
    kind = Kind("training", "培训", reverse("stations:training"))

    def read(keys):
        return [(kind, _course(*pair)) for pair in duties_waiting(user)]

    rows = partial(courses_to_pass, user, timezone.localdate(now))
    return gathered_whole(rows, read=read, now=now)


def _course(duty, course):
    page = course.get_absolute_url()
    return Matter(who=str(course), url=page, verb="学习", to=page, note=f"通过后才能{duty.label}")


def licences(user, now):
    """Licences that run out; who has none in force gets no case."""
    kind = Kind("licences", "换发执业证", reverse("stations:handler_list"))
    return gathered(
        lambda: licences_to_renew(user),
        kind_of=lambda _: kind,
        limit=F("licence_expires"),
        by_day=True,
        read=_licences,
        now=now,
    )


def _licences(keys):
    rows = Handler.objects.filter(pk__in=keys).order_by().select_related("user", "firm")
    return {row.pk: _licence(row) for row in rows.only(*LICENCE_FIELDS)}


def _licence(handler):
    return Matter(
        who=str(handler),
        what=handler.firm.name,
        url=handler.get_absolute_url(),
        verb="更新",
        to=reverse("stations:handler_edit", args=[handler.pk]),
        note=f"有效期至{near(handler.licence_expires)}",
        due=last_minute(handler.licence_expires),
    )
