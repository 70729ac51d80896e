"""Whether the history still ends where it was last written down."""

from datetime import timedelta

from legalaid.platform.core.health import bad, check, fine, soon
from legalaid.platform.core.words import moment

from . import anchors
from .models import Event

LATE = timedelta(hours=1)  # the task writes an anchor every ten minutes
VERIFY = "请执行 manage.py verify_audit，看缺了哪些记录。"


@check("anchors", "审计锚点")
def anchored(now):
    found = [_place(place, now) for place in anchors.places()]
    return max(found, key=lambda one: ("fine", "soon", "bad").index(one.level))


def _place(place, now):
    try:
        last = anchors.last(place)
    except (OSError, anchors.Altered):
        last = None
    if last and _hash(last.seq) != last.head:
        return bad(f"{place.name} 第 {last.seq} 条与审计链不符：记录被截去或者改写过。", VERIFY)

    seq = last.seq if last else 0
    waiting = Event.objects.filter(seq__gt=seq).order_by("seq").values_list("at", flat=True).first()
    if waiting and waiting < now - LATE:
        return soon(
            f"{place.name} 不在或者停写了：{moment(waiting)} 以来的审计记录没有锚点。",
            "请看后台任务程序，以及这个文件能不能写。",
        )
    return fine(f"审计链与最近的锚点（第 {seq} 条）相符。" if last else "还没有需要锚定的记录。")


def _hash(seq):
    return Event.objects.filter(seq=seq).values_list("hash", flat=True).first()
