from django.db.models.signals import post_migrate

from . import registering


def fill_reference(using, **kwargs):
    from .reference import load_calendar  # models exist only now

    load_calendar(using)


class CoreConfig(registering.RegisteringApp):
    name = "legalaid.platform.core"
    label = "core"
    verbose_name = "基础"
    registers = ("checks", "health", "soundness")

    def ready(self):
        super().ready()
        post_migrate.connect(fill_reference, sender=self)
