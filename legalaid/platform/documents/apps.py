from celery.signals import task_postrun
from django.core.signals import request_finished

from legalaid.platform.core import registering


class DocumentsConfig(registering.RegisteringApp):
    name = "legalaid.platform.documents"
    label = "documents"
    verbose_name = "文书与材料"
    registers = ("issue",)

    def ready(self):
        super().ready()
        from .orphans import settle  # needs the models

        request_finished.connect(settle)
        task_postrun.connect(settle)
