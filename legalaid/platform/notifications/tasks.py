from celery import shared_task

from . import send


@shared_task
def sweep_deliveries():
    send.sweep()
