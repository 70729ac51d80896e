from celery import shared_task
from django.utils import timezone

from .domain.export import sweep
from .domain.snapshot import remind


@shared_task(words="清理到期的导出文件")
def sweep_exports():
    """Removes generated files past their time."""
    sweep(timezone.now())


@shared_task(words="提醒报送月报")
def send_report_reminders():
    """Tells who hands in the returns of a month that is over, and again once it is late."""
    remind(timezone.localdate())
