from celery import shared_task
from django.utils import timezone

from .domain.export import sweep
from .domain.period import lay_out_ahead
from .domain.snapshot import remind


@shared_task(words="清理到期的导出文件")
def sweep_exports():
    """Removes generated files past their time."""
    sweep(timezone.now())


@shared_task(words="提醒报送月报")
def send_report_reminders():
    """Tells who hands in the returns of a month that is over, and again once it is late."""
    remind(timezone.localdate())


@shared_task(words="续建下一年的统计期")
def lay_out_periods():
    """So that the next year is there before it begins, whether or not somebody thinks of it."""
    lay_out_ahead(timezone.localdate())
