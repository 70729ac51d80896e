from celery import shared_task
from django.utils import timezone

from .domain.export import sweep


@shared_task(words="清理到期的导出文件")
def sweep_exports():
    """Removes generated files past their time."""
    sweep(timezone.now())
