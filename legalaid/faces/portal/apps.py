from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "legalaid.faces.portal"
    label = "portal"
    verbose_name = "公示"

    def ready(self):
        from . import papers, wiring  # noqa: F401  the paper and the acts register on import
