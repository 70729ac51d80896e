from cases.permissions import station_may
from legalaid.platform.office.access import PermissionMixin
from stations.enums import Duty
from stations.queries.station import desk_of


class Counter(PermissionMixin):
    """Only those who give consultations; `station` is where they sit."""

    permission, refusal = "cases.consult", "您的岗位不办理咨询。"

    def denial(self, user):
        self.station = desk_of(user)
        if not user.may(self.permission) or self.station is None:
            return self.refusal
        return station_may(self.station, Duty.CONSULT)
