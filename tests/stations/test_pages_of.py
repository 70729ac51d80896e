"""Pages that stand station by station: nobody is missing, nobody twice, in the order of the whole list."""

import pytest
from django.core.cache import cache

from legalaid.platform.accounts.models import User
from legalaid.platform.office import paging
from stations.models import Staff
from stations.queries.staff import pages_of, staff_for


@pytest.fixture
def crowd(county):
    """Seven at one station, two at another, beside those of the county."""
    for number in range(9):
        user = User.objects.create(
            username=f"crowd{number}", name=f"王{9 - number}", role="station", password="!"
        )
        Staff.objects.create(
            user=user, station=(county.zhan1 if number < 7 else county.zhan2).staff.station
        )
    return county


@pytest.mark.parametrize("per_page", [1, 3, 25])
def test_pages_together_are_the_whole_list(crowd, per_page):
    rows = staff_for(crowd.zhuren).working()
    found = pages_of(rows, per_page)
    listed = [row for number in found.page_range for row in found.page(number)]
    assert (listed, found.count) == (
        list(rows.order_by("station__path", "user__name", "pk")),
        rows.count(),
    )


def test_page_of_nobody_is_empty(crowd):
    assert list(pages_of(staff_for(crowd.admin).none(), 25).get_page(3)) == []
    assert list(pages_of(staff_for(crowd.zhuren).filter(title="无"), 25).get_page(3)) == []


def test_groups_of_many_are_counted_again_only_after_a_while(crowd, monkeypatch):
    monkeypatch.setattr(paging, "GROUPED", 5)
    rows = staff_for(crowd.zhuren).working()
    before = pages_of(rows, 25).count
    Staff.objects.filter(user__username="crowd0").delete()
    kept = pages_of(rows, 25).count
    cache.clear()
    assert (kept, pages_of(rows, 25).count) == (before, before - 1)
