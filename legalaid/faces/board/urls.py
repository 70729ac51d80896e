from django.urls import path

from .views import Board, BoardChart, BoardPaper, BoardRows

app_name = "board"
urlpatterns = [
    path("", Board.as_view(), name="board"),
    path("paper/", BoardPaper.as_view(), name="paper"),
    path("chart/<slug:which>.svg", BoardChart.as_view(), name="chart"),
    path("<int:pk>/<slug:key>/", BoardRows.as_view(), name="rows"),
]
