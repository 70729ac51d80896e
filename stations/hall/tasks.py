import logging

from celery import shared_task
from django.utils import timezone

from .domain.ticket import lapse_left_over

log = logging.getLogger(__name__)


@shared_task(words="结清当天的排队号")
def lapse_tickets():
    """Settles the numbers of the hall that nobody settled on their day."""
    log.info("lapsed %s", lapse_left_over(timezone.localdate()))
