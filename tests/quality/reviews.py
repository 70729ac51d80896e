"""A closed file, a pool of experts of several firms, and a review walked by the real acts."""

from datetime import date, timedelta
from decimal import Decimal

from cases.quality.domain import review as acts
from cases.quality.domain.expert import appoint
from cases.quality.models import Expert
from cases.quality.workflow import REVIEW
from stations.models import Handler, Station
from tests.factories import START, lawyer, walk

AT = START + timedelta(days=20)
FULL = [Decimal(points) for points in (10, 5, 15, 15, 5, 10, 15, 10, 5, 10)]  # of the civil sheet


def later(days=0, hours=0):
    return AT + timedelta(days=days, hours=hours)


def marks(total):
    """A civil sheet that sums to `total`: what lacks is taken from the ends of its items."""
    lacking, found = Decimal(100) - Decimal(total), []
    for points in FULL:
        taken = min(points, lacking)
        found.append(points - taken)
        lacking -= taken
    return found


def peers():
    """Lawyers of other firms than the one that handles, one of each firm."""
    rows = Handler.objects.filter(user__is_active=True).exclude(firm=lawyer().firm)
    firms = {}
    for row in rows.select_related("user", "firm").order_by("pk"):
        firms.setdefault(row.firm_id, row)
    return list(firms.values())


def expert(county, handler, **term):
    center = Station.objects.get(parent=None)
    term = {"from_on": date(2026, 1, 1)} | term
    return appoint(by=county.zhuren, station=center, user=handler.user, **term)


def pool(county, number=5):
    return [expert(county, one) for one in peers()[:number]]


def drawn(county, *, case=None, at=AT):
    return acts.draw(case or walk(county, "follow_up"), by=county.shencha, at=at)


def assigned(county, *, number=5, case=None):
    """A review of two experts, and the whole pool."""
    experts = pool(county, number)
    row = drawn(county, case=case)
    do(row, "assign", county.shencha, 1, first=experts[0], second=experts[1])
    return row, experts


def do(row, step, by, hours, **facts):
    row.refresh_from_db()
    return REVIEW.acts[step](row, by=by, at=later(hours=hours), **facts)


def give(row, expert, total, hours, **said):
    row.refresh_from_db()
    if Decimal(total) < 60:  # who fails a file says why
        said = {"opinion": "没有会见笔录。"} | said
    return acts.hand_in(row, by=expert.user, marks=marks(total), at=later(hours=hours), **said)


def scored(county, one="82", other="86", *, case=None, **said):
    row, experts = assigned(county, case=case)
    give(row, experts[0], one, 2, **said)
    give(row, experts[1], other, 3, **said)
    row.refresh_from_db()
    return row, experts


def told(county, one="82", other="86", **said):
    row, experts = scored(county, one, other, **said)
    do(row, "announce", county.shencha, 4)
    return row, experts


def settled(county, one="82", other="86", **said):
    row, experts = told(county, one, other, **said)
    do(row, "agree_result", county.lvshi, 5)
    do(row, "settle", county.shencha, 6)
    return row, experts


def experts_of(row):
    return list(Expert.objects.filter(sheets__review=row).order_by("pk"))
