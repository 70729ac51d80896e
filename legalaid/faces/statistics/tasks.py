from celery import shared_task
from django.utils import timezone

from .domain.export import sweep


@shared_task
def sweep_exports():
    """Removes generated files past their time."""
    sweep(timezone.now())
