"""On PostgreSQL the portal takes in applications, questions and letters under a role that changes nothing the office made."""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.domain.consultation import answer
from cases.models import Case, Consultation
from cases.quality.models import Rating
from cases.queries.following import code_for, following_of
from legalaid.faces.portal.apply.models import Draft, Submission
from legalaid.faces.portal.letters.models import Letter
from legalaid.faces.portal.letters.queries import files_of
from legalaid.platform.accounts.models import Try, User
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.documents.models import Attachment
from legalaid.platform.jobs.models import Job
from legalaid.platform.jobs.queue import run
from legalaid.platform.notifications.models import Delivery, Text, Wishes
from tests.factories import walk

from .apart import served_apart
from .applied import Phone, photo, received
from .asker import ANSWER, REPLY, Asker
from .letters import to_applicant
from .test_electronic import PAPERS, opens, refused
from .test_role import READ, may, refusal_of
from .visitor import CANCEL, MOVE, OPEN, START, Visitor, center, laid, next_workday, offer, slot_of
from .visitor import MINE as VISIT

pytestmark = pytest.mark.postgresql
MINE, SEEN, RATE = "/public/mine/", "/public/mine/case/", "/public/mine/rate/"
WRITTEN = {
    "accounts_try": "INSERT DELETE",
    "audit_event": "INSERT",
    "procedure_deadline": "INSERT UPDATE",
    "notifications_message": "INSERT",
    "notifications_delivery": "INSERT",
    "notifications_text": "INSERT",
    "jobs_job": "INSERT",
    "apply_draft": "INSERT UPDATE DELETE",
    "apply_submission": "INSERT UPDATE",
    "apply_arrived": "INSERT",
    "documents_attachment": "INSERT UPDATE DELETE",
    "asking_asked": "INSERT UPDATE",
    "cases_consultation": "INSERT UPDATE",
    "cases_consultationtopic": "INSERT",
    "cases_furtherquestion": "INSERT",
    "core_counter": "INSERT UPDATE",
    "letters_letter": "INSERT",
    "letters_letteropening": "INSERT",
    "cases_electronicconsent": "INSERT UPDATE",
    "cases_paperopening": "INSERT",
    "quality_rating": "INSERT UPDATE",
    "visits_visit": "INSERT UPDATE",
}


class Role:
    """Within it the portal's process works; outside, the office."""

    def __enter__(self):
        self.served = served_apart()
        self.served.enable()
        self.cursor = connection.cursor()
        self.cursor.execute("SET LOCAL ROLE legalaid_portal")
        return self.cursor

    def __exit__(self, *_):
        self.cursor.execute("RESET ROLE")
        self.cursor.close()
        self.served.disable()


@pytest.fixture
def role(county):
    """The role of both files; whoever is told anything is told by mail and text too."""
    system_user()
    User.objects.update(email="a@example.cn")
    for user in User.objects.all():
        user.phone = "13800138000"
        user.save()
        Wishes.objects.update_or_create(user=user, defaults={"text": True})
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE legalaid_portal")
        for file in ("portal", "portal-acts"):
            cursor.execute((settings.BASE_DIR / f"docs/postgresql-{file}.sql").read_text())
    return Role


def inside(case):
    client = Client()
    said = {"code": code_for(case, following_of(case)), "last": "0011"}
    assert client.post(MINE, said).status_code == 302
    return client


def test_somebody_applies(role):
    with role():
        other = Phone().begin()
        assert other.client.post(reverse("apply:delete")).status_code == 302
        phone = Phone().begin().fill()
        assert phone.upload(photo(), photo("合同.jpg")).status_code == 302
        taken_back = phone.draft.files.last()
        phone.client.post(reverse("apply:drop_paper", args=[taken_back.pk]))
        assert phone.send().status_code == 302
        receipt = phone.client.get(reverse("apply:receipt")).content.decode()

    row = Submission.objects.get()
    assert (row.name, row.files.count(), Draft.objects.count()) == ("李国强", 1, 0)
    assert "已收到" in receipt
    assert {job.kind for job in Job.objects.all()} >= {"send_mail", "send_texts"}
    assert Delivery.objects.exists()
    assert Text.objects.exists()


def test_somebody_asks_reads_the_answer_and_asks_once_more(role, county):
    with role():
        asker = Asker()
    row = Consultation.objects.get(pk=asker.row.pk)
    answer(row, by=county.chuangkou, at=timezone.now(), **REPLY)
    with role():
        page = asker.read()
        more = asker.client.post(ANSWER, {"question": "那我要准备哪些材料才能去仲裁？"})
        private = asker.client.post(ANSWER, {"private": "1"})

    row.refresh_from_db()
    assert REPLY["answer"] in page
    assert (more.status_code, private.status_code, row.state) == (302, 302, "open")


def test_somebody_follows_a_case_writes_and_rates(role, county):
    case = walk(county, "hold_first_meeting")
    day = timezone.localdate() - timedelta(days=3)
    letter = to_applicant(case, by=county.lvshi, files=[photo("通知.jpg")])
    enclosed = files_of(letter).get()
    with role():
        client = inside(case)
        page = client.get(SEEN).content.decode()
        read = client.get(f"/public/mine/letter/{letter.pk}/").content.decode()
        file = client.get(f"/public/mine/letter/{letter.pk}/{enclosed.pk}/")
        list(file.streaming_content)
        said = {"token": uuid.uuid4(), "text": "什么时候开庭？", "to": letter.pk, "file": photo()}
        sent = client.post("/public/mine/write/message/", said)
        wrong = Client().post(MINE, {"code": "123456789012", "last": "0011"})
    Case.objects.filter(pk=case.pk).update(closed_on=day)
    with role():
        rated = inside(case).post(RATE, {"level": "1", "said": "没人理我"})

    assert county.lvshi.name in page
    assert (letter.text in read, letter.opening.at > letter.sent_at) == (True, True)
    assert Letter.objects.get().reply_to == letter
    assert (file["Content-Type"], files_of(Letter.objects.get()).count()) == ("image/jpeg", 1)
    assert (sent.status_code, wrong.status_code, rated.status_code) == (302, 422, 200)
    assert (Letter.objects.get().text, Rating.objects.get().said) == ("什么时候开庭？", "没人理我")


def test_somebody_agrees_to_papers_online_and_opens_one(role, county):
    case = refused(county)
    with role():
        client = inside(case)
        assert client.post(PAPERS, {"agree": "on"}).status_code == 302
        read = opens(client, case)
        assert client.post(PAPERS, {"end": "1"}).status_code == 302
    assert (read, case.services.count()) == (True, 0)
    run(Job.objects.get(kind="serve_opened").pk)
    assert case.services.get().how == "electronic"


def test_somebody_books_moves_and_cancels_a_visit(role, county):
    offer(county.zhuren)
    day = next_workday()
    with role():
        start = Client().get(START).content.decode()
        visitor = Visitor(center(), slot_of(day))
        code, _ = visitor.codes()
        other = Client()
        opened = other.post(OPEN, {"code": code})
        moved = other.post(MOVE, {"slot": slot_of(day, 10)})
        cancelled = other.post(CANCEL)
        page = other.get(VISIT).content.decode()
    assert f"/public/visit/at/{center().pk}/" in start
    assert (visitor.answer.url, opened.url, moved.url, cancelled.url) == (VISIT,) * 4
    assert "这个预约已经取消" in page


def test_it_writes_these_tables_and_no_other(role):
    with role() as cursor:
        found = {
            table: " ".join(
                right for right in ("INSERT", "UPDATE", "DELETE") if may(cursor, table, right)
            )
            for table in connection.introspection.table_names()
        }
    assert {table: rights for table, rights in found.items() if rights} == WRITTEN


READ_TOO = {
    "accounts_try", "apply_arrived", "apply_draft", "apply_submission", "audit_event", "cases_case", "cases_cause", "cases_causeword",
    "cases_causeword_causes", "cases_consultation", "cases_consultationtopic", "cases_decision", "cases_electronicconsent",
    "cases_following", "cases_furtheranswer", "cases_furtherquestion", "cases_groupmember", "cases_hearing", "cases_jointapplicant",
    "cases_objection", "cases_paperopening", "cases_party", "cases_person", "cases_replacementrequest", "cases_service",
    "cases_supplementnotice", "cases_termination", "core_calendarday", "core_calendaryear", "core_counter", "documents_attachment",
    "jobs_job", "letters_letter", "letters_letteropening", "letters_officeletter",
    "notifications_delivery", "notifications_message", "notifications_text", "notifications_wishes",
    "notifications_wording", "procedure_deadline", "procedure_pause", "quality_complaint", "quality_rating", "stations_leave",
    "stations_staff", "visits_closedday", "visits_offering", "visits_visit",
}  # fmt: skip


def test_it_reads_something_of_these_tables_and_nothing_of_others(role):
    with role() as cursor:
        tables = connection.introspection.table_names()
        found = {table for table in tables if may(cursor, table, "SELECT")}
    assert found == READ | READ_TOO


REFUSED = [
    "SELECT password FROM accounts_user",
    "SELECT password_changed_at FROM accounts_user",
    "SELECT last_login FROM accounts_user",
    "SELECT actor_name FROM audit_event",
    "SELECT address FROM cases_party",
    "SELECT code_word FROM cases_person",
    "SELECT contact_note FROM cases_person",
    "SELECT text FROM notifications_message",
    "SELECT result FROM jobs_job",
    "SELECT kind FROM stations_leave",
    "UPDATE notifications_text SET state = 'dropped'",
    "UPDATE jobs_job SET state = 'done'",
    "UPDATE cases_electronicconsent SET said = 'x'",
    "UPDATE cases_paperopening SET at = now()",
    "UPDATE documents_attachment SET file = 'x'",
    "UPDATE procedure_deadline SET due_at = now()",
    "UPDATE asking_asked SET word_blind = 'x'",
    "UPDATE visits_offering SET active = false",
    "DELETE FROM visits_visit",
    "DELETE FROM visits_closedday",
    "DELETE FROM cases_electronicconsent",
    "DELETE FROM apply_submission",
    "SELECT session_key FROM accounts_user",
    "SELECT * FROM accounts_passwordhistory",
    "SELECT * FROM django_session",
    "SELECT personal FROM audit_event",
    "SELECT data FROM audit_event",
    "SELECT facts FROM cases_case",
    "SELECT amount FROM cases_case",
    "SELECT phone FROM cases_person",
    "SELECT address FROM cases_person",
    "SELECT safe_phone FROM cases_person",
    "SELECT phone FROM cases_party",
    "SELECT * FROM cases_meanstest",
    "SELECT * FROM cases_logentry",
    "SELECT * FROM quality_complaint",
    "SELECT said FROM quality_rating",
    "SELECT * FROM subsidies_entry",
    "SELECT account_number FROM stations_firm",
    "SELECT mobile FROM stations_handler",
    "UPDATE cases_case SET state = 'archived'",
    "UPDATE cases_case SET id = id",
    "SELECT id FROM cases_case FOR UPDATE",
    "INSERT INTO cases_case (number) VALUES ('x')",
    "UPDATE cases_person SET name = 'x'",
    "UPDATE cases_following SET kept = true",
    "UPDATE letters_letter SET outcome = 'taken'",
    "UPDATE letters_officeletter SET taken_back_at = now()",
    "UPDATE letters_letteropening SET at = now()",
    "UPDATE audit_event SET verb = 'x'",
    "DELETE FROM audit_event",
    "DELETE FROM cases_consultation",
    "DELETE FROM letters_letter",
    "INSERT INTO accounts_user (username) VALUES ('x')",
    "UPDATE documents_paper SET title = 'x'",
    "UPDATE documents_attachment SET title = 'x'",
    "TRUNCATE apply_draft",
]


def test_what_it_need_not_do_is_refused(role):
    with role() as cursor:
        answers = {statement: refusal_of(cursor, statement) for statement in REFUSED}
    assert {statement: said for statement, said in answers.items() if "denied" not in said} == {}


def test_rows_that_did_not_come_by_the_network_are_refused(role, county):
    case = walk(county, "accept_assignment")
    asked = Consultation.objects.create(
        station=case.station, by=county.chuangkou, at=timezone.now()
    )
    file = Attachment.objects.create(
        workflow="case", subject_id=case.pk, size=1, uploaded_by=county.chuangkou
    )
    Rating.objects.create(
        level="1", on=timezone.localdate(), case=case, service="case", station=case.station,
        by=county.chuangkou, version=1,
    )  # fmt: skip
    laid(0, state="missed")
    laid(1)
    laid(2, way="phone")
    received()
    Submission.objects.update(version=1)
    Try.objects.create(door="login", who="zhuren", at=timezone.now())
    connection.check_constraints()
    tried = [
        "INSERT INTO visits_visit SELECT * FROM visits_visit WHERE way = 'phone'",
        "UPDATE apply_submission SET state = 'aside'",
        f"INSERT INTO documents_attachment SELECT * FROM documents_attachment WHERE id = {file.pk}",
        f"INSERT INTO cases_consultation SELECT * FROM cases_consultation WHERE id = {asked.pk}",
        "UPDATE core_counter SET value = 900 WHERE series <> 'consultation'",
        "DELETE FROM accounts_try WHERE door = 'login'",
        "UPDATE visits_visit SET name = 'x' WHERE state = 'missed'",
        "UPDATE visits_visit SET state = 'arrived' WHERE state = 'booked'",
        f"UPDATE cases_consultation SET answer = 'x' WHERE id = {asked.pk}",
        f"DELETE FROM documents_attachment WHERE id = {file.pk}",
        f"UPDATE documents_attachment SET workflow = 'draft' WHERE id = {file.pk}",
        "UPDATE quality_rating SET level = '5'",
        "UPDATE procedure_deadline SET cancelled_at = now()",
        "INSERT INTO jobs_job (kind, args, state, progress, total, note, result, error, attempts,"
        " due_at, taken_by, created_at) VALUES ('restore', '{}', 'queued', 0, 0, '', '{}', '', 0,"
        " now(), '', now())",
        "INSERT INTO accounts_try (door, who, at) VALUES ('login', 'zhuren', now())",
        "INSERT INTO core_counter (series, year, value) VALUES ('case', 2027, 900)",
    ]
    with role() as cursor:
        answers = {statement: refusal_of(cursor, statement) for statement in tried}
    assert {text for text, said in answers.items() if "the portal may not" not in said} == set()
