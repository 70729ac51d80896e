"""Keeping a view, changing it, sharing it with one's station, giving it up. Only its owner may."""

from django.db import transaction

from legalaid.faces.lists.models import SavedView
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.text import holds_number
from stations.queries.station import station_of

MOST = 20  # of one person on one list


def keep(*, by, listing, name, text, order, columns, shared):
    _refuse_numbers(name, text)
    with transaction.atomic():
        own = SavedView.objects.select_for_update().filter(owner=by, listing=listing)
        if own.count() >= MOST:
            raise DomainError(f"一张表最多存{MOST}个视图，请先删去不用的。")

        _refuse_same_name(own, name)
        return SavedView.objects.create(
            owner=by,
            listing=listing,
            name=name,
            text=text,
            order=order,
            columns=columns,
            station=_station(by, shared=shared),
        )


def change(view, *, by, name, shared, **content):
    """`content`: text, order and columns where they are to be those of the list as it stands."""
    _refuse_numbers(name, content.get("text", ""))
    with transaction.atomic():
        own = SavedView.objects.select_for_update().filter(owner=by, listing=view.listing)
        _refuse_same_name(own.exclude(pk=view.pk), name)

        facts = content | {"name": name, "station": _station(by, shared=shared)}
        if not own.filter(pk=view.pk).update(**facts):
            raise DomainError("这个视图刚才已经删除了。")


def drop(view, *, by):
    SavedView.objects.filter(pk=view.pk, owner=by).delete()


def _refuse_numbers(*words):
    """A view is kept in clear and read by colleagues."""
    if any(map(holds_number, words)):
        raise DomainError("视图长期保存、可以共享，不要存证件号码和电话号码。")


def _refuse_same_name(views, name):
    if views.filter(name=name).exists():
        raise DomainError(f"您在这张表上已有名为“{name}”的视图，请换一个名称。", field="name")


def _station(by, *, shared):
    if not shared:
        return None
    station = station_of(by)
    if station is None:
        raise DomainError("您不在任何站点任职，视图只能自己用。", field="shared")
    return station
