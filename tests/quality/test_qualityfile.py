"""The quality file of a handler: what is on record, counted; seen by who answers for it and by the handler alone."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.models import Case
from cases.quality.domain.qualityfile import issue_file
from cases.quality.queries.casefile import case_file_of
from cases.quality.queries.qualityfile import file_of, standing_of
from cases.queries.assignment import candidates_for, explained
from legalaid.platform.documents.models import Paper
from stations.models import Handler
from tests.conftest import BACKEND
from tests.factories import do, lawyer, new_case, walk
from tests.papers import assert_words
from tests.quality.reviews import AT, scored, settled


def browser(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_file_counts_grades_limits_reports_and_calls_of_finished_cases(county):
    row, _ = settled(county, "82", "86")
    other = walk(county, "follow_up")
    do(other, county, "grade", AT, grade="pass")
    found = file_of(lawyer(), AT.date())
    year = AT.year
    assert [(when, numbers, score) for when, numbers, score in found.years][-1] == (
        year,
        [0, 1, 1, 0],
        D("84.00"),
    )
    assert (found.closed, found.graded, found.called, found.satisfied, found.proven) == (
        2,
        2,
        2,
        2,
        0,
    )
    assert [(one.name, one.kept, one.total) for one in found.limits] == [
        ("签订委托协议", 2, 2),
        ("报送结案归档材料", 2, 2),
    ]
    assert (found.reports, found.reported, found.volunteered, found.upheld) == (2, 2, 0, 0)
    assert (found.observed, found.answered) == ((0, None), (0, 0))
    assert [review.pk for review in found.reviews] == [row.pk]


def test_standing_is_of_the_last_two_years_in_two_queries(county):
    row, _ = settled(county, "82", "86")
    Case.objects.filter(pk=row.case_id).update(closed_on=timezone.localdate() - timedelta(days=10))
    handlers = list(Handler.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries:
        found = standing_of(handlers)
    assert (len(queries), list(found)) == (2, [lawyer().pk])
    said = "近两年评定1件，优秀、良好1件，同行评估平均84.0分"
    assert found[lawyer().pk].words == said
    told = [
        one.handler for one in explained(candidates_for(new_case(county))) if said in one.reasons
    ]
    assert told == [lawyer()]
    Case.objects.filter(pk=row.case_id).update(grade="fail")
    one = standing_of(handlers)[lawyer().pk]
    assert one.words == "近两年评定1件，不合格1件，同行评估平均84.0分"
    assert standing_of(handlers, timezone.localdate() + timedelta(days=800)) == {}


@pytest.mark.parametrize(
    ("login", "answers"),
    [
        ("zhuren", (200, 200, 200)),
        ("shencha", (200, 200, 200)),
        ("jiandu", (200, 200, 200)),
        ("lvshi", (403, 200, 404)),
        ("chuangkou", (403, 403, 403)),
        ("caiwu", (403, 403, 403)),
        ("admin", (403, 403, 403)),
    ],
)
def test_file_is_read_by_who_answers_for_quality_and_by_oneself(county, login, answers):
    other = Handler.objects.get(user__username="lvshi2")
    client = browser(getattr(county, login))
    paths = (
        "/quality/files/",
        f"/quality/files/{lawyer().pk}/",
        f"/quality/files/{other.pk}/",
    )
    assert tuple(client.get(path).status_code for path in paths) == answers


def test_own_file_is_one_click_away_and_its_chart_is_drawn(county):
    settled(county)
    page = browser(county.lvshi).get("/quality/files/own/")
    assert page.status_code == 200
    chart = browser(county.lvshi).get(f"/quality/files/{lawyer().pk}/chart/")
    assert chart["Content-Type"].startswith("image/svg+xml")


def test_paper_states_the_numbers_of_the_day(office):
    settled(office)
    paper = issue_file(lawyer(), by=office.zhuren, at=AT)
    assert (paper.workflow, paper.subject_id) == ("handler_file", lawyer().pk)
    assert_words(Paper.objects.get(pk=paper.pk), "一名承办人")


def test_file_of_a_case_gathers_what_was_found_of_it(county):
    row, _ = settled(county, "82", "86")
    case = Case.objects.get(pk=row.case_id)
    found = case_file_of(case, county.zhuren)
    assert [review.pk for review in found.reviews] == [row.pk]
    assert [str(call)[11:] for call in found.calls] == ["接通"]
    assert (found.observed, found.answered, found.upheld, found.reports) == ([], [], 0, 1)
    assert [(one.name, one.kept, one.total) for one in found.limits] == [
        ("签订委托协议", 1, 1),
        ("报送结案归档材料", 1, 1),
    ]


def test_score_of_a_review_is_in_the_file_of_its_case_once_it_is_settled(county):
    row, _ = scored(county)
    case = Case.objects.get(pk=row.case_id)
    assert case_file_of(case, county.zhuren).reviews == []


def test_file_of_a_case_is_led_to_from_its_page_and_read_by_who_answers_for_quality(county):
    case = walk(county, "follow_up")
    path = f"/quality/cases/{case.pk}/"
    for login in ("zhuren", "shencha", "jiandu"):
        client = browser(getattr(county, login))
        assert path in client.get(case.get_absolute_url()).content.decode()
        assert client.get(path).status_code == 200
    for login in ("lvshi", "guidang"):
        client = browser(getattr(county, login))
        assert path not in client.get(case.get_absolute_url()).content.decode()
        assert client.get(path).status_code == 403
