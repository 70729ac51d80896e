from django.urls import path

from .views.period import NextYear, PeriodEdit, Periods
from .views.quality import Quality
from .views.rows import Breaking, Rows
from .views.table import Overview, TablePage

app_name = "statistics"
urlpatterns = [
    path("", Overview.as_view(), name="overview"),
    path("tables/<slug:key>/", TablePage.as_view(), name="table"),
    path("tables/<slug:key>/checks/<int:pk>/", Breaking.as_view(), name="breaking"),
    path("rows/<str:key>/", Rows.as_view(), name="rows"),
    path("quality/", Quality.as_view(), name="quality"),
    path("periods/", Periods.as_view(), name="periods"),
    path("periods/new/", PeriodEdit.as_view(), name="period_new"),
    path("periods/<int:pk>/", PeriodEdit.as_view(), name="period"),
    path("periods/<int:pk>/next/", NextYear.as_view(), name="period_next"),
]
