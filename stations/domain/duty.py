"""At the post: signing in and out, help given, absences, and who is missing."""

from datetime import timedelta

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.send import notify
from stations.models import DutyHelp, Shift
from stations.models.roster import EARLIEST

from .roster import lock

correcting = Signal()  # before the helps of `shift` become `helps`, of `persons` people where they are registered: what rests on their numbers refuses by a DomainError

verb("duty.signed_in", "{shift}签到{late}", data=("shift", "late"))
verb("duty.signed_out", "{shift}签退{early}，提供帮助{helps}人次", data=("shift", "early", "helps"))
verb(
    "duty.corrected",
    "更正{shift}的签到签退：{begin}—{end}，{reason}",
    data=("shift", "begin", "end"),
    personal=("reason",),
)
verb(
    "duty.absent", "{shift}{handler}缺勤：{reason}", data=("shift", "handler"), personal=("reason",)
)


def _event(key, shift, by, at=None, **data):
    record(
        f"duty.{key}",
        by=by,
        at=at,
        workflow="roster",
        subject_id=shift.roster_id,
        shift=str(shift),
        **data,
    )


def _check_own(shift, by):
    if shift.handler is None or shift.handler.user_id != by.pk:
        raise NotAllowed("这一班不是您的值班。")
    if shift.roster.published_at is None:
        raise DomainError("值班表还没有发布。")
    if shift.absent_at:
        raise DomainError("这一班已记为缺勤，请与中心联系。")


def sign_in(shift, *, by, at=None):
    """The person on duty signs in at the post, at most an hour before and not after the end."""
    at = at or timezone.now()
    with transaction.atomic():
        locked = lock(shift)
        _check_own(locked, by)
        if locked.signed_in_at:
            raise DomainError(f"已于{_clock(locked.signed_in_at)}签到，不必重复。")
        if at < locked.starts_at - EARLIEST:
            raise DomainError("还没有到值班时间，上岗前一小时内可以签到。")
        if at >= locked.ends_at:
            raise DomainError("值班时间已过，不能签到；确实到岗的请由中心更正。")

        locked.signed_in_at = at
        locked.version += 1
        locked.save()
        _event("signed_in", locked, by, at, late="，迟到" if locked.late else "")
    return locked


def sign_out(shift, *, by, helps, at=None):
    """Signs out with the number of each kind of help given: {kind: count}."""
    at = at or timezone.now()
    with transaction.atomic():
        locked = lock(shift)
        _check_own(locked, by)
        if locked.signed_in_at is None:
            raise DomainError("还没有签到，不能签退。")
        if locked.signed_out_at:
            raise DomainError(f"已于{_clock(locked.signed_out_at)}签退，不必重复。")
        if at <= locked.signed_in_at:
            raise DomainError("签退时间须晚于签到时间。")

        locked.signed_out_at = at
        locked.version += 1
        locked.save()
        helps = _counted(locked, helps)
        count_help(locked, helps)
        early = "，早退" if locked.early else ""
        _event("signed_out", locked, by, at, early=early, helps=sum(helps.values()))
    return locked


def _clock(moment):
    return f"{timezone.localtime(moment):%H:%M}"


def count_registered(shift, *, helps, persons):
    """Each help is registered by person, here or later: the numbers of the duty are those of the register. `persons`: how many were
    helped, None where none is left in it."""
    with transaction.atomic():
        locked = lock(shift)
        correcting.send(Shift, shift=locked, helps=helps, persons=persons)
        locked.helped = persons
        locked.save(update_fields=["helped"])
        count_help(locked, helps)


def _counted(shift, typed):
    """What was typed, where nobody was registered by person."""
    if shift.helped is None:
        return typed
    return {row.kind: row.count for row in shift.helps.all()}


def count_help(shift, helps):
    shift.helps.all().delete()
    DutyHelp.objects.bulk_create(
        DutyHelp(shift=shift, kind=kind, count=count) for kind, count in helps.items() if count
    )


def correct(shift, *, by, begin, end, helps, reason, seen=None):
    """The centre puts the times right: the network was down, the telephone forgotten. The reason is recorded."""
    with transaction.atomic():
        locked = lock(shift, seen)
        if locked.handler is None:
            raise DomainError("这一班没有值班人员。")
        if end <= begin:
            raise DomainError("签退时间须晚于签到时间。", field="end")
        if {timezone.localdate(begin), timezone.localdate(end)} != {locked.day}:
            raise DomainError(f"时间不在值班当日（{locked.day}）。", field="begin")
        if end > timezone.now():
            raise DomainError("签退时间不能晚于现在。", field="end")
        helps = _counted(locked, helps)
        correcting.send(Shift, shift=locked, helps=helps, persons=locked.helped)

        locked.signed_in_at, locked.signed_out_at = begin, end
        locked.absent_at, locked.absence = None, ""
        locked.version += 1
        locked.save()
        count_help(locked, helps)
        _event("corrected", locked, by, begin=_clock(begin), end=_clock(end), reason=reason)
    return locked


def mark_absent(shift, *, by, reason, at=None, seen=None):
    """Records that the person did not serve; the place can then be given to another."""
    with transaction.atomic():
        locked = lock(shift, seen)
        if locked.handler is None:
            raise DomainError("这一班没有值班人员。")
        if locked.signed_in_at:
            raise DomainError("已经签到，不能记为缺勤。")
        if locked.absent_at:
            raise DomainError("已经记为缺勤。")

        locked.absent_at, locked.absence = at or timezone.now(), reason
        locked.version += 1
        locked.save()
        _event("absent", locked, by, at, handler=str(locked.handler), reason=reason)
    return locked


def remind(now):
    """Tells tomorrow's people of their duty and the directors who is missing now. Returns the number of new messages."""
    return _remind_of_tomorrow(now) + _tell_of_missing(now)


def _remind_of_tomorrow(now):
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    duties = Shift.objects.published().standing().filter(day=tomorrow).exclude(handler=None)

    count = 0
    for shift in duties.with_people():
        message = notify(
            shift.handler.user,
            key=f"duty:{shift.pk}:v{shift.version}",
            kind="duty",
            text=f"明天{_clock(shift.starts_at)}您值班：{shift.post}。",
            url=shift.get_absolute_url(),
        )
        count += message is not None
    return count


def _tell_of_missing(now):
    directors = list(User.objects.filter(role=Role.DIRECTOR, is_active=True))

    count = 0
    for shift in Shift.objects.missing(now).exclude(handler=None).with_people():
        for user in directors:
            message = notify(
                user,
                key=f"missing:{shift.pk}:v{shift.version}:{user.pk}",
                kind="duty",
                text=f"{shift.post}：{shift.handler}到时未签到。",
                url=shift.get_absolute_url(),
            )
            count += message is not None
    return count
