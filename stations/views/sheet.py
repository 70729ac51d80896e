"""Import and export by Excel of stations, staff and handlers."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.views import View

from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.downloads import XLSX, download
from legalaid.platform.office.judged import WRITTEN
from legalaid.platform.office.sheetpage import SheetPage
from stations.imports import handler, staff, station
from stations.queries.handler import handlers_for
from stations.queries.staff import staff_for
from stations.queries.station import stations_for
from stations.tables.handler import HANDLERS
from stations.tables.staff import STAFF
from stations.tables.station import STATIONS

verb("network.imported", "导入{what}{count}行", data=("what", "count"))
verb("network.exported", "导出{what}{count}行", data=("what", "count"))


class NetworkSheet(SheetPage):
    module, kind = None, ""

    def headings(self):
        return self.module.HEADINGS

    def judge(self, incoming, answers):
        user = self.request.user
        return self.module.judge(incoming, answers, by=user, stations=stations_for(user))

    def kept(self, judged):
        count = sum(row.outcome in WRITTEN for row in judged)
        record("network.imported", by=self.request.user, what=self.what, count=count)


class StationImport(NetworkSheet):
    permission = "stations.manage"
    title, what, module, kind, unit = "导入站点", "站点", station, "stations", "个"


class StaffImport(NetworkSheet):
    permission = "people.manage"
    title, what, module, kind, unit = "导入工作人员", "工作人员", staff, "staff", "人"
    template_name = "stations/people_import.html"

    def headings(self):
        return staff.headings(self.request.user)


class HandlerImport(NetworkSheet):
    permission = "people.manage"
    title, what, module, kind, unit = "导入承办人", "承办人", handler, "handlers", "人"
    template_name = "stations/people_import.html"

    def headings(self):
        return handler.headings(stations_for(self.request.user).open())


def with_parents(user):
    return stations_for(user).select_related("parent")


class Export(PermissionMixin, View):
    """Everything within one's stations, as an event."""

    permission = "stations.manage"
    TABLES = {
        "stations": (STATIONS, with_parents, ("path",)),
        "staff": (STAFF, staff_for, ("station__path", "user__name")),
        "handlers": (HANDLERS, handlers_for, ("firm__name", "user__name")),
    }

    def get(self, request, key):
        if key not in self.TABLES:
            raise PermissionDenied("没有这张表。")

        table, rows, order = self.TABLES[key]
        data, count = table.workbook(rows(request.user).order_by(*order))
        record("network.exported", by=request.user, what=table.title, count=count)
        return download(data, f"{key}-{timezone.localdate():%Y%m%d}.xlsx", XLSX)
