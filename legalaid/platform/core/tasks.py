import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from .models import Sent

KEPT = timedelta(days=90)  # nobody sends a form again that was open for so long
log = logging.getLogger(__name__)


@shared_task(words="清理很久以前提交过的表单凭证")
def sweep_sent():
    dropped, _ = Sent.objects.filter(at__lt=timezone.now() - KEPT).delete()
    log.info("dropped %s tokens of forms", dropped)
