from django.urls import path

from .views import desk, figures, terms

app_name = "visits"
STEP_VIEWS = (desk.Arrive, desk.Move, desk.Renew, desk.Miss, desk.Cancel, desk.Undo)
urlpatterns = [
    path("", desk.VisitList.as_view(), name="list"),
    path("figures/", figures.Figures.as_view(), name="figures"),
    path("new/", desk.Enter.as_view(), name="enter"),
    path("terms/", terms.Terms.as_view(), name="terms"),
    path("terms/<int:pk>/", terms.StationTerms.as_view(), name="station"),
    path("terms/<int:pk>/close/", terms.CloseDay.as_view(), name="close"),
    path("closed/<int:pk>/reopen/", terms.ReopenDay.as_view(), name="reopen"),
    path("<int:pk>/", desk.VisitPage.as_view(), name="detail"),
    path("<int:pk>/reveal/", desk.VisitReveal.as_view(), name="reveal"),
    path("<int:pk>/told/", desk.Told.as_view(), name="told"),
    *(
        path(f"<int:pk>/{view.step_key}/", view.as_view(), name=view.step_key)
        for view in STEP_VIEWS
    ),
]
