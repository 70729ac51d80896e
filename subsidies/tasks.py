"""Daily work of the subsidies: it calls one act and logs a number."""

import logging

from celery import shared_task

from subsidies.domain.payment import tell_left

log = logging.getLogger(__name__)


@shared_task(words="补记补贴发放")
def tell_left_cases():
    log.info("batches whose cases were left untold: %s", tell_left())
