"""Who booked is reminded the day before, by a text where safe contact allows it, else by a person who calls; never who wished no contact."""

from datetime import timedelta

from django.utils import timezone

from cases.queries.contact import forbidden_elsewhere
from legalaid.faces.portal.apply.enums import SeenBy
from legalaid.platform.core.calendar import day_span
from legalaid.platform.core.safety import Way
from legalaid.platform.notifications.sentences import Place, Reach, sentence
from legalaid.platform.notifications.texts import text

from ..enums import VisitState
from ..models import Visit
from .booking import when

KEY = "visit_reminder"


def _visit(row):
    return Visit.objects.select_related("station").filter(pk=row.row).first()


def _values(row):
    visit = _visit(row)
    if visit is None or visit.state != VisitState.BOOKED or about(visit) != row.about:
        return None
    return {"when": when(visit.starts_at), "place": visit.station.name}


def _reach(row):
    visit = _visit(row)
    number, bar = number_of(visit) if visit else ("", "没有这个预约")
    return Reach(number, bar)


def number_of(visit):
    """(the number that may be texted, or why none may): never where somebody else may read it, or texts are
    forbidden, here or by whoever else has the number."""
    if Way.TEXT in visit.forbidden:
        return "", "本人要求不发短信"
    if visit.guarded:
        return "", "只能按约定的时间和方式联系"
    if visit.seen_by == SeenBy.OTHERS:
        return "", "别人可能看到本人的手机"
    if forbidden_elsewhere(visit, visit.phone):
        return "", "这个号码另有安全联系的约定"
    return visit.phone, ""


def about(visit):
    """Moved to another time, it is told anew."""
    return f"visit:{visit.pk}:{timezone.localtime(visit.starts_at):%Y%m%d%H%M}"


sentence(
    KEY,
    "来访预约的提醒",
    "您约好{时间}到{地点}。来不了的请凭查询码取消，或者打12348。",
    (
        Place("when", "时间", "12月3日 09:30", required=True),
        Place("place", "地点", "县法律援助中心", required=True),
    ),
    _values,
    _reach,
)


def remind(now=None):
    """Everybody who comes tomorrow and may be contacted, once. Returns how many."""
    now = now or timezone.now()
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    begin, end = day_span(tomorrow, tomorrow)
    rows = Visit.objects.booked().filter(starts_at__gte=begin, starts_at__lt=end)
    count = 0
    for visit in rows.order_by("starts_at", "pk"):
        if visit.dial:
            of = ("visit", visit.pk)
            told = {"to": visit.pk, "row": visit.pk, "of": of, "until": visit.starts_at}
            count += text(KEY, about=about(visit), now=now, **told)
    return count
