"""Celery runs what stands in a row of the database (`Job`); there is no broker beside it."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legalaid.settings")

TRANSPORT_ALIASES["rows"] = "legalaid.platform.jobs.transport:Transport"

app = Celery("legalaid")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
