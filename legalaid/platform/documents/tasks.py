import logging

from celery import shared_task

from . import orphans

log = logging.getLogger(__name__)


@shared_task(words="清理没有用上的文件")
def sweep_files():
    log.info("removed %s files that no row names", orphans.sweep())
