from cases.permissions import station_may
from legalaid.platform.office.access import PermissionMixin
from stations.enums import Duty
from stations.queries.station import station_of


class Desk(PermissionMixin):
    """Only those who may take in what comes (`permission`), and who work at a station."""

    permission, refusal = "cases.apply", "您的岗位不登记申请。"

    def denial(self, user):
        if denial := super().denial(user):
            return denial

        self.station = station_of(user)
        if self.station is None:
            return "您的账号还没有分配站点，请联系系统管理员。"
        return station_may(self.station, Duty.APPLY)
