"""What the pages of a hall share."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.views import View

from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.access import PermissionMixin
from stations.hall.models import Hall, Window
from stations.queries.station import desk_of


class HallPage(PermissionMixin, View):
    """Base: those who serve in the hall of the station they work at."""

    permission = "queue.serve"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.may(self.permission):
            self.station = desk_of(request.user)
            if self.station is None:
                raise PermissionDenied("您的账号还没有分配站点，请联系系统管理员。")
            self.hall = Hall.objects.filter(station=self.station).first()
            self.window = (
                Window.objects.open().filter(station=self.station, clerk=request.user).first()
            )
        return super().dispatch(request, *args, **kwargs)

    def try_to(self, act, *args, **facts):
        """The act's result; a refusal becomes a message, and None."""
        try:
            return act(*args, by=self.request.user, **facts)
        except DomainError as error:
            messages.error(self.request, error.sentence)
