"""Nightly and in the morning: who did not come is settled, what names them forgotten, who comes tomorrow reminded."""

import logging

from celery import shared_task

from .domain.desk import lapse_left_over
from .domain.keeping import empty_old
from .domain.reminder import remind

log = logging.getLogger(__name__)


@shared_task(words="结清来访预约，删除到期的个人信息")
def settle_visits():
    log.info("emptied %s visits", empty_old())
    log.info("lapsed %s visits", lapse_left_over())


@shared_task(words="提醒第二天来访的人")
def remind_visits():
    log.info("reminded %s visits", remind())
