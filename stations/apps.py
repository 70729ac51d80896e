from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "stations"
    verbose_name = "站点网络"

    def ready(self):
        from . import wiring  # noqa: F401  verbs, kinds and calendar sources register on import
        from .views import panels  # noqa: F401
