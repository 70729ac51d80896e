"""Limits of complaints, reviews, ratings and the bureau's questions: told before they end and weekly after, once each."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from cases.quality.domain.reminders import remind_limits
from cases.quality.models import Rating
from cases.quality.workflow import COMPLAINT
from legalaid.platform.notifications.models import Message
from tests.quality import reviews
from tests.quality.complaints import ASKED, complaint
from tests.quality.ratings import rated

AT = timezone.make_aware(datetime(2026, 3, 3, 10))
DAY = timedelta(days=1)


def told(now):
    """[(who, text)] of what is new at that moment."""
    before = set(Message.objects.values_list("pk", flat=True))
    number = remind_limits(now)
    new = Message.objects.exclude(pk__in=before).order_by("user__username")
    assert number == new.count()
    return [(row.user.username, row.text) for row in new]


def test_bureau_hears_of_a_complaint_before_its_limit_and_weekly_after(county):
    row = complaint(county.zhan1, at=AT)
    assert timezone.localdate(row.due_at) == datetime(2026, 3, 10).date()
    assert told(row.due_at - 3 * DAY) == []
    soon = [("sifaju", f"{row.number}“决定是否受理投诉”将于3月10日期满，请及时办理。")]
    assert (told(row.due_at - DAY), told(row.due_at - DAY)) == (soon, [])
    late = [("sifaju", f"{row.number}“决定是否受理投诉”已于3月10日期满，请办理。")]
    assert told(row.due_at + DAY) == late
    assert told(row.due_at + 8 * DAY) == late


def test_bad_rating_that_is_a_week_late_reaches_the_bureau(county):
    rated(county.guidang, at=AT)
    row = Rating.objects.get()
    assert [who for who, _ in told(row.due_at + DAY)] == ["zhuren"]
    assert [who for who, _ in told(row.due_at + 8 * DAY)] == ["sifaju", "zhuren"]


@pytest.mark.parametrize(("late", "who"), [(-1, 1), (1, 1), (8, 2)])
def test_expert_is_reminded_of_a_file_and_the_director_of_one_a_week_late(county, late, who):
    row, experts = reviews.assigned(county)
    reviews.give(row, experts[0], "82", 2)
    row.refresh_from_db()
    names = [name for name, _ in told(row.due_at + late * DAY)]
    assert names == sorted([experts[1].user.username, "zhuren"][:who])


def test_handler_hears_that_the_days_to_object_end_and_then_the_arrangers(county):
    row, _ = reviews.told(county)
    row.refresh_from_db()
    assert [name for name, _ in told(row.due_at - DAY)] == ["lvshi"]
    assert "lvshi" not in [name for name, _ in told(row.due_at + DAY)]


def test_whoever_was_asked_hears_and_whoever_asked_once_it_is_late(county):
    row = complaint(county.zhan1, at=AT, accused=county.lvshi.name)
    COMPLAINT.acts["accept_complaint"](row, by=county.sifaju, at=AT + DAY)
    due_on = (AT + 4 * DAY).date()
    asked = {"to": county.lvshi, "kind": "statement", "question": ASKED, "due_on": due_on}
    COMPLAINT.acts["ask_statement"](row, by=county.sifaju, at=AT + DAY, **asked)
    assert [name for name, _ in told(AT + 3 * DAY)] == ["lvshi"]
    assert [name for name, _ in told(AT + 6 * DAY)] == ["lvshi", "sifaju"]
