"""The chain: tampering is found at its exact link, the database itself refuses changes, undeclared data cannot enter."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from legalaid.platform.audit import chain
from legalaid.platform.audit.models import AppendOnly, Event
from tests.factories import new_case


def raw(sql):
    """Changes the stored row behind the guard's back, as someone with the database password would."""
    guard = {
        "sqlite": ("DROP TRIGGER audit_event_no_update",),
        "postgresql": ("SET LOCAL session_replication_role = replica",),
    }
    with connection.cursor() as cursor:
        for statement in (*guard[connection.vendor], sql):
            cursor.execute(statement)


@pytest.fixture
def ten(county):
    new_case(county)
    for number in range(9):
        chain.record(
            "record.reveal",
            by=county.chuangkou,
            workflow="case",
            subject_id=1,
            field="联系电话",
            reason=f"理由{number}",
        )


def test_untouched_chain_is_whole(ten):
    count, head, broken = chain.verify()
    assert (count, broken) == (10, None)
    assert head == Event.objects.get(seq=10).hash


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'user.login'",
        "actor_name = 'x'",
        "data = '{}'",
        "subject_id = 9",
        "hash = 'f'",
        "at = '2020-01-01 00:00:00+00'",
    ],
)
def test_change_of_a_raw_row_is_found_at_its_number(ten, change):
    raw(f"UPDATE audit_event SET {change} WHERE seq = 6")
    assert chain.verify()[2] == 6
    with pytest.raises(CommandError, match="第 6 条断裂"):
        call_command("verify_audit")


def test_removed_link_is_found(ten):
    raw("DELETE FROM audit_event WHERE seq = 4")
    assert chain.verify()[2] == 4


def test_database_refuses_to_change_an_event(ten):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET verb = 'x' WHERE seq = 2")
    with pytest.raises(AppendOnly):
        Event.objects.all().delete()
    with pytest.raises(AppendOnly):
        Event.objects.filter(seq=2).update(verb="x")


def test_personal_part_is_encrypted_and_may_be_shredded_without_breaking_the_chain(ten):
    with connection.cursor() as cursor:
        cursor.execute("SELECT personal FROM audit_event WHERE seq = 3")
        assert cursor.fetchone()[0].startswith("1$1$")
        cursor.execute("UPDATE audit_event SET personal = '' WHERE seq = 3")
    assert chain.verify()[2] == 3  # nobody says that it was shredded
    chain.record("audit.shred", by=None, seq=3)
    assert chain.verify()[2] is None


def test_event_of_a_request_carries_the_clients_address(county, sign_in, settings):
    case = new_case(county)
    client = sign_in(county.shencha)
    facts = {"field": "phone", "reason": "通知补正"}
    client.post(
        f"/cases/{case.pk}/reveal/", facts, REMOTE_ADDR="10.1.2.3", HTTP_X_FORWARDED_FOR="9.9.9.9"
    )
    settings.BEHIND_PROXY = True
    client.post(
        f"/cases/{case.pk}/reveal/",
        facts,
        REMOTE_ADDR="10.1.2.3",
        HTTP_X_FORWARDED_FOR="9.9.9.9, 10.9.8.7",
    )
    reveals = Event.objects.filter(verb="record.reveal").values_list("address", flat=True)
    assert list(reveals) == ["10.1.2.3", "10.9.8.7"]
    assert chain.verify()[2] is None


def test_undeclared_data_and_unknown_verbs_are_refused(county):
    with pytest.raises(ValueError, match="does not declare"):
        chain.record("user.login", by=county.admin, phone="13800138000")
    with pytest.raises(KeyError):
        chain.record("user.vanished", by=county.admin)


def test_history_reads_old_to_new_in_sentences(county):
    case = new_case(county)
    chain.record(
        "record.reveal",
        by=county.shencha,
        workflow="case",
        subject_id=case.pk,
        field="联系电话",
        reason="通知补正",
    )
    assert [e.sentence for e in chain.events_for("case", case.pk)] == [
        "收到李国强关于“追索劳动报酬纠纷”的法律援助申请",
        "查看联系电话：通知补正",
    ]


@pytest.mark.parametrize("item", ["discussion", "一案一讨论"])
def test_code_in_an_older_event_is_printed_as_its_word(county, item):
    case = new_case(county)
    chain.record(
        "case.waive",
        by=county.zhuren,
        workflow="case",
        subject_id=case.pk,
        item=item,
        reason="法院已当庭调解。",
    )
    assert chain.events_for("case", case.pk)[-1].sentence == "免除“一案一讨论”：法院已当庭调解。"
