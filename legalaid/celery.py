"""Celery carries hints, never the truth: what must be done stands in a row of the database (`Job`, `Deadline`, `Message`)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legalaid.settings")

app = Celery("legalaid")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
