"""The checks of the work behind the pages: who works, and what waits too long."""

from datetime import timedelta

from legalaid.platform.core.health import bad, check, fine, soon
from legalaid.platform.core.words import moment

from .life import BEAT, WORKER, last_sign, silent
from .models import Job

LONG, TOO_LONG = timedelta(minutes=5), timedelta(minutes=30)
START = "请在服务器上启动后台任务程序。"


@check("worker", "后台任务程序")
def worker(now):
    return _alive(WORKER, now)


@check("beat", "定时程序")
def beat(now):
    return _alive(BEAT, now)


def _alive(part, now):
    at = last_sign(part)
    if at is None:
        return bad("还没有运行过。", START)
    said = f"最近一次工作在{moment(at)}。"
    return bad(said, START) if silent(part, now) else fine(said)


@check("queue", "等待的任务")
def queue(now):
    waiting = Job.objects.filter(state=Job.State.QUEUED, due_at__lte=now)
    oldest = waiting.order_by("due_at").values_list("due_at", flat=True).first()
    if oldest is None:
        return fine("没有等待的任务。")

    age = now - oldest
    said = f"{waiting.count()}项在等待，最早的等了{int(age.total_seconds()) // 60}分钟。"
    if age > TOO_LONG:
        return bad(said, START)
    return (
        soon(said, "任务多的时候会等；一直不减少的，请看后台任务程序。")
        if age > LONG
        else fine(said)
    )


@check("failed", "失败的任务")
def failed(now):
    count = Job.objects.filter(state=Job.State.FAILED).count()
    if not count:
        return fine("没有失败的任务。")
    return soon(f"{count}项没有做成。", "请在“失败的任务”里重新执行，或者写明理由放弃。")
