from celery import shared_task

from . import jobs


@shared_task
def run_job(pk):
    jobs.run(pk)


@shared_task
def sweep_jobs():
    jobs.sweep()
