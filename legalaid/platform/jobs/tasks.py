import logging
import time

from celery import shared_task
from django.db import DatabaseError

from . import queue

AT_ONCE = 5  # seconds a process works before it looks whether it shall stop
log = logging.getLogger(__name__)


@shared_task
def look():
    """What each message of the transport says."""
    try:
        queue.work(AT_ONCE)
    except DatabaseError as error:  # full disk, restart: the row stands, the next look finds it
        log.warning("the job table is out of reach: %s", type(error).__name__)
        time.sleep(AT_ONCE)


@shared_task(words="收回中断的任务")
def sweep_jobs():
    queue.sweep()
