"""People of the network: engaged, changed, invited, on leave, deactivated with their open work handed over, back again."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from legalaid.platform.accounts.changes import FACTS, Fact, settle, weighs
from legalaid.platform.accounts.invitations import prepare
from legalaid.platform.accounts.models import User
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.core.models import Sent
from legalaid.platform.core.words import period
from stations.domain.leave import tell_of_leave, tell_of_return
from stations.domain.work import hand_over_work, work_of_person
from stations.models import Leave, Staff, Station
from stations.permissions import MANAGES, may_manage, roles_to_give

verb("person.engaged", "{name}到{station}任{role}", data=("station", "role"), personal=("name",))
verb("person.changed", "修改{name}的资料：{fields}", data=("fields",), personal=("name",))
verb(
    "person.leave",
    "{name}{kind}：{starts}至{ends}",
    data=("kind", "starts", "ends"),
    personal=("name",),
)
verb(
    "person.leave_cancelled",
    "{name}销假：{kind}{starts}",
    data=("kind", "starts"),
    personal=("name",),
)
verb(
    "person.deactivated",
    "停用{name}，移交{work}件给{to}：{reason}",
    data=("work",),
    personal=("name", "to", "reason"),
)
verb("person.returned", "恢复{name}", personal=("name",))
# who an account is and how it is reached: changed by one alone, it can be taken over
IDENTITY = ("name", "phone", "email")


def event(key, person, by, **data):
    """An event of a person, found again under their account."""
    record(
        f"person.{key}", by=by, workflow="person", subject_id=person.pk, name=person.name, **data
    )


def lock_row(row, seen):
    """The row as it is now, for changing. Raises StaleState when it is not what the form showed."""
    locked = type(row).objects.select_for_update().get(pk=row.pk)
    if seen is not None and seen != locked.version:
        raise StaleState(f"{locked}的资料已被修改，请核对后重新提交。")
    locked.version += 1
    return locked


def open_account(*, by, invited, **account):
    """(account, the token of its invitation or ""): `invited` False prepares one nobody can sign in with yet."""
    user = prepare(User(**account), by=by)
    token = settle(user, {"invite": True}, by=by)[1] if invited else None
    return user, token or ""


def engage(*, by, account, station, invited=True, **fields):
    """A new member of staff with an account. `account`: username, name, role, phone, email. Returns (Staff, token of the invitation)."""
    if account["role"] not in roles_to_give(by):
        raise NotAllowed("您不能开设这个岗位的账号。")
    if station.closed_on:
        raise DomainError(f"{station}已撤销，不能安排人员。", field="station")

    with transaction.atomic():
        user, token = open_account(by=by, invited=invited, **account)
        staff = Staff.objects.create(user=user, station=station, **fields)
        event("engaged", user, by, station=str(station), role=user.get_role_display())
    return staff, token


def change(row, *, by, account, seen=None, **fields):
    """Changes the particulars of a Staff or Handler row and of its account (name, phone, email). Returns the row, and the Change of
    what waits for the second person or None."""
    with transaction.atomic():
        locked = lock_row(row, seen)
        person = locked.user
        facts = _differing(person, {key: account[key] for key in IDENTITY if key in account})
        fields = _differing(locked, fields)
        if not (facts or fields):
            return row, None
        if refusal := may_manage(by, person):
            raise NotAllowed(refusal)
        if weighs(person) and "station" in fields:
            facts["station"] = fields.pop("station").pk

        changed = set_fields(locked, fields)
        locked.save()
        change, _ = settle(person, facts, by=by)
        changed += [] if change else [FACTS[key].label for key in facts]
        if changed:
            event("changed", person, by, fields="、".join(changed))
    return locked, change


def _differing(row, fields):
    return {name: value for name, value in fields.items() if getattr(row, name) != value}


def _move(person, station, by):
    """The second half of a change of station, for an account that two must change."""
    Staff.objects.filter(user=person).update(station=station)


FACTS["station"] = Fact("站点", _move, lambda pk: Station.objects.get(pk=pk))


def set_fields(row, fields):
    """Sets what differs; returns the labels of what did."""
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    return [str(row._meta.get_field(name).verbose_name) for name in changed]


def invite_again(person, *, by):
    """A new invitation; the password until now, known or forgotten, ends. Returns the token, "" where another one must confirm first."""
    if refusal := may_manage(by, person):
        raise NotAllowed(refusal)
    if not person.is_active:
        raise DomainError(f"{person}的账号已停用，请先恢复。")

    return settle(person, {"invite": True}, by=by)[1] or ""


def invite_many(people, *, by, token):
    """[(person, token of the invitation, or "" where another one must confirm first)]. `token`: of the form that asked; sent twice,
    it invites once, for a second link would end the first."""
    with transaction.atomic():
        _, new = Sent.objects.get_or_create(token=token)
        if not new:
            raise DomainError(
                "这一批邀请单已经生成过。没有拿到文件的，请重新打开本页再选，原来的链接随之作废。"
            )
        return [(person, invite_again(person, by=by)) for person in people]


def record_leave(person, *, by, kind, starts, ends, note=""):
    """Days away; overlapping leave is refused."""
    if not by.may(MANAGES):
        raise NotAllowed("您的岗位不登记请假。")
    if ends < starts:
        raise DomainError("结束日期不能早于开始日期。", field="ends")

    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        crossing = person.leaves.filter(starts__lte=ends, ends__gte=starts, cancelled=False).first()
        if crossing:
            days = f"{crossing.get_kind_display()}{period(crossing.starts, crossing.ends)}"
            raise DomainError(f"{person}已登记{days}，日期重叠。", field="starts")

        leave = Leave.objects.create(
            user=person, by=by, kind=kind, starts=starts, ends=ends, note=note
        )
        name = leave.get_kind_display()
        event("leave", person, by, kind=name, starts=str(starts), ends=str(ends))
        tell_of_leave(leave)
    return leave


def cancel_leave(leave, *, by):
    """Back earlier: the rest of the leave does not count; one that has begun ends yesterday."""
    if not by.may(MANAGES):
        raise NotAllowed("您的岗位不登记请假。")

    today = timezone.localdate()
    with transaction.atomic():
        locked = Leave.objects.select_for_update().get(pk=leave.pk)
        if locked.cancelled or locked.ends < today:
            raise DomainError("这次请假已经结束，不需要销假。")

        if locked.starts >= today:
            locked.cancelled = True
        else:
            locked.ends = today - timedelta(days=1)
        locked.save()
        name = locked.get_kind_display()
        event("leave_cancelled", locked.user, by, kind=name, starts=str(locked.starts))
        tell_of_return(locked)
    return locked


def deactivate(person, *, by, on, reason, to=None):
    """Ends an account. Open work goes to `to`; without one the list of it is the refusal. Returns how much was handed over."""
    if refusal := may_manage(by, person):
        raise NotAllowed(refusal)

    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=person.pk)
        if not locked.is_active:
            raise DomainError(f"{person}的账号已经停用。")
        if on > timezone.localdate():
            raise DomainError("离岗日期不能晚于今天。", field="on")

        work = [str(kind) for kind in work_of_person(locked)]
        if work and to is None:
            raise DomainError(f"{person}还有{'、'.join(work)}，请指定接手人。", field="to")
        count = hand_over_work(locked, to, by=by, reason=reason) if to else 0

        _set_working(locked, False, left_on=on)
        event("deactivated", locked, by, work=count, to=str(to or "无"), reason=reason)
    return count


def _set_working(user, works, *, left_on):
    """The account, and the row of staff or of a handler, follow each other."""
    user.is_active = works
    user.save()
    Staff.objects.filter(user=user).update(left_on=left_on)
    if handler := getattr(user, "handler", None):
        handler.active, handler.left_on = works, left_on
        handler.save()


def bring_back(person, *, by):
    """The account works again, at the same station."""
    if refusal := may_manage(by, person):
        raise NotAllowed(refusal)

    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=person.pk)
        if locked.is_active:
            raise DomainError(f"{person}的账号在用，不需要恢复。")

        staff = Staff.objects.filter(user=locked).select_related("station").first()
        if staff and staff.station.closed_on:
            raise DomainError(f"{staff.station}已撤销，请先把{person}调到在用站点。")

        _set_working(locked, True, left_on=None)
        event("returned", locked, by)
