"""The life of a station: opened, changed, moved, merged, closed, reopened; each with a dated line of history and an event."""

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.core.words import day
from stations.domain.work import move_work, work_of_station
from stations.enums import StationAct
from stations.models import Station, StationChange

verb("station.opened", "{on}设立{name}，上级{parent}", data=("name", "parent", "on"))
verb("station.changed", "修改{name}：{fields}", data=("name", "fields"))
verb(
    "station.moved",
    "{on}{name}由{before}调整至{parent}：{reason}",
    data=("name", "before", "parent", "on", "reason"),
)
verb(
    "station.merged",
    "{on}{name}并入{into}，移交{work}件在办事项：{reason}",
    data=("name", "into", "on", "reason", "work"),
)
verb("station.closed", "{on}撤销{name}：{reason}", data=("name", "on", "reason"))
verb("station.reopened", "{on}恢复{name}：{reason}", data=("name", "on", "reason"))


def _event(key, station, by, **data):
    record(
        f"station.{key}",
        by=by,
        workflow="station",
        subject_id=station.pk,
        name=station.name,
        **data,
    )


def _lock(station, seen):
    """The row as it is now. All roots are locked first, so that two moves cannot tie the tree into a ring."""
    list(Station.objects.select_for_update().roots().order_by("pk"))
    locked = Station.objects.select_for_update().get(pk=station.pk)
    if seen is not None and seen != locked.version:
        raise StaleState(f"{locked}的资料已被修改，请核对后重新提交。")
    locked.version += 1
    return locked


def _check_day(station, on):
    if on > timezone.localdate():
        raise DomainError("日期不能晚于今天。", field="on")
    if station.opened_on and on < station.opened_on:
        raise DomainError(f"日期不能早于设立日期{day(station.opened_on)}。", field="on")


def _check_open(station):
    if station.closed_on:
        raise DomainError(f"{station}已于{day(station.closed_on)}撤销，不能办理这一步。")


def create(*, by, parent, on, **fields):
    """Opens a station under `parent` (None for a root)."""
    with transaction.atomic():
        if parent is not None:
            _check_open(parent)
        station = Station(parent=parent, opened_on=on, **fields)
        _check_day(station, on)

        station.save()
        StationChange.objects.create(
            station=station, act=StationAct.OPENED, on=on, other=parent, by=by
        )
        _event("opened", station, by, parent=str(parent or "无"), on=str(on))
    return station


def change(station, *, by, seen=None, **fields):
    """Changes the particulars; a new name is kept in the history."""
    with transaction.atomic():
        locked = _lock(station, seen)
        changed = [name for name, value in fields.items() if getattr(locked, name) != value]
        if "name" in changed:
            StationChange.objects.create(
                station=locked,
                act=StationAct.RENAMED,
                on=timezone.localdate(),
                before=locked.name,
                reason="",
                by=by,
            )

        for name in changed:
            setattr(locked, name, fields[name])
        locked.save()
        if changed:
            labels = "、".join(str(Station._meta.get_field(name).verbose_name) for name in changed)
            _event("changed", locked, by, fields=labels)
    return locked


def move(station, *, by, parent, on, reason, seen=None):
    """Hangs the station, with all below it, under another parent."""
    with transaction.atomic():
        locked = _lock(station, seen)
        parent.refresh_from_db()
        _check_open(locked)
        _check_open(parent)
        _check_day(locked, on)
        _check_not_below(parent, locked, "parent")
        if locked.parent_id == parent.pk:
            raise DomainError(f"{locked}的上级已经是{parent}。", field="parent")

        before = str(locked.parent or "无")
        _hang(locked, parent)
        StationChange.objects.create(
            station=locked,
            act=StationAct.MOVED,
            on=on,
            other=parent,
            before=before,
            reason=reason,
            by=by,
        )
        _event("moved", locked, by, before=before, parent=str(parent), on=str(on), reason=reason)
    return locked


def _check_not_below(target, station, field):
    if target.pk == station.pk:
        raise DomainError("站点不能隶属于自己，请另选。", field=field)
    if target.path.startswith(station.path):
        raise DomainError(f"{target}在{station}之下，不能作它的上级，请另选。", field=field)


def _hang(station, parent):
    """Sets the parent and gives the whole subtree its new path, in one statement."""
    old, station.parent = station.path, parent
    station.path = f"{parent.path}{station.pk}/"
    station.save()

    below = Station.objects.filter(path__startswith=old).exclude(pk=station.pk)
    below.update(path=Concat(Value(station.path), Substr("path", len(old) + 1)))


def merge(station, *, by, into, on, reason, seen=None):
    """Merges `station` into another: staff, sub-stations and open work go over; what is finished stays readable below the new one."""
    with transaction.atomic():
        locked = _lock(station, seen)
        into.refresh_from_db()
        _check_open(locked)
        _check_open(into)
        _check_day(locked, on)
        _check_not_below(into, locked, "into")
        if locked.parent_id is None:
            raise DomainError("最上级机构不能并入其他站点。")

        locked.staff.update(station=into)
        for child in locked.children.filter(closed_on=None):
            _hang(child, into)
        moved = move_work(locked, into, by=by)

        locked.closed_on, locked.merged_into = on, into
        _hang(locked, into)
        StationChange.objects.create(
            station=locked, act=StationAct.MERGED, on=on, other=into, reason=reason, by=by
        )
        _event("merged", locked, by, into=str(into), on=str(on), reason=reason, work=moved)
    return locked


def holdings(station):
    """What must be settled before the station can close, as phrases."""
    phrases = []
    if below := station.children.filter(closed_on=None).count():
        phrases.append(f"下级站点{below}个")
    if people := station.staff.working().count():
        phrases.append(f"在岗人员{people}名")
    return phrases + [str(work) for work in work_of_station(station)]


def close(station, *, by, on, reason, seen=None):
    """Closes an empty station; one with staff, sub-stations or open work is refused with the list."""
    with transaction.atomic():
        locked = _lock(station, seen)
        _check_open(locked)
        _check_day(locked, on)
        if left := holdings(locked):
            raise DomainError(f"{locked}还有{'、'.join(left)}，请先移交，或改用“并入”。")

        locked.closed_on = on
        locked.save()
        StationChange.objects.create(
            station=locked, act=StationAct.CLOSED, on=on, reason=reason, by=by
        )
        _event("closed", locked, by, on=str(on), reason=reason)
    return locked


def reopen(station, *, by, on, reason, seen=None):
    """Opens a closed station again where it hangs now."""
    with transaction.atomic():
        locked = _lock(station, seen)
        if locked.closed_on is None:
            raise DomainError(f"{locked}没有撤销，不需要恢复。")
        if on < locked.closed_on:
            raise DomainError(f"恢复日期不能早于撤销日期{day(locked.closed_on)}。", field="on")
        _check_day(locked, on)
        if locked.parent is not None:
            _check_open(locked.parent)

        locked.closed_on, locked.merged_into = None, None
        locked.save()
        StationChange.objects.create(
            station=locked, act=StationAct.REOPENED, on=on, reason=reason, by=by
        )
        _event("reopened", locked, by, on=str(on), reason=reason)
    return locked
