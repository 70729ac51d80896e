from django.apps import AppConfig
from django.db.models.signals import post_migrate


def fill_reference(using, **kwargs):
    from .domain.period import load_schemes  # models exist only now

    load_schemes(using)


class StatisticsConfig(AppConfig):
    name = "legalaid.faces.statistics"
    label = "statistics"
    verbose_name = "统计"

    def ready(self):
        from . import tables, verbs  # noqa: F401  figures, tables and audit verbs register on import
        from .domain import export, report  # noqa: F401  the job and its kinds register on import

        post_migrate.connect(fill_reference, sender=self)
