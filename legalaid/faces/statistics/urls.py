from django.urls import path

from legalaid.platform.office.access import public

from .views import dashboard, edition, export, hall, report, snapshot
from .views.period import NextYear, PeriodEdit, PeriodNew, Periods
from .views.quality import Quality
from .views.rows import Breaking, Rows
from .views.standing import StandingEdit
from .views.table import Overview, TablePage

app_name = "statistics"
urlpatterns = [
    path("tables/", Overview.as_view(), name="overview"),
    path("tables/<slug:key>/", TablePage.as_view(), name="table"),
    path("tables/<slug:key>/checks/<int:pk>/", Breaking.as_view(), name="breaking"),
    path("rows/<str:key>/", Rows.as_view(), name="rows"),
    path("quality/", Quality.as_view(), name="quality"),
    path("periods/", Periods.as_view(), name="periods"),
    path("periods/new/", PeriodNew.as_view(), name="period_new"),
    path("periods/<int:pk>/", PeriodEdit.as_view(), name="period"),
    path("periods/<int:pk>/next/", NextYear.as_view(), name="period_next"),
    path("", dashboard.Dashboard.as_view(), name="dashboard"),
    path("report/", report.Report.as_view(), name="report"),
    path("report/words/<slug:key>/", StandingEdit.as_view(), name="standing"),
    path("report/<int:year>/", report.Report.as_view(), name="report_year"),
    path("report/<int:year>/<int:number>.svg", report.ReportChart.as_view(), name="report_chart"),
    path("report/<int:year>/hand-in/", edition.HandIn.as_view(), name="report_hand_in"),
    path("report/<int:year>/anew/", edition.BeginAnew.as_view(), name="report_anew"),
    path(
        "report/<int:year>/handed-in/<int:number>/",
        edition.EditionFile.as_view(),
        name="report_handed_in",
    ),
    path("report/<int:year>/<slug:key>/", report.Passage.as_view(), name="report_passage"),
    path("snapshots/", snapshot.Snapshots.as_view(), name="snapshots"),
    path("snapshots/<int:pk>/", snapshot.SnapshotPage.as_view(), name="snapshot"),
    path("periods/<int:pk>/freeze/", snapshot.Freeze.as_view(), name="freeze"),
    path("hall/<uuid:token>/", public(hall.HallNumbers.as_view()), name="hall"),
    path("hall/<uuid:token>/part/", public(hall.HallNumbersPart.as_view()), name="hall_part"),
    path("exports/", export.Exports.as_view(), name="exports"),
    path("exports/<int:pk>/", export.Open.as_view(), name="export"),
    path("exports/<int:pk>/cancel/", export.Cancel.as_view(), name="export_cancel"),
]
