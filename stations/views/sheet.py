"""Import and export by Excel of stations, staff and handlers."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.views import View

from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.downloads import XLSX, download
from legalaid.platform.office.pages import FormPage
from legalaid.platform.office.sheets import write_sheet
from stations.forms.sheet import SheetForm
from stations.imports import handler, staff, station
from stations.imports.rows import RowErrors
from stations.queries.handler import handlers_for
from stations.queries.staff import staff_for
from stations.queries.station import stations_for
from stations.tables.handler import HANDLERS
from stations.tables.sheet import WRONG_CELLS
from stations.tables.staff import STAFF
from stations.tables.station import STATIONS

verb("network.imported", "导入{what}{count}行", data=("what", "count"))
verb("network.exported", "导出{what}{count}行", data=("what", "count"))
SHOWN = 200  # wrong cells listed at once


class SheetImport(FormPage):
    """All rows or none. `?template=1` gives the empty sheet."""

    template_name = "stations/station_import.html"
    submit = "导入"
    form_class, table = SheetForm, WRONG_CELLS
    what, module, run, target = "", None, None, ""
    errors = ()

    def get(self, request, *args, **kwargs):
        if request.GET.get("template"):
            head = [(f"{name}*" if needed else name, 16) for name, needed in self.columns()]
            data, _ = write_sheet(self.what, head, [])
            return download(data, f"{self.target}-template.xlsx", XLSX)
        return super().get(request, *args, **kwargs)

    def columns(self):
        """[(heading, whether it must be there)]"""
        return [(name, name in self.module.REQUIRED) for name in self.module.COLUMNS]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            errors=self.errors[:SHOWN],
            hidden=max(len(self.errors) - SHOWN, 0),
            columns=self.columns(),
            **kwargs,
        )

    def act(self, form):
        sheet, user = form.cleaned_data["file"], self.request.user
        try:
            count = self.run(sheet, by=user, stations=stations_for(user))
        except RowErrors as error:
            self.errors = error.errors
            raise

        record("network.imported", by=user, what=self.what, count=count)
        self.done = f"已导入{self.what}{count}行。"
        return f"stations:{self.target}"


class StationImport(SheetImport):
    permission = "stations.manage"
    title, what, module, target = "导入站点", "站点", station, "tree"
    run = staticmethod(station.import_stations)


class StaffImport(SheetImport):
    permission = "people.manage"
    title, what, module, target = "导入工作人员", "工作人员", staff, "staff_list"
    run = staticmethod(staff.import_staff)


class HandlerImport(SheetImport):
    permission = "people.manage"
    title, what, module, target = "导入承办人", "承办人", handler, "handler_list"
    run = staticmethod(handler.import_handlers)


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
