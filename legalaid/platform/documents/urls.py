from django.urls import path

from . import fonts_page, settings_pages, views

app_name = "documents"
urlpatterns = [
    path("paper/<int:pk>/", views.PaperPage.as_view(), name="paper"),
    path("file/<int:pk>/", views.FilePage.as_view(), name="file"),
    path("file/<int:pk>/original/", views.OriginalPage.as_view(), name="original"),
    path("file/<int:pk>/<int:number>/", views.sheet, name="sheet"),
    path("volume/<int:pk>/", views.VolumePage.as_view(), name="volume"),
    path("words/<slug:kind>/", settings_pages.KindWords.as_view(), name="kind_words"),
    path("words/<slug:kind>/sample/", settings_pages.SamplePage.as_view(), name="words_sample"),
    path("words/<slug:kind>/<str:key>/", settings_pages.PassageEdit.as_view(), name="passage"),
    path("fonts/", fonts_page.Fonts.as_view(), name="fonts"),
    path("fonts/sample/", fonts_page.FontSample.as_view(), name="fonts_sample"),
    path("verify/", views.verify, name="verify"),
]
