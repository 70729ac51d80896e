"""By night: a backup, and later the proof that it can be restored."""

import logging

from celery import shared_task

from legalaid.platform.core.errors import DomainError

from . import keeping, readers
from .models import Proof

log = logging.getLogger(__name__)


@shared_task(words="备份")
def back_up():
    _logged(keeping.make_backup)


@shared_task(words="备份恢复核验")
def prove_backup():
    _logged(keeping.prove_backup)


def _logged(act):
    """What failed stands in its row; the sentence may name files and is not logged. Where there never was a recovery key nothing is
    tried: 系统状况 says so."""
    if not (readers.path().exists() or Proof.objects.exists()):
        return

    try:
        row = act()
        log.info("%s %s: %s s", row.kind, row.name, row.seconds)
    except DomainError:
        log.error("%s failed", act.__name__)
