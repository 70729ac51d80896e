"""Nightly work: it fetches, calls one act, logs by number. Due dates are never counted here, only read."""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from cases.domain.archive import release_stuck
from cases.domain.consultation import remind_unanswered
from cases.domain.reminders import remind
from cases.domain.ticket import lapse_left_over
from cases.models import SupplementNotice
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.core.errors import DomainError

log = logging.getLogger(__name__)


@shared_task
def deem_withdrawn():
    """Applications whose supplement date has passed unanswered count as withdrawn (Law art. 43(2))."""
    passed = SupplementNotice.objects.filter(answered_at=None, due__lt=timezone.localdate(), case__state="supplement")
    for notice in passed.select_related("case"):
        try:
            CASE.acts["deem_withdrawn"](notice.case, by=system_user(), due=notice.due)
        except DomainError as error:
            log.warning("case %s not withdrawn: %s", notice.case_id, type(error).__name__)


@shared_task
def release_stuck_dossiers():
    """Frees cases whose volumes could not be built."""
    log.info("released %s", release_stuck())


@shared_task
def send_reminders():
    """Reminds whose turn it is: two days before, on the day it is missed, and weekly after."""
    now = timezone.now()
    count = remind(now, timedelta(days=2)) + remind_unanswered(now, timedelta(days=1))
    log.info("reminded %s", count)


@shared_task
def lapse_tickets():
    """Settles the numbers of the hall that nobody settled on their day."""
    log.info("lapsed %s", lapse_left_over(timezone.localdate()))
