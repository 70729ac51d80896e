from celery.signals import task_postrun, task_prerun
from django.core.signals import request_finished, request_started

from legalaid.platform.core import registering


class DocumentsConfig(registering.RegisteringApp):
    name = "legalaid.platform.documents"
    label = "documents"
    verbose_name = "文书与材料"
    registers = ("issue", "texts", "wording", "fonts")

    def ready(self):
        super().ready()
        from .orphans import begin, settle  # they need the models

        request_started.connect(begin)
        task_prerun.connect(begin)
        request_finished.connect(settle)
        task_postrun.connect(settle)
