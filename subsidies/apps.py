from django.apps import AppConfig
from django.db.models.signals import post_migrate


def fill_reference(using, **kwargs):
    from .domain.examples import load_examples  # models exist only now

    load_examples(using)


class SubsidiesConfig(AppConfig):
    name = "subsidies"
    verbose_name = "补贴经费"

    def ready(self):
        from legalaid.platform.office import panels

        from . import papers, wiring  # noqa: F401  acts, papers and file policies register on import
        from .views.calculation import panel
        from .views.todo import home

        panels.register("case", panel)
        panels.register("home", home)
        post_migrate.connect(fill_reference, sender=self)
