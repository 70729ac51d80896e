from celery import shared_task

from . import queue


@shared_task
def run_job(pk):
    queue.run(pk)


@shared_task
def sweep_jobs():
    queue.sweep()
