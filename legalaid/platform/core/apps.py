from django.apps import AppConfig
from django.db.models.signals import post_migrate


def fill_reference(using, **kwargs):
    from .reference import load_calendar  # models exist only now

    load_calendar(using)


class CoreConfig(AppConfig):
    name = "legalaid.platform.core"
    label = "core"
    verbose_name = "基础"

    def ready(self):
        from . import checks  # noqa: F401  system checks register on import

        post_migrate.connect(fill_reference, sender=self)
