"""Who works at a station: what a page asks before anything else of those whose work belongs to one."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property

from stations.queries.station import station_of


class AtStation:
    """A page for those who work at a station, `self.station`; whoever has none yet is told whom to ask."""

    def where(self, user):
        return station_of(user)

    @cached_property
    def station(self):
        return self.where(self.request.user)

    def dispatch(self, request, *args, **kwargs):
        served = request.user.is_authenticated and self.permits(request.user)
        if served and self.station is None:
            raise PermissionDenied("您的账号还没有分配站点，请联系系统管理员。")
        return super().dispatch(request, *args, **kwargs)
