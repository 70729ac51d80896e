from django.urls import path

from .views import station

app_name = "stations"
urlpatterns = [
    path("", station.Tree.as_view(), name="tree"),
    path("names/", station.Names.as_view(), name="station_names"),
    path("new/", station.New.as_view(), name="station_new"),
    path("<int:pk>/", station.Detail.as_view(), name="station"),
    path("<int:pk>/branch/", station.Branch.as_view(), name="station_branch"),
    path("<int:pk>/edit/", station.Edit.as_view(), name="station_edit"),
    path("<int:pk>/move/", station.Move.as_view(), name="station_move"),
    path("<int:pk>/merge/", station.Merge.as_view(), name="station_merge"),
    path("<int:pk>/close/", station.Close.as_view(), name="station_close"),
    path("<int:pk>/reopen/", station.Reopen.as_view(), name="station_reopen"),
]
