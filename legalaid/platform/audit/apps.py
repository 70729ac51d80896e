from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "legalaid.platform.audit"
    label = "audit"
    verbose_name = "审计"

    def ready(self):
        from . import signins  # noqa: F401  receivers connect on import
