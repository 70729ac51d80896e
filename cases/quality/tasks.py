"""Work without a page: it fetches, calls one act, logs by number."""

import logging

from celery import shared_task
from django.utils import timezone

from .domain.inquiry import remind_inquiries
from .domain.supervision import remind_opinions

log = logging.getLogger(__name__)


@shared_task(words="提醒没有答复的征询意见函、监督意见")
def send_quality_reminders():
    """Reminds whoever asked an organ that has not answered, and whoever has not answered a supervisor."""
    now = timezone.now()
    log.info("reminded %s", remind_inquiries(now) + remind_opinions(now))
