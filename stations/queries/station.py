from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.queries import told_users
from legalaid.platform.accounts.roles import Role
from stations.enums import StationHost
from stations.models import Staff, Station


def station_of(user):
    """The station a user works at, or None (a handler, a fresh account). Every page asks: all it takes is read at once, and once."""
    staff = User._meta.get_field("staff")
    if not staff.is_cached(user):
        staff.set_cached_value(user, _post_of(user))

    post = staff.get_cached_value(user)
    return post.station if post else None


def _post_of(user):
    other_roots = Station.objects.roots().exclude(pk=OuterRef("station"))
    post = (
        Staff.objects.filter(user=user)
        .select_related("station")
        .only("user", "station")
        .annotate(others=Exists(other_roots))
        .order_by()
        .first()
    )
    if post:
        post.station.covers_everything = post.station.parent_id is None and not post.others
    return post


def stations_for(user):
    """The stations whose rows `user` may see: the subtree of their own station. Administrators see no rows but the tree."""
    if user.role == Role.ADMIN:
        return Station.objects.all()
    station = station_of(user)
    return Station.objects.subtree(station) if station else Station.objects.none()


MANY = 200  # stations whose keys are no longer written into a query


def reach(user):
    """The keys of `stations_for(user)` while they are few, so that an index finds their rows; the query itself when they are many."""
    stations = stations_for(user)
    keys = list(stations.order_by().values_list("pk", flat=True)[: MANY + 1])
    return keys if len(keys) <= MANY else stations


def near(user):
    """What one calendar can show: one's stations while they are few, else one's own, and the institutions above it.

    Every source of the calendar asks; it is read once for a user as loaded.
    """
    if not hasattr(user, "near_keys"):
        user.near_keys = _near(user)
    return user.near_keys


def _near(user):
    keys, station = reach(user), station_of(user)
    few = isinstance(keys, list)
    if station is None:
        return keys if few else []
    return [*(keys if few else [station.pk]), *above(station)]


def above(station):
    """The keys of the institutions over a station, from the top down."""
    return [int(pk) for pk in station.path.split("/") if pk][:-1]


def sees_every_station(user):
    """Whether no station of the installation lies outside this person's view: what whole tables and the annual report ask for."""
    station = station_of(user)
    return user.role == Role.ADMIN or bool(station and station.covers_everything)


def people_over(station, *roles):
    """Everyone in one of `roles` whose own station's subtree holds `station`: whoever must hear of its cases."""
    keys = station.path.split("/")[:-1]
    paths = ["/".join(keys[: n + 1]) + "/" for n in range(len(keys))]
    return told_users().filter(role__in=roles, is_active=True, staff__station__path__in=paths)


def tops_for(user):
    """Where this person's tree begins: every root for the administrator, one's own station for the rest."""
    if user.role == Role.ADMIN:
        return Station.objects.roots()
    station = station_of(user)
    return Station.objects.filter(pk=station.pk) if station else Station.objects.none()


def _count(rows, by):
    """The number of `rows` that belong to the outer station, as a subquery: joins would multiply each other."""
    own = rows.filter(**{by: OuterRef("pk")}).order_by()
    counted = own.values(by).annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def for_tree(stations, *, closed=False):
    """With the counts a line of the tree shows; closed stations only when asked for."""
    shown = stations if closed else stations.open()
    below = Station.objects.all() if closed else Station.objects.open()

    return shown.annotate(
        below=_count(below, "parent"),
        people=_count(Staff.objects.working(), "station"),
        full_time=_count(Staff.objects.working().filter(full_time=True), "station"),
    ).order_by("kind", "name")


def find_stations(stations, text):
    """By fragments of name, area or address, or by the beginning of the region code."""
    for word in text.split():
        stations = stations.filter(
            Q(name__contains=word)
            | Q(area__contains=word)
            | Q(address__contains=word)
            | Q(region__startswith=word)
        )
    return stations


def ancestors_of(station, *, within):
    """From the top down, without the station itself; only those of the queryset `within`."""
    keys = above(station)
    stations = within.in_bulk(keys)
    return [stations[key] for key in keys if key in stations]


def desk_of(user):
    """The station where `user` receives visitors: staff at theirs, a duty lawyer at the one they belong to."""
    if station := station_of(user):
        return station
    handler = getattr(user, "handler", None)
    return handler.station if handler else None


def military_stations():
    """Where soldiers and their families may apply (Law art. 70), as far as they are open."""
    return Station.objects.filter(host=StationHost.MILITARY, closed_on=None).order_by("name")
