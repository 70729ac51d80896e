"""Cases in work with a hearing ahead, and somebody sent to it."""

from datetime import datetime, timedelta

from django.utils import timezone

from cases.models import Hearing
from cases.quality.domain.observation import assign
from cases.workflow import CASE
from tests.factories import new_case, walk

NOW = timezone.make_aware(datetime(2026, 4, 10, 9))
HELD = timezone.make_aware(datetime(2026, 4, 20, 9, 30))
SEEN = {
    "on_time": True, "dressed": True, "prepared": "4", "evidence": "3", "debate": "3", "handed": "yes", "score": 86,
    "remarks": "质证抓住了工资条的矛盾。",
}  # fmt: skip


def hearing(county, *, starts_at=HELD, **facts):
    """Of a case of lvshi in work."""
    case = walk(county, "hold_first_meeting", case=new_case(county, **facts))
    said = {"starts_at": starts_at, "organ": "清和县人民法院", "place": "第一法庭"}
    CASE.acts["schedule_hearing"](case, by=county.lvshi, at=NOW - timedelta(days=1), **said)
    return Hearing.objects.get(case=case)


def sent(county, observer=None, **facts):
    """Somebody is to sit in: the supervisor, unless another is named."""
    who = observer or county.jiandu
    return assign(hearing(county, **facts), by=county.zhuren, observer=who, at=NOW)
