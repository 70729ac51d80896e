from celery import shared_task

from . import send, texts


@shared_task(words="发送等待的邮件")
def sweep_deliveries():
    send.send_on()


@shared_task(words="发送等待的短信，查询是否送达")
def sweep_texts():
    texts.send_on()
