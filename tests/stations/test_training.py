"""Training: seats are counted, tests are drawn and marked, certificates come by themselves, and duties wait for them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.documents.models import Attachment, Paper
from stations.domain import training as acts
from stations.enums import Duty
from stations.models import (
    Attempt,
    Attendance,
    Certificate,
    Course,
    CreditGoal,
    Handler,
    Question,
    Staff,
    Station,
    TrainingSession,
)
from stations.queries.training import credits_of, duties_waiting, training_figures, training_state
from tests.documents.test_uploads import picture

from .factories import center, moment

DAY = date(2026, 3, 3)


def course(county, title="上岗基础", questions=4, **fields):
    facts = {
        "basic": True,
        "opens": [Duty.CONSULT, Duty.APPLY],
        "credits": Decimal(8),
        "drawn": 3,
        "tries": 2,
        "valid_months": 24,
    }
    row = acts.save_course(
        Course(station=center(), title=title, **facts | fields), by=county.shencha
    )
    for number in range(questions):
        question = Question(
            course=row,
            kind="single",
            text=f"第{number}题",
            options=["甲", "乙", "丙"],
            answer=[number % 3],
        )
        acts.save_question(question, by=county.shencha)
    return row


def session(county, row, day=DAY, **fields):
    facts = {
        "starts_at": moment(day, 9),
        "ends_at": moment(day, 17),
        "place": "会议室",
        "teacher": "陈立",
        "capacity": 2,
    }
    return acts.plan_session(TrainingSession(course=row, **facts | fields), by=county.shencha)


def sit(row, user, *, right=True, at=None):
    attempt = acts.start_test(row, by=user, at=at or moment(DAY, 18))
    answers = [question["answer"] if right else [] for question in attempt.questions]
    return acts.submit_test(attempt, by=user, answers=answers, at=at or moment(DAY, 18))


def attend(county, meeting, *users):
    acts.enrol(
        meeting, users=list(users), by=county.shencha, at=meeting.starts_at - timedelta(days=1)
    )
    acts.mark_attendance(
        meeting, present={user.pk for user in users}, by=county.shencha, at=meeting.ends_at
    )


def test_session_over_capacity_is_refused_and_the_last_seat_given_once(county):
    meeting = session(county, course(county))
    before = meeting.starts_at - timedelta(days=1)
    acts.enrol(meeting, users=[county.zhan1], by=county.zhan1, at=before)
    with pytest.raises(DomainError, match="名额2人，还剩1个，不能再报2人"):
        acts.enrol(meeting, users=[county.zhan2, county.zhan3], by=county.shencha, at=before)
    acts.enrol(meeting, users=[county.zhan2], by=county.zhan2, at=before)
    with pytest.raises(DomainError, match="还剩0个"):
        acts.enrol(meeting, users=[county.zhan3], by=county.zhan3, at=before)
    with pytest.raises(DomainError, match="已经报过名了"):
        acts.enrol(meeting, users=[county.zhan1], by=county.zhan1, at=before)
    meeting.capacity = 1
    with pytest.raises(DomainError, match="已有2人报名，名额不能更少"):
        acts.plan_session(meeting, by=county.shencha)
    assert meeting.attendances.count() == 2


@pytest.mark.parametrize(
    ("hours", "words"),
    [(-1, "结束时间须晚于开始时间"), (0, "结束时间须晚于开始时间"), (24, "同一天内")],
)
def test_meeting_with_times_in_the_wrong_order_is_refused(county, hours, words):
    row, starts = course(county), moment(DAY, 9)
    with pytest.raises(DomainError, match=words):
        session(county, row, ends_at=starts + timedelta(hours=hours))


def test_certificate_needs_both_the_meeting_and_the_test(county):
    row = course(county)
    sit(row, county.zhan1)
    assert Certificate.objects.count() == 0
    attend(county, session(county, row), county.zhan1)
    certificate = Certificate.objects.get()
    assert (certificate.user, certificate.expires_on) == (county.zhan1, date(2028, 3, 2))
    paper = Paper.objects.get(kind="training_certificate")
    assert paper.number_text == "清援训字〔2026〕第1号"
    assert (paper.facts["name"], paper.facts["score"], paper.facts["credits"]) == (
        county.zhan1.name,
        100,
        "8",
    )
    assert county.zhan1.messages.filter(kind="training").count() == 1
    attend(county, session(county, row, DAY + timedelta(days=7)), county.zhan1)
    assert Certificate.objects.count() == 1


def test_course_without_test_certifies_by_attendance_alone(county):
    row = course(county, drawn=0, questions=0, valid_months=None)
    meeting = session(county, row)
    acts.enrol(
        meeting,
        users=[county.zhan1, county.zhan2],
        by=county.shencha,
        at=meeting.starts_at - timedelta(days=1),
    )
    acts.mark_attendance(meeting, present={county.zhan1.pk}, by=county.shencha, at=meeting.ends_at)
    assert list(Certificate.objects.values_list("user", "expires_on")) == [(county.zhan1.pk, None)]


def test_test_is_failed_passed_and_its_tries_run_out(county):
    row = course(county)
    assert sit(row, county.zhan1, right=False).passed is False
    assert acts.tries_left(row, county.zhan1) == 1
    sit(row, county.zhan1, right=False)
    with pytest.raises(DomainError, match="2次测验机会已用完"):
        acts.start_test(row, by=county.zhan1)
    assert sit(row, county.zhan2).score == 100


def test_test_handed_in_twice_counts_once_and_an_open_one_is_gone_on_with(county):
    row = course(county)
    attempt = acts.start_test(row, by=county.zhan1)
    assert acts.start_test(row, by=county.zhan1) == attempt
    answers = [question["answer"] for question in attempt.questions]
    acts.submit_test(attempt, by=county.zhan1, answers=answers)
    with pytest.raises(StaleState, match="已交卷，得100分"):
        acts.submit_test(attempt, by=county.zhan1, answers=[[]] * 3)
    assert Event.objects.filter(verb="training.tested").count() == 1


def test_later_change_of_the_bank_changes_no_result(county):
    row = course(county)
    attempt = acts.start_test(row, by=county.zhan1)
    answers = [question["answer"] for question in attempt.questions]
    row.questions.update(answer=[2], text="改过")
    assert acts.submit_test(attempt, by=county.zhan1, answers=answers).score == 100


def test_bank_smaller_than_the_draw_is_told(county):
    with pytest.raises(DomainError, match="题库只有2题，不足3题"):
        acts.start_test(course(county, questions=2), by=county.zhan1)


def test_duties_wait_for_the_basic_course(county):
    row = course(county)
    assert duties_waiting(county.zhan1, DAY) == [(Duty.CONSULT, row), (Duty.APPLY, row)]
    assert [
        duties_waiting(person, DAY)
        for person in (county.lvshi, county.jiandu, county.sifaju, county.caiwu)
    ] == [[]] * 4
    sit(row, county.zhan1)
    attend(county, session(county, row), county.zhan1)
    assert duties_waiting(county.zhan1, DAY) == []
    assert duties_waiting(county.zhan1, date(2028, 3, 3)) == [
        (Duty.CONSULT, row),
        (Duty.APPLY, row),
    ]
    Station.objects.filter(staff__user=county.zhan2).update(duties=["consult"])
    county.zhan2.staff.refresh_from_db()
    assert duties_waiting(county.zhan2, DAY) == [(Duty.CONSULT, row)]


@pytest.mark.parametrize("path", ["/stations/training/", "/desk/side/"])
def test_waiting_duties_stand_on_the_training_page_and_on_ones_first_page(county, sign_in, path):
    course(county)
    page = sign_in(county.zhan1).get(path).content.decode()
    assert (page.count("须先通过基础课程 <a href="), page.count("&lt;a ")) == (2, 0)


def test_credits_of_a_year_and_who_is_due(county):
    row = course(county, drawn=0, questions=0, credits=Decimal("8"))
    attend(county, session(county, row), county.zhan1)
    attend(county, session(county, row, date(2025, 3, 4)), county.zhan2)
    CreditGoal.objects.create(year=2026, credits=Decimal("6"))
    users = [county.zhan1, county.zhan2]
    assert credits_of([user.pk for user in users], 2026) == {county.zhan1.pk: Decimal("8")}
    state = {
        line["user"]: (line["due"], line["credits"])
        for line in training_state(users, [row], 2026, DAY)
    }
    assert state == {county.zhan1: (False, Decimal("8")), county.zhan2: (True, 0)}
    figures = training_figures(date(2026, 1, 1), date(2026, 12, 31), Station.objects.all())
    assert figures == {"meetings": 1, "people": 1, "credits": Decimal("8")}


def test_cancelled_meeting_is_told_and_takes_nobody(county):
    meeting = session(county, course(county), date(2099, 3, 3))
    acts.enrol(meeting, users=[county.zhan1], by=county.zhan1)
    acts.cancel_session(meeting, by=county.shencha, reason="讲师生病")
    assert county.zhan1.messages.get(kind="training").text.endswith("已取消：讲师生病")
    with pytest.raises(StaleState, match="已取消"):
        acts.enrol(meeting, users=[county.zhan2], by=county.zhan2)


def test_attendance_before_the_meeting_is_refused(county):
    meeting = session(county, course(county))
    with pytest.raises(DomainError, match="还没有开始"):
        acts.mark_attendance(
            meeting, present=set(), by=county.shencha, at=meeting.starts_at - timedelta(minutes=1)
        )


def test_training_already_held_is_recorded_with_attendance_hours_and_certificate(county, sign_in):
    row = course(county, questions=0, drawn=0, credits=Decimal(4))
    past = session(county, row, day=timezone.localdate() - timedelta(days=40))
    with pytest.raises(DomainError, match="培训已结束，不能报名"):
        acts.enrol(past, users=[county.zhan1], by=county.zhan1)

    client = sign_in(county.shencha)
    path = reverse("stations:training_enrol", args=[past.pk])
    assert "补登参加人员" in client.get(past.get_absolute_url()).content.decode()
    for status in (302, 422):
        assert client.post(path, {"users": [county.zhan1.pk]}).status_code == status
    seat = Attendance.objects.get()
    assert (seat.user, seat.attended) == (county.zhan1, True)
    assert Certificate.objects.get().user == county.zhan1
    assert credits_of([county.zhan1.pk], past.starts_at.year) == {county.zhan1.pk: Decimal(4)}
    coming = session(county, row, day=timezone.localdate() + timedelta(days=4))
    with pytest.raises(DomainError, match="培训还没有结束"):
        acts.enter_those_who_came(coming, users=[county.zhan2], by=county.shencha)


def test_question_page_reads_letters_and_true_or_false(county, sign_in):
    row = course(county, questions=0)
    client, url = sign_in(county.shencha), reverse("stations:training_question_new", args=[row.pk])
    base = {"text": "哪些？", "explanation": "", "active": "on"}
    client.post(url, base | {"kind": "multiple", "choices": "甲\n乙\n丙", "key": "ac"})
    client.post(url, base | {"kind": "true_false", "choices": "", "key": "错误"})
    assert (
        client.post(url, base | {"kind": "single", "choices": "甲\n乙", "key": "C"}).status_code
        == 422
    )
    assert (
        client.post(url, base | {"kind": "single", "choices": "甲\n乙", "key": "一"}).status_code
        == 422
    )
    assert [(q.kind, q.options, q.answer) for q in row.questions.all()] == [
        ("multiple", ["甲", "乙", "丙"], [0, 2]), ("true_false", ["正确", "错误"], [1])]  # fmt: skip


def test_test_on_the_page_from_the_first_question_to_the_result(county, sign_in):
    row = course(county)
    client = sign_in(county.zhan1)
    page = client.post(reverse("stations:training_test", args=[row.pk]), follow=True)
    attempt = Attempt.objects.get()
    assert page.content.decode().count("<legend") == 3
    data = {f"q{n}": str(question["answer"][0]) for n, question in enumerate(attempt.questions)}
    answer = client.post(attempt.get_absolute_url(), data, follow=True).content.decode()
    assert answer.count("得100分，合格") == 1
    assert sign_in(county.zhan2).get(attempt.get_absolute_url()).status_code == 404


def test_forged_answer_is_refused(county, sign_in):
    acts.start_test(course(county), by=county.zhan1)
    attempt = Attempt.objects.get()
    assert sign_in(county.zhan1).post(attempt.get_absolute_url(), {"q0": "99"}).status_code == 404
    attempt.refresh_from_db()
    assert attempt.submitted_at is None


def test_material_is_read_by_those_who_attend_and_added_by_those_who_train(county, sign_in):
    row = course(county)
    url = reverse("stations:training_material", args=[row.pk])
    upload = {"title": "课件", "file": SimpleUploadedFile("a.png", picture())}
    assert sign_in(county.zhan1).post(url, upload).status_code == 403
    sign_in(county.shencha).post(
        url, {"title": "课件", "file": SimpleUploadedFile("a.png", picture())}
    )
    material = Attachment.objects.get(workflow="training")
    address = reverse("documents:file", args=[material.pk])
    for user, status in {county.zhan1: 200, county.lvshi: 200, county.admin: 404}.items():
        answer = sign_in(user).get(address)
        assert answer.status_code == status
        assert status == 404 or b"".join(answer.streaming_content)


def test_certificate_is_opened_by_its_owner_and_the_trainers_only(county, sign_in):
    row = course(county, drawn=0, questions=0)
    attend(county, session(county, row), county.zhan1)
    address = reverse("documents:paper", args=[Paper.objects.get(kind="training_certificate").pk])
    statuses = {
        county.zhan1: 200,
        county.shencha: 200,
        county.zhan2: 404,
        county.lvshi: 404,
        county.admin: 404,
    }
    for user, status in statuses.items():
        answer = sign_in(user).get(address)
        assert answer.status_code == status
        assert status == 404 or b"".join(answer.streaming_content)


def test_guessed_addresses_of_training_are_404_or_403(county, sign_in):
    row = course(county)
    client = sign_in(county.zhan1)
    for name in ("training_course_edit", "training_question_new", "training_session_new"):
        assert client.get(reverse(f"stations:{name}", args=[row.pk])).status_code == 403
        assert (
            sign_in(county.shencha).get(reverse(f"stations:{name}", args=[999])).status_code == 404
        )
        client = sign_in(county.zhan1)
    assert client.get(reverse("stations:training_course", args=[999])).status_code == 404


def test_people_page_costs_the_same_for_more_people(county, sign_in):
    course(county)
    client = sign_in(county.shencha)
    url = reverse("stations:training_people")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(3):
        user = User.objects.create(username=f"neu{number}", name=f"新{number}", role="station")
        Staff.objects.create(user=user, station=county.zhan1.staff.station)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_people_are_listed_as_staff_or_as_handlers_and_found_by_unit(county, sign_in):
    course(county)
    CreditGoal.objects.create(year=timezone.localdate().year, credits=Decimal("12.0"))
    client, url = sign_in(county.shencha), reverse("stations:training_people")
    staff, handlers = (client.get(url, {"who": who}) for who in ("staff", "handlers"))
    assert staff.context["page"].paginator.count == Staff.objects.working().count()
    assert {row["user"] for row in handlers.context["page"]} == {
        row.user for row in Handler.objects.select_related("user")
    }
    assert "0 / 12<" in staff.content.decode()
    unit = county.zhan1.staff.station.name
    assert [row["user"] for row in client.get(url, {"q": unit}).context["page"]] == [county.zhan1]
