from django.db.models.signals import post_migrate

from legalaid.platform.core import registering


def fill_examples(using, **kwargs):
    from .domain.examples import load_examples  # models exist only now

    load_examples(using)


def fill_grounds(using, **kwargs):
    from .domain.complaint_ground import load_grounds  # models exist only now

    load_grounds(using)


class QualityConfig(registering.RegisteringApp):
    name = "cases.quality"
    label = "quality"
    verbose_name = "案件质量"
    registers = ("periods", "domain", "papers", "tasks", "views.panels")

    def ready(self):
        super().ready()
        post_migrate.connect(fill_examples, sender=self)
        post_migrate.connect(fill_grounds, sender=self)
