"""Work without a page: it fetches, calls one act, logs by number."""

import logging

from celery import shared_task
from django.utils import timezone

from .domain.inquiry import remind_inquiries

log = logging.getLogger(__name__)


@shared_task(words="提醒没有答复的征询意见函")
def send_quality_reminders():
    """Reminds whoever asked an organ that has not answered."""
    log.info("reminded %s", remind_inquiries(timezone.now()))
