import logging

from celery import shared_task

from . import anchors

log = logging.getLogger(__name__)


@shared_task(words="记下审计锚点")
def anchor_chain():
    log.info("anchored at event %s", anchors.anchor())
