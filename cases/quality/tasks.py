"""Work without a page: it fetches, calls one act, logs by number."""

import logging

from celery import shared_task
from django.utils import timezone

from .domain.inquiry import remind_inquiries
from .domain.reminders import remind_limits
from .domain.supervision import remind_opinions

log = logging.getLogger(__name__)


@shared_task(words="提醒没有答复的征询意见函、监督意见，期限将满的投诉、评估、差评整改")
def send_quality_reminders():
    """Reminds whoever asked an organ that has not answered, whoever has not answered a supervisor, and whose limit runs out."""
    now = timezone.now()
    told = remind_inquiries(now) + remind_opinions(now) + remind_limits(now)
    log.info("reminded %s", told)
