from django.urls import path

from .views import Find

app_name = "finding"
urlpatterns = [path("", Find.as_view(), name="find")]
