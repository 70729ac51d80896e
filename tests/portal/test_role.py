"""On PostgreSQL the portal works under a role that reads what its pages show and nothing else."""

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from stations.models import Handler
from tests.factories import new_case

from .apart import served_apart
from .test_notices import prepare, publish
from .test_seen import pages, shift_today

pytestmark = pytest.mark.postgresql
READ = {
    "core_office", "procedure_clockrule", "cases_economicstandard", "portal_notice", "asking_asked", "asking_publicanswer", "documents_paper", "stations_station",
    "stations_dutypost", "stations_roster", "stations_shift", "stations_handler", "stations_firm", "accounts_user",
}  # fmt: skip


@pytest.fixture
def role(county):
    """The role of docs/postgresql-portal.sql, for one transaction, with something on every page."""
    new_case(county)
    Handler.objects.update(public=True)
    shift_today(county)
    notice = publish(prepare(county.admin, "handlers"), county.zhuren)
    printed = Client().get(reverse("portal:public_pdf", args=[notice.pk]))  # inside
    assert b"".join(printed.streaming_content)[:5] == b"%PDF-"
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE legalaid_portal")
        cursor.execute((settings.BASE_DIR / "docs/postgresql-portal.sql").read_text())
        cursor.execute("SET LOCAL ROLE legalaid_portal")
        yield cursor, notice
        cursor.execute("RESET ROLE")


def may(cursor, table, right):
    asked = "has_table_privilege" if right == "DELETE" else "has_any_column_privilege"
    cursor.execute(f"SELECT {asked}(%s, %s)", [f'"{table}"', right])
    return cursor.fetchone()[0]


def test_every_page_of_the_portal_can_be_read(role):
    _, notice = role
    with served_apart():
        client = Client()
        paths = [*pages(notice), reverse("portal:form", args=["commitment"])]
        answers = {path: client.get(path).status_code for path in paths}
        file = client.get(reverse("portal:public_pdf", args=[notice.pk]))
    assert {path: code for path, code in answers.items() if code not in (200, 302)} == {}
    assert b"".join(file.streaming_content)[:5] == b"%PDF-"


def test_cases_are_not_followed_where_they_cannot_be_read(role):
    with served_apart():
        page = Client().get(reverse("portal:mine"))
        answer = Client().post(reverse("portal:mine"), {"code": "123456789012", "last": "0011"})
    assert (page.status_code, 'name="code"' in page.content.decode()) == (200, False)
    assert (answer.status_code, answer.url) == (302, reverse("portal:mine"))


def test_nothing_is_applied_for_or_asked_where_nothing_can_be_taken_in(role):
    with served_apart():
        client = Client()
        page = client.get(reverse("portal:apply")).content.decode()
        start = client.post(reverse("apply:start"), {"seen_by": "alone", "agree": "on"})
        asking = client.get(reverse("asking:start")).content.decode()
    assert ("网上申请现在没有开通" in page, start.status_code, start.url) == (
        True,
        302,
        reverse("portal:apply"),
    )
    assert 'name="question"' not in asking


def test_no_table_but_those_of_its_pages_can_be_read_and_none_written(role):
    cursor, _ = role
    tables = connection.introspection.table_names()
    assert {table for table in tables if may(cursor, table, "SELECT")} == READ
    writes = ("INSERT", "UPDATE", "DELETE")
    assert {table for table in tables for right in writes if may(cursor, table, right)} == set()
    assert len(tables) > 100


REFUSED = [
    "SELECT name FROM cases_party",
    "SELECT name FROM cases_person",
    "SELECT number FROM cases_case",
    "SELECT context FROM documents_paper",
    "SELECT password FROM accounts_user",
    "SELECT username FROM accounts_user",
    "SELECT mobile FROM stations_handler",
    "SELECT contact FROM stations_station",
    "SELECT account_number FROM stations_firm",
    "SELECT * FROM audit_event",
    "SELECT * FROM django_session",
    "INSERT INTO portal_notice (title) VALUES ('x')",
    "UPDATE accounts_user SET name = 'x'",
    "DELETE FROM portal_notice",
    "TRUNCATE portal_notice",
]


def test_what_the_portal_need_not_see_is_refused(role):
    cursor, _ = role
    answers = {statement: refusal_of(cursor, statement) for statement in REFUSED}
    assert {statement: said for statement, said in answers.items() if "denied" not in said} == {}


def refusal_of(cursor, statement):
    """What PostgreSQL answers; "" where it does it."""
    try:
        with transaction.atomic():
            cursor.execute(statement)
    except DatabaseError as error:
        return str(error)
    return ""
