from django.contrib.auth.views import LogoutView
from django.urls import path

from legalaid.platform.office.access import public

from . import administration, large_type, second, views

app_name = "accounts"
urlpatterns = [
    path("login/", public(views.Login.as_view()), name="login"),
    path("logout/", public(LogoutView.as_view()), name="logout"),
    path("invitation/<str:token>/", public(views.invitation), name="invitation"),
    path("code/", views.code, name="code"),
    path("password/", views.password, name="password"),
    path("totp/", views.totp, name="totp"),
    path("ping/", views.ping, name="ping"),
    path("large-type/", large_type.choose, name="large_type"),
    path("users/", administration.UserList.as_view(), name="users"),
    path("users/new/", administration.UserNew.as_view(), name="user_new"),
    path("users/unlock/", administration.Unlock.as_view(), name="unlock"),
    path("changes/", second.Changes.as_view(), name="changes"),
    path("changes/acknowledge/", second.Acknowledge.as_view(), name="acknowledge"),
    path("changes/<int:pk>/<slug:key>/", second.ChangeAct.as_view(), name="change_act"),
    path("users/<int:pk>/", administration.UserEdit.as_view(), name="user_edit"),
]
