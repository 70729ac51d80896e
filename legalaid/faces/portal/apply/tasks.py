"""Nightly: drafts that were not sent are recalled once, then forgotten."""

import logging

from celery import shared_task

from .domain.draft import forget_old
from .domain.reminder import remind

log = logging.getLogger(__name__)


@shared_task(words="提醒、删除没有提交的网上申请")
def sweep_drafts():
    log.info("reminded of %s drafts, forgot %s", remind(), forget_old())
