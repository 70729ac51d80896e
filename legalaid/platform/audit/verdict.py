"""Whether the history is whole: the chain in itself, and against every anchor kept outside of it."""

from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter

from django.utils import timezone

from legalaid.platform.core.words import moment

from . import anchors, chain
from .models import Event

WHOLE, BROKEN, CUT, UNANCHORED = range(4)  # exit codes; the lower says more, 0 apart
LATE = timedelta(days=1)  # without an anchor; the task writes one every ten minutes


@dataclass(frozen=True)
class Finding:
    code: int
    sentence: str


def findings(*, using="default", places=None, sheets=()):
    """What is said of the chain, then of each place, then of each printed sheet (number, digits)."""
    places = anchors.places() if places is None else places
    end = anchors.end_of_chain(using)

    return [
        _of_chain(*chain.verify(using)),
        *(_of_place(place, end.seq if end else 0, using) for place in places),
        *(of_sheet(number, digits, using) for number, digits in sheets),
    ]


def worst(found):
    return min((one.code for one in found if one.code), default=WHOLE)


def _of_chain(count, head, broken):
    if broken is None:
        return Finding(WHOLE, f"审计链完好：{count}条，链首 {head}")
    return Finding(BROKEN, f"审计链在第 {broken} 条断裂；此前 {count} 条完好。")


def _of_place(place, count, using):
    name = f"锚点文件 {place}"
    try:
        found = anchors.read(place)
    except FileNotFoundError:
        code = UNANCHORED if count else WHOLE
        return Finding(
            code, f"{name} 不存在：链尾有没有被截去，只能用另存的一份或者打印的日签核对。"
        )
    except anchors.Altered as error:
        return Finding(UNANCHORED, f"{name} 第 {error} 行被改动过，或者此前的行被删去。")

    fits, apart = anchors.first_apart(found, using)
    if apart:
        return Finding(CUT, f"{name}：{_what_is_missing(found, fits, apart, count, using)}")
    return _up_to_date(name, fits, count, using)


def _what_is_missing(found, fits, apart, count, using):
    since = f"第 {fits.seq} 条（锚点写于 {moment(fits.at)}）及以前相符" if fits else "没有一条相符"
    if apart.seq > count:
        most = max(found, key=attrgetter("seq"))
        left = Event.objects.using(using).order_by("-seq").values_list("at", flat=True).first()
        after = f"{moment(left)} 以后、" if left else ""
        return (
            f"{moment(most.at)} 已有 {most.seq} 条，现在只有 {count} 条，缺第 {count + 1} 条至"
            f"第 {most.seq} 条，至少 {most.seq - count} 条，是 {after}{moment(most.at)} 以前的记录；{since}。"
        )
    return f"{moment(apart.at)} 写下的第 {apart.seq} 条，现在是另外的内容；{since}，其后的记录被截去后重写过。"


def _up_to_date(name, fits, count, using):
    seq = fits.seq if fits else 0
    waiting = Event.objects.using(using).filter(seq__gt=seq).order_by("seq")
    oldest = waiting.values_list("at", flat=True).first()

    if oldest and oldest < timezone.now() - LATE:
        return Finding(
            UNANCHORED,
            f"{name} 只到第 {seq} 条：其后 {count - seq} 条（自 {moment(oldest)} 起）没有锚点，文件可能被截短或者换成了旧的。",
        )
    return Finding(
        WHOLE, f"{name}：与审计链相符，最近一个锚点是第 {seq} 条，其后 {count - seq} 条。"
    )


def of_sheet(number, digits, using="default"):
    """What a printed sheet says, typed in: the number of the last event and the first digits of its hash."""
    stored = Event.objects.using(using).filter(seq=number).values_list("hash", flat=True).first()
    typed = "".join(digits.lower().split()).replace("-", "")

    if stored is None:
        return Finding(CUT, f"日签第 {number} 条已不在库中：其前的记录被截去。")
    if len(typed) != anchors.SHEET or not stored.startswith(typed):
        return Finding(
            CUT, f"日签第 {number} 条与库中的摘要不符：请核对输入；无误的，记录被改写过。"
        )
    return Finding(WHOLE, f"日签第 {number} 条相符：到这一条为止的记录没有缺少，也没有改写。")
