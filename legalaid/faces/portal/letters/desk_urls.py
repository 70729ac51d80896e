from django.urls import path

from . import file_views, office_views, registering, views

app_name = "letters"
urlpatterns = [
    path("", views.LetterList.as_view(), name="list"),
    path("written/", office_views.WrittenList.as_view(), name="written_list"),
    path("written/<int:pk>/", office_views.Written.as_view(), name="written"),
    path("to/<int:pk>/", office_views.Write.as_view(), name="write"),
    path("<int:pk>/", views.LetterPage.as_view(), name="detail"),
    path("<int:pk>/files/<int:file>/", file_views.Keep.as_view(), name="keep"),
    path("<int:pk>/reveal/", views.LetterReveal.as_view(), name="reveal"),
    path("<int:pk>/replacement/", registering.TakeReplacement.as_view(), name="replacement"),
    path("<int:pk>/objection/", registering.TakeObjection.as_view(), name="objection"),
    path("<int:pk>/complaint/", registering.TakeComplaint.as_view(), name="complaint"),
]
