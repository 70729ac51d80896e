from django.db.models.signals import post_migrate

from legalaid.platform.core import registering


def fill_reference(using, **kwargs):
    from .domain.examples import load_examples  # models exist only now

    load_examples(using)


class SubsidiesConfig(registering.RegisteringApp):
    name = "subsidies"
    verbose_name = "补贴经费"
    registers = ("domain", "papers", "views.panels")

    def ready(self):
        super().ready()
        post_migrate.connect(fill_reference, sender=self)
