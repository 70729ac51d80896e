"""The pages of rules and standards, below cases/settings/."""

from django.urls import path

from .views import catalogue, causes, setting, threshold

urlpatterns = [
    path("", setting.Settings.as_view(), name="settings"),
    path("calendar/", setting.ImportYear.as_view(), name="settings_calendar"),
    path("clocks/<str:key>/", setting.ClockEdit.as_view(), name="settings_clock"),
    path("catalogue/", catalogue.CatalogueEdit.as_view(), name="settings_catalogue"),
    path("causes/", causes.CauseList.as_view(), name="settings_causes"),
    path("causes/<int:pk>/", causes.CauseEdit.as_view(), name="settings_cause"),
    path("words/", causes.WordList.as_view(), name="settings_cause_words"),
    path("words/new/", causes.WordNew.as_view(), name="settings_cause_word_new"),
    path("words/<int:pk>/", causes.WordEdit.as_view(), name="settings_cause_word"),
    path("words/<int:pk>/drop/", causes.WordDrop.as_view(), name="settings_cause_word_drop"),
    path("thresholds/", threshold.Thresholds.as_view(), name="settings_thresholds"),
    path("pause/", setting.PauseNew.as_view(), name="settings_pause"),
    path("questions/", setting.QuestionsNew.as_view(), name="settings_questions"),
    path("local/", setting.LocalTopicsNew.as_view(), name="settings_local"),
    path("standard/", setting.StandardNew.as_view(), name="settings_standard"),
]
