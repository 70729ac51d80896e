import logging

from celery import shared_task
from django.utils import timezone

from . import changes

log = logging.getLogger(__name__)


@shared_task(words="结束到期没有确认的账号变动")
def lapse_changes():
    log.info("lapsed %s changes of accounts", changes.lapse(timezone.now()))
