app_name = "finding"
urlpatterns = []
