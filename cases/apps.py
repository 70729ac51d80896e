from django.apps import AppConfig
from django.db.models.signals import post_migrate


def fill_reference(using, **kwargs):
    from .imports import load_causes, load_handbook, map_causes  # models exist only now

    load_causes(using)
    map_causes(using)
    load_handbook(using)


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "案件"

    def ready(self):
        from . import clocks, papers, tasks, wiring  # noqa: F401  rules, paper contexts, acts and long lists register on import
        from .views import panels  # noqa: F401  registers on import

        post_migrate.connect(fill_reference, sender=self)
