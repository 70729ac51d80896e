"""Two people on one case see each other: who is named, for how long, to whom, and what it costs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from cases.domain.presence import note
from cases.models import Presence
from cases.tasks import sweep_presence
from tests.conftest import BACKEND
from tests.factories import new_case, walk

HTMX = {"HX-Request": "true"}


def look(user, case, step=""):
    """What the page of the case reads of the others when this person has it open."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    answer = client.post(reverse("cases:here", args=[case.pk]), {"step": step}, headers=HTMX)
    assert answer.status_code == 200
    return strip_tags(answer.content.decode()).strip()


def test_second_reader_of_a_case_reads_the_name_of_the_first(county):
    case = new_case(county)
    assert look(county.chuangkou, case) == ""
    assert look(county.zhuren, case) == f"{county.chuangkou.name}也在看"
    assert look(county.chuangkou, case) == f"{county.zhuren.name}也在看"


def test_whoever_does_a_step_is_named_first_with_the_step(county):
    case = walk(county, "pass_form")
    look(county.chuangkou, case)
    look(county.shencha, case, "recommend")
    told = f"{county.shencha.name}正在办理：提出审查意见 {county.chuangkou.name}也在看"
    assert look(county.zhuren, case) == told


def test_step_that_is_done_is_not_named_any_more(county, sign_in):
    case = walk(county, "accept")
    look(county.shencha, case, "pass_form")
    data = {"jurisdiction": "on", "proper_applicant": "on", "documents": "on", "seen": case.version}
    sign_in(county.shencha).post(f"/cases/{case.pk}/pass_form/", data)
    assert look(county.zhuren, case) == f"{county.shencha.name}也在看"


def test_step_that_does_not_exist_is_looking(county):
    case = new_case(county)
    look(county.chuangkou, case, "nonsense")
    assert look(county.zhuren, case) == f"{county.chuangkou.name}也在看"


def test_reader_of_another_case_is_not_named(county):
    look(county.chuangkou, new_case(county))
    assert look(county.zhuren, new_case(county)) == ""


@pytest.mark.parametrize(("minutes", "named"), [(4, True), (6, False)])
def test_reader_is_named_for_five_minutes(county, minutes, named):
    case = new_case(county)
    note(case, by=county.chuangkou, at=timezone.now() - timedelta(minutes=minutes))
    assert (look(county.zhuren, case) != "") == named


def test_row_is_written_once_a_minute_and_when_the_step_changes(county, django_assert_num_queries):
    case, at = new_case(county), timezone.now()
    note(case, by=county.chuangkou, at=at)
    with django_assert_num_queries(1):
        note(case, by=county.chuangkou, at=at + timedelta(seconds=59))
    note(case, by=county.chuangkou, at=at + timedelta(seconds=59), step="accept")
    [row] = Presence.objects.all()
    assert (row.step, row.seen_at) == ("accept", at + timedelta(seconds=59))


def test_what_one_left_behind_elsewhere_is_swept_away(county):
    at = timezone.now()
    for number in range(3):
        note(new_case(county), by=county.chuangkou, at=at + timedelta(minutes=6 * number))
    assert Presence.objects.count() == 1


def test_who_may_not_see_the_case_neither_asks_nor_is_named(county, client):
    case = new_case(county)
    look(county.chuangkou, case)
    client.force_login(county.zhan1, backend=BACKEND)
    answer = client.post(reverse("cases:here", args=[case.pk]), headers=HTMX)
    assert (answer.status_code, Presence.objects.count()) == (404, 1)


def test_page_left_open_after_the_session_ended_stays_as_it_is(county, client):
    case = new_case(county)
    answer = client.post(reverse("cases:here", args=[case.pk]), headers=HTMX)
    assert (answer.status_code, answer.content, Presence.objects.count()) == (204, b"", 0)
    assert client.get(reverse("cases:detail", args=[case.pk])).status_code == 302


def test_rows_of_those_who_never_came_back_are_swept_in_the_night(county):
    here, gone = new_case(county), new_case(county)
    note(gone, by=county.chuangkou, at=timezone.now() - timedelta(minutes=6))
    note(here, by=county.zhuren, at=timezone.now())
    sweep_presence()
    assert [row.case for row in Presence.objects.all()] == [here]
