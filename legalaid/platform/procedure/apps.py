from django.apps import AppConfig


class ProcedureConfig(AppConfig):
    name = "legalaid.platform.procedure"
    label = "procedure"
    verbose_name = "办案程序"

    def ready(self):
        from . import checks  # noqa: F401  system checks register on import
