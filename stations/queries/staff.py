from django.db.models import Q

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.office.paging import GroupedPaginator
from stations.models import Leave, Staff
from stations.permissions import ORDINARY

from .handler import firms_for, managers_of
from .station import stations_for


def staff_for(user):
    """The staff of the stations whose rows `user` may see, those who left included."""
    if not user.may("people.view"):
        return Staff.objects.none()
    return Staff.objects.filter(station__in=stations_for(user)).select_related("user", "station")


def pages_of(rows, per_page):
    """Staff or handlers station by station, by name within each; `rows` a queryset of either."""
    return GroupedPaginator(
        rows, per_page, group="station", rank="station__path", order=("user__name", "pk")
    )


def people_for(user):
    """Accounts of staff and handlers within `user`'s stations: whom leave, invitation and deactivation concern."""
    if not user.may("people.view"):
        return User.objects.none()
    stations = stations_for(user)
    return User.objects.filter(Q(staff__station__in=stations) | Q(handler__station__in=stations))


def to_invite(user):
    """Those of `people_for` in use who have not come in yet, with where they are; the latest accounts first."""
    newcomers = people_for(user).filter(is_active=True, last_login=None).exclude(pk=user.pk)
    if user.role != Role.ADMIN:
        newcomers = newcomers.filter(role__in=(*ORDINARY, Role.HANDLER))
    return newcomers.select_related("staff__station", "handler__firm").order_by("-pk")


def accounts_for(user):
    """Whom deactivation and return concern: those people, and for the administrator also the accounts without a post."""
    if user.may("office.users"):
        return User.objects.exclude(username="system")
    managers = User.objects.filter(manages__firm__in=firms_for(user).order_by())
    return people_for(user) | managers


def successors_of(person, user):
    """Who could take over from `person`: colleagues of the same station, and of the same trade; without a post, of the same role."""
    if hasattr(person, "manages"):
        return managers_of(person.manages.firm).exclude(pk=person.pk)
    if not (hasattr(person, "handler") or hasattr(person, "staff")):
        same = User.objects.filter(role=person.role, is_active=True)
        return same.exclude(pk=person.pk).order_by("name")

    people = people_for(user).filter(is_active=True).exclude(pk=person.pk).order_by("name")
    if hasattr(person, "handler"):
        return people.filter(handler__station=person.handler.station, handler__active=True)

    station = person.staff.station
    return people.filter(Q(staff__station=station) | Q(staff__station=station.parent_id))


def tell_leave(rows, day):
    """Sets on each of these staff or handlers the `leave` that takes them away on `day`, or None."""
    users = [row.user_id for row in rows]
    away = {leave.user_id: leave for leave in Leave.objects.on(day).filter(user__in=users)}
    for row in rows:
        row.leave = away.get(row.user_id)
