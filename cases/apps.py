from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "案件"

    def ready(self):
        from . import clocks, papers, wiring  # noqa: F401  rules, paper contexts and acts register on import
