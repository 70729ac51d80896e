"""What others did since one's last working day, and what one did today with the way back."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from cases.workflow import CASE
from legalaid.faces.desk.history import Line, done, last_working_day, since
from legalaid.platform.audit.models import Event
from tests.factories import do, lawyer, walk


@pytest.mark.parametrize(
    ("today", "before"),
    [
        (date(2026, 3, 6), date(2026, 3, 5)),
        (date(2026, 3, 9), date(2026, 3, 6)),  # over a weekend
        (date(2026, 10, 8), date(2026, 9, 30)),  # over the holidays of October
    ],
)
def test_last_working_day(county, today, before):
    assert last_working_day(today) == before


def test_assignment_of_today_is_listed_with_its_way_back(county):
    case = walk(county, "grant", at=timezone.now() - timedelta(days=30))
    facts = {"handler": lawyer(), "reason": "专长相符"}
    CASE.acts["assign"](case, by=county.zhuren, at=timezone.now(), **facts)

    line, *others = done(county.zhuren, timezone.now())
    assert (line.did, line.name, line.url) == (
        "指派",
        "李国强 追索劳动报酬纠纷",
        f"/cases/{case.pk}/",
    )
    assert (line.undo, line.undo_label, others) == (
        f"/cases/{case.pk}/recall_offer/",
        "撤回指派",
        [],
    )

    do(case, county, "accept_assignment", timezone.now())
    assert done(county.zhuren, timezone.now())[0].undo == ""


def test_what_others_did_with_my_cases_stands_once_a_case(county):
    now = timezone.now()
    case = walk(county, "accept", at=now - timedelta(days=30))
    for step in ("pass_form", "recommend"):
        do(case, county, step, timezone.now())

    assert [(line.who, line.did) for line in since(county.chuangkou, now)] == [
        (county.shencha.name, "提出审查意见")
    ]
    assert since(county.shencha, now) == []
    assert since(county.guidang, now) == []
    assert Event.objects.filter(workflow="case").count() == 4


@pytest.mark.parametrize(("days", "said"), [(0, "09:05"), (1, "昨天"), (6, "周五"), (7, "3月5日")])
def test_when_of_a_line_names_one_day(days, said, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", _on(date(2026, 3, 12)))
    at = timezone.make_aware(datetime(2026, 3, 12, 9, 5)) - timedelta(days=days)
    assert Line(at, "陈立", "受理", "李国强", "/").when == said


def _on(today):
    known = timezone.localdate
    return lambda value=None: known(value) if value else today
