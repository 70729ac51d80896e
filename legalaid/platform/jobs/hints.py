"""A hint to the worker, by the task's name, so that whoever gives it need not import the task. Losing one loses nothing: the row waits for the sweep."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def hint(task, pk):
    """Tells the worker that `pk` waits for `task` (its dotted name)."""
    try:
        current_app.send_task(task, args=[pk])
    except (OSError, OperationalError):
        log.warning("broker unreachable; %s of %s waits for the sweep", task, pk)
