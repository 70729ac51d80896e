"""Who serves in a hall."""

from django.utils.functional import cached_property

from stations.hall.models import Hall, Window
from stations.queries.station import desk_of
from stations.views.desk import AtStation


class InHall(AtStation):
    """A page for those who serve in the hall of the station they work at."""

    permission = "queue.serve"

    def where(self, user):
        return desk_of(user)

    @cached_property
    def hall(self):
        return Hall.objects.filter(station=self.station).first()

    @cached_property
    def window(self):
        """Where this person sits, or None."""
        own = Window.objects.open().filter(station=self.station, clerk=self.request.user)
        return own.first()
