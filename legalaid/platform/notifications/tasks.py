from celery import shared_task

from . import send


@shared_task(words="发送等待的邮件")
def sweep_deliveries():
    send.send_on()
