from django.db.models.signals import post_migrate

from legalaid.platform.core import registering

from .guards import guard_tables


class AuditConfig(registering.RegisteringApp):
    name = "legalaid.platform.audit"
    label = "audit"
    verbose_name = "审计"
    registers = ("signins", "soundness")

    def ready(self):
        super().ready()
        post_migrate.connect(guard_tables, sender=self)
