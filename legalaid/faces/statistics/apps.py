from django.db.models.signals import post_migrate

from legalaid.platform.core import registering


def fill_reference(using, **kwargs):
    from .domain.period import load_schemes  # models exist only now

    load_schemes(using)


class StatisticsConfig(registering.RegisteringApp):
    name = "legalaid.faces.statistics"
    label = "statistics"
    verbose_name = "统计"
    registers = ("tables", "verbs", "periods", "domain")

    def ready(self):
        super().ready()
        post_migrate.connect(fill_reference, sender=self)
