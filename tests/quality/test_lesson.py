"""What reviews found weak proposes a course, and who handled such files sees it on the first page."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.urls import reverse

from cases.domain.threshold import set_thresholds
from cases.quality.domain.lesson import drop_lesson, set_lesson
from cases.quality.law.lesson import rated
from cases.quality.queries.lesson import lessons_due, weak_items
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from tests.quality.reviews import AT, settled
from tests.stations.test_training import course

NOW = AT + timedelta(days=5)
MEETING = (
    "有效会（约）见受援人"  # the first item of the civil sheet: what lacks is taken from it first
)


@pytest.mark.parametrize(
    ("marks", "share", "weak"),
    [(("7", "7"), "0.7", False), (("6.9", "7"), "0.695", True), (("10", "10"), "1", False)],
)
def test_item_is_weak_below_seven_tenths_of_its_points(marks, share, weak):
    [one] = rated([(file, "会见", D(mark), D(10)) for file, mark in enumerate(marks)], 70)
    assert (one.share, one.files, one.weak) == (D(share), 2, weak)


def test_weakest_item_comes_first():
    found = rated(
        [(1, "会见", D(5), D(10)), (1, "阅卷", D(2), D(10)), (2, "会见", D(6), D(10))], 70
    )
    assert [(one.item, one.files, one.percent) for one in found] == [
        ("阅卷", 1, "20%"),
        ("会见", 2, "55%"),
    ]


def test_who_handled_a_file_in_which_an_item_was_weak_is_due_until_the_course(county):
    settled(county, "82", "86")
    lesson = course(county)
    assert lessons_due(county.lvshi, NOW) == []
    set_lesson(by=county.shencha, item=MEETING, course=lesson)
    assert [(row.course, one.percent) for row, one in lessons_due(county.lvshi, NOW)] == [
        (lesson, "0%")
    ]
    assert lessons_due(county.lvshi2, NOW) == []
    assert lessons_due(county.shencha, NOW) == []


def test_item_of_a_few_files_says_nothing_of_the_county_unless_it_says_so_itself(county, sign_in):
    settled(county, "82", "86")
    assert weak_items(county.shencha, NOW) == []
    set_thresholds({"weak_files": 1}, by=county.zhuren)
    assert [(one.item, one.files) for one, _ in weak_items(county.shencha, NOW)] == [
        (MEETING, 1),
        ("履行告知义务", 1),
    ]
    page = sign_in(county.shencha).get(reverse("quality:lessons")).content.decode()
    assert "得分率低于70%、评过1件以上案件的指标。" in page


def test_county_says_below_which_share_an_item_is_weak(county):
    settled(county, "82", "86")
    set_lesson(by=county.shencha, item=MEETING, course=course(county))
    set_thresholds({"weak_share": 10}, by=county.zhuren)
    assert [one.percent for _, one in lessons_due(county.lvshi, NOW)] == ["0%"]
    with pytest.raises(DomainError, match="应当在10至95%之间。"):
        set_thresholds({"weak_share": 100}, by=county.zhuren)


def test_course_is_set_once_and_dropped_with_an_event(county):
    lesson = course(county)
    row = set_lesson(by=county.shencha, item=MEETING, course=lesson)
    with pytest.raises(DomainError, match="已经对应"):
        set_lesson(by=county.shencha, item=MEETING, course=lesson)
    key = row.pk
    drop_lesson(row, by=county.shencha)
    assert [event.verb for event in events_for("lesson", key)] == ["lesson.set", "lesson.dropped"]
