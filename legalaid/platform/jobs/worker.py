"""The only worker of a machine: it takes back at once what the one before it had begun."""

import fcntl
import sys
import time

from celery import signals
from django.conf import settings
from django.db import connection

from .queue import MACHINE, take_back_own

PATIENCE = 5  # seconds the processes of a worker killed have to go with it
_lock = []  # open as long as this process and those it forks


@signals.worker_init.connect
def begin(**kwargs):
    _be_the_only_one()
    take_back_own()
    connection.close()  # what is forked from here opens its own


def _be_the_only_one():
    file = open(settings.VAR_DIR / f"worker-{MACHINE}.lock", "w")  # noqa: SIM115  closed with the process
    _lock.append(file)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                sys.exit(f"后台任务程序已在运行（数据目录 {settings.VAR_DIR}），不能再次启动。")
            time.sleep(0.2)
