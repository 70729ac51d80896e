"""A history cut at its end, emptied or grown anew is found by what was written down elsewhere, and said from when to when."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from legalaid.platform.audit import anchors, chain, verdict
from legalaid.platform.audit.guards import ALLOWS, REFUSES, lifted
from legalaid.platform.audit.models import Event
from legalaid.platform.core.health import findings
from tests.audit.test_chain import raw
from tests.factories import new_case


def record(county, count, at=None):
    for number in range(count):
        chain.record("audit.shred", by=county.admin, at=at, seq=1000 + number)


@pytest.fixture
def anchored(county):
    """100 events, an anchor after the 40th and after the last."""
    record(county, 40)
    anchors.anchor()
    record(county, 60)
    anchors.anchor()
    return settings_file()


def settings_file():
    return anchors.places()[0]


def refused(*arguments):
    with pytest.raises(CommandError) as refusal:
        call_command("verify_audit", *arguments)
    return refusal.value.returncode, str(refusal.value)


def cut(count):
    raw(f"DELETE FROM audit_event WHERE seq > {100 - count}")


def test_untouched_history_fits_its_anchors(anchored, capsys):
    call_command("verify_audit")
    said = capsys.readouterr().out
    assert said.startswith("审计链完好：100条，链首 ")
    assert said.endswith("：与审计链相符，最近一个锚点是第 100 条，其后 0 条。\n")
    assert anchored.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("count", [1, 50, 60])
def test_events_cut_off_the_end_are_counted_and_dated(anchored, count):
    cut(count)
    code, said = refused()
    assert code == verdict.CUT
    assert f"缺第 {101 - count} 条至第 100 条，至少 {count} 条" in said
    assert re.search(r"第 40 条（锚点写于 .+）及以前相符。$", said)


def test_table_emptied_whole_is_said(anchored):
    cut(100)
    code, said = refused()
    assert (code, "缺第 1 条至第 100 条，至少 100 条" in said) == (verdict.CUT, True)
    assert said.endswith("没有一条相符。")


def test_history_grown_anew_after_a_cut_is_found(anchored, county):
    cut(50)
    record(county, 70)
    assert chain.verify()[2] is None
    code, said = refused()
    assert code == verdict.CUT
    assert "写下的第 100 条，现在是另外的内容；第 40 条" in said


def test_anchors_written_after_a_cut_hide_nothing(anchored, county):
    cut(50)
    record(county, 10)
    anchors.anchor()
    assert refused()[0] == verdict.CUT


def test_missing_anchor_file_is_said(anchored):
    anchored.unlink()
    code, said = refused()
    assert (code, "不存在" in said) == (verdict.UNANCHORED, True)


@pytest.mark.parametrize("line", [0, 1])
def test_edited_anchor_is_found_at_its_line(anchored, line):
    lines = anchored.read_text().splitlines(keepends=True)
    lines[line] = lines[line].replace("4", "5", 1).replace("100", "101", 1)
    anchored.write_text("".join(lines))
    code, said = refused()
    assert (code, f"第 {line + 1} 行被改动过" in said) == (verdict.UNANCHORED, True)


def test_anchor_taken_out_of_the_middle_is_found(anchored, county):
    record(county, 5)
    anchors.anchor()
    lines = anchored.read_text().splitlines(keepends=True)
    anchored.write_text(lines[0] + lines[2])
    code, said = refused()
    assert (code, "第 2 行被改动过" in said) == (verdict.UNANCHORED, True)


def test_anchor_file_older_than_a_day_of_events_is_said(county):
    record(county, 40, at=timezone.now() - timedelta(days=5))
    anchors.anchor()
    record(county, 60, at=timezone.now() - timedelta(days=2))
    code, said = refused()
    assert code == verdict.UNANCHORED
    assert "只到第 40 条：其后 60 条" in said


def test_half_a_line_of_a_power_cut_is_taken_off(anchored, county):
    with open(anchored, "a") as file:
        file.write("101 2026-11-2")
    call_command("verify_audit", verbosity=0)
    record(county, 1)
    anchors.anchor()
    assert [one.seq for one in anchors.read(anchored)] == [40, 100, 101]


def test_nothing_new_is_anchored_once(anchored):
    anchors.anchor()
    assert [one.seq for one in anchors.read(anchored)] == [40, 100]


def test_every_hundredth_event_is_an_anchor(county, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        record(county, 99)
    assert not settings_file().exists()
    with django_capture_on_commit_callbacks(execute=True):
        record(county, 2)
    assert [one.seq for one in anchors.read(settings_file())] == [101]


def test_second_place_tells_what_the_first_no_longer_does(county, settings, tmp_path):
    settings.AUDIT_ANCHORS_COPY = str(tmp_path / "elsewhere")
    record(county, 100)
    anchors.anchor()
    cut(50)
    settings_file().write_text("")
    code, said = refused()
    assert (code, f"{tmp_path / 'elsewhere'}：" in said) == (verdict.CUT, True)


def test_second_place_out_of_reach_stops_nothing(county, settings, tmp_path, caplog):
    settings.AUDIT_ANCHORS_COPY = str(tmp_path / "away" / "elsewhere")
    record(county, 3)
    assert anchors.anchor() == 3
    assert "FileNotFoundError" in caplog.text
    assert [one.seq for one in anchors.read(settings_file())] == [3]


def test_sheet_shows_the_end_and_compares_an_older_one(anchored, county, sign_in):
    page = sign_in(county.admin).get("/audit/sheet/").content.decode()
    head = Event.objects.latest("seq").hash
    assert " ".join(head[start : start + 4] for start in range(0, 16, 4)) in page

    number = Event.objects.latest("seq").seq
    cut(50)
    digits = Event.objects.get(seq=30).hash[:16].upper()
    client = sign_in(county.admin)
    for asked, said in (
        ({"number": "30", "digits": digits}, "日签第 30 条相符"),
        ({"number": "30", "digits": "0" * 16}, "日签第 30 条与库中的摘要不符"),
        ({"number": "30", "digits": digits[:4]}, "日签第 30 条与库中的摘要不符"),
        ({"number": number, "digits": head[:16]}, f"日签第 {number} 条已不在库中"),
        ({"number": "²", "digits": "x"}, "审计记录请填日签上的数字。"),
    ):
        assert said in client.get("/audit/sheet/", asked).content.decode()


def test_sheet_is_compared_by_the_command(anchored):
    head = Event.objects.get(seq=100).hash
    call_command("verify_audit", "--sheet", "100", head[:16], verbosity=0)
    assert refused("--sheet", "100", "0" * 16)[0] == verdict.CUT
    assert refused("--sheet", "100", "")[0] == verdict.CUT


@pytest.mark.postgresql
def test_no_table_is_emptied_at_once(db):
    tables = connection.introspection.table_names()
    assert len(tables) > 100
    with connection.cursor() as cursor:
        cursor.execute(REFUSES)
        for table in tables:
            with pytest.raises(DatabaseError, match="no table is emptied"), transaction.atomic():
                cursor.execute(f'TRUNCATE "{table}" CASCADE')


@pytest.fixture
def app_role(county):
    """The role of docs/postgresql-rights.sql, for one transaction."""
    chain.record("audit.shred", by=county.admin, seq=1)
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE legalaid_app")
        cursor.execute((settings.BASE_DIR / "docs/postgresql-rights.sql").read_text())
        cursor.execute("SET LOCAL ROLE legalaid_app")
        yield cursor
        cursor.execute("RESET ROLE")


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE audit_event",
        "TRUNCATE cases_case CASCADE",
        "DROP TABLE audit_event",
        "DELETE FROM audit_event",
        "UPDATE audit_event SET verb = 'x'",
        "DELETE FROM subsidies_entry",
        "UPDATE subsidies_entryline SET payee = 'x'",
        "DELETE FROM django_migrations",
        "ALTER TABLE audit_event DISABLE TRIGGER audit_event_guard",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_event_guard ON audit_event",
        "SET LOCAL session_replication_role = replica",
        "CREATE TABLE mine (id int)",
        ALLOWS,
    ],
)
def test_role_of_the_office_may_not(app_role, statement):
    with pytest.raises(DatabaseError), transaction.atomic():
        app_role.execute(statement)


@pytest.mark.postgresql
def test_role_of_the_office_works(app_role, county):
    case = new_case(county)
    events = Event.objects.count()
    app_role.execute("UPDATE audit_event SET personal = personal")
    app_role.execute("DELETE FROM django_session")
    assert (case.number != "", events, chain.verify()[2]) == (True, 2, None)


def test_guards_lifted_for_a_demo_come_back(county):
    chain.record("audit.shred", by=None, seq=1)
    with lifted(connection), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM accounts_try" if connection.vendor == "sqlite" else "TRUNCATE accounts_try"
        )
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET verb = 'x'")


def told():
    found = {one.key: said for one, said in findings(timezone.now())}["anchors"]
    return found.level, found.sentence


def test_monitor_is_told_of_a_cut(anchored):
    assert told() == ("fine", "审计链与最近的锚点（第 100 条）相符。")
    cut(1)
    assert told()[0] == "bad"


def test_monitor_is_told_when_anchors_stop(county):
    assert told()[0] == "fine"
    record(county, 3, at=timezone.now() - timedelta(hours=2))
    assert told()[0] == "soon"
    settings_file().write_text("1 no anchor at all\n")
    assert told()[0] == "soon"
    settings_file().unlink()
    anchors.anchor()
    assert told() == ("fine", "审计链与最近的锚点（第 3 条）相符。")
