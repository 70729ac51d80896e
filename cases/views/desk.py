from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.views import View

from cases.permissions import station_may
from stations.enums import Duty
from stations.queries.station import station_of


class Desk(LoginRequiredMixin, View):
    """Base: only those who may take in what comes (`permission`), and who work at a station."""

    permission, refusal = "cases.apply", "您的岗位不登记申请。"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not request.user.may(self.permission):
            raise PermissionDenied(self.refusal)
        self.station = station_of(request.user)
        if self.station is None:
            raise PermissionDenied("您的账号还没有分配站点，请联系系统管理员。")
        if refusal := station_may(self.station, Duty.APPLY):
            raise PermissionDenied(refusal)
        return super().dispatch(request, *args, **kwargs)
