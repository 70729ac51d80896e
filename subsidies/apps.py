from django.apps import AppConfig


class SubsidiesConfig(AppConfig):
    name = "subsidies"
    verbose_name = "补贴经费"

    def ready(self):
        from . import wiring  # noqa: F401  acts and file policies register on import
        from .demo import fund  # noqa: F401  the demo seeder registers on import
