"""A number of the hall that was served, and how its holder found it."""

from cases.quality.domain.rating import rate
from stations.hall.domain import ticket as acts
from stations.hall.domain.window import save_window, sit
from stations.hall.models import Window
from tests.stations.factories import center


def served(by, *, number=1, at=None):
    """At a window of the centre, by `by`."""
    place = Window.objects.filter(station=center(), number=number).first()
    sit(place or save_window(Window(station=center(), number=number), by=by), by=by)
    row = acts.take(station=center(), purpose="consult", by=by, at=at)
    acts.call(row, by=by, at=at, window=Window.objects.get(station=center(), number=number))
    acts.receive(row, by=by, at=at)
    acts.finish(row, by=by, at=at)
    return row


def rated(by, level="1", *, at=None, **facts):
    return rate(served(by, at=at), level=level, at=at, **facts)
