from django.db.models.signals import post_migrate

from legalaid.platform.core import registering


def fill_reference(using, **kwargs):
    from .imports.reference import (
        load_cause_words,
        load_causes,
        load_handbook,
    )  # models exist only now

    load_causes(using)
    load_cause_words(using)
    load_handbook(using)


class CasesConfig(registering.RegisteringApp):
    name = "cases"
    verbose_name = "案件"
    registers = ("periods", "domain", "queries.agenda", "papers", "tasks", "views.panels")

    def ready(self):
        super().ready()
        post_migrate.connect(fill_reference, sender=self)
