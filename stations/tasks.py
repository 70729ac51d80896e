"""Daily work of the network: it fetches, calls one act, logs a number."""

import logging

from celery import shared_task
from django.utils import timezone

from stations.domain.duty import remind
from stations.domain.handler import remind_licences
from stations.domain.referral import remind_slips

log = logging.getLogger(__name__)


@shared_task(words="执业证到期提醒")
def send_licence_reminders():
    log.info("licence reminders: %s", remind_licences(timezone.localdate()))


@shared_task(words="转介单提醒")
def send_slip_reminders():
    log.info("slip reminders: %s", remind_slips(timezone.now()))


@shared_task(words="值班提醒")
def send_duty_reminders():
    """Tomorrow's duties, and posts where nobody has signed in."""
    log.info("duty reminders: %s", remind(timezone.now()))
