"""The numbers of the year on a screen in the hall: sums alone, none so small that it points to somebody; the page asks for them anew by itself."""

from django.core.cache import cache
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from cases.models.threshold import thresholds
from legalaid.faces.statistics.figures.counting import LABELS
from legalaid.faces.statistics.models import Span
from legalaid.faces.statistics.queries.sums import sums
from legalaid.platform.core.money import wan
from stations.hall.models import Hall

KEPT = 300  # seconds
NONE, WIDE = "—", 160
TILES = {
    "asked": ("法律咨询", "人次"),
    "all.received": ("收到申请", "件"),
    "all.granted": ("给予援助", "件"),
    "all.recipients": ("受援人", "人次"),
    "all.closed": ("办结", "件"),
}
CROWDS = {f"all.recipients.{code}": label for code, label in LABELS.items()}
MOST = 6  # bars on the screen


class HallNumbers(TemplateView):
    """By the address of the hall's own screen, without a login."""

    template_name = "statistics/hall.html"

    def get_context_data(self, token):
        halls = Hall.objects.select_related("station").filter(station__closed_on=None)
        hall = get_object_or_404(halls, screen=token)
        return super().get_context_data(hall=hall, **year_so_far(timezone.localdate()))


class HallNumbersPart(HallNumbers):
    template_name = "statistics/_hall_numbers.html"


def year_so_far(today):
    """What stands on the screen, kept for some minutes: a screen asks day and night."""
    small = thresholds()["small_count"]
    key = f"statistics.hall:{today:%Y%m%d}:{small}"
    return cache.get_or_set(
        key, lambda: _read(Span(today.replace(month=1, day=1), today), small), KEPT
    )


def _read(span, small):
    now, before = (sums([*TILES, "all.won", *CROWDS], one) for one in (span, span.year_before))
    known = any(before[key] for key in TILES)

    def said(number):
        return f"不足{small}" if 0 < number < small else f"{int(number):,}"

    tiles = [
        (label, said(now[key]), unit, said(before[key]) if known else NONE)
        for key, (label, unit) in TILES.items()
    ]
    won = [
        f"{wan(found['all.won'], 0):,}" if found["all.closed"] >= small else NONE
        for found in (now, before)
    ]
    tiles.append(("挽回损失", won[0], "万元", won[1]))

    others = {key: now["all.recipients"] - now[key] for key in CROWDS}
    told = [key for key in CROWDS if now[key] >= small and not 0 < others[key] < small]
    enough = sorted((-int(now[key]), CROWDS[key]) for key in told)
    most = -enough[0][0] if enough else 1
    crowds = [(label, -n, max(-n * WIDE // most, 1)) for n, label in enough[:MOST]]
    return {"span": span, "tiles": tiles, "crowds": crowds, "at": timezone.now()}
