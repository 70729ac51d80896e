"""A backup made while the office is open, put back and looked at; and each thing that may be wrong with one is said."""

import json
import os
import re
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit import anchors, chain
from legalaid.platform.backup import archive, keeping, readers, recovery, tasks
from legalaid.platform.backup.models import Proof
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.health import findings
from legalaid.platform.documents.models import Attachment
from legalaid.platform.jobs.models import Job
from tests.damage import flip

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(settings, tmp_path):
    settings.BACKUP_DIR, settings.BACKUP_KEYS_DIR = tmp_path / "backups", tmp_path / "keys"
    yield tmp_path
    readers.path().unlink(missing_ok=True)


@pytest.fixture
def office(place):
    """A person, five events with an anchor, two files; the recovery key, as it was printed."""
    by = User.objects.create(username="chuangkou", name="林秀", role=Role.WINDOW)
    for number in range(5):
        chain.record("audit.shred", by=by, seq=number)
    anchors.anchor()
    for size in (10, 3_000_000):
        kept_file(by, os.urandom(size))
    return readers.make()


def kept_file(by, data):
    row = Attachment(
        workflow="case",
        subject_id=1,
        title="材料",
        original_name="材料.pdf",
        mime="application/pdf",
    )
    row.uploaded_by, row.size = by, len(data)
    row.file.save("a.pdf", ContentFile(data))
    return row


@contextmanager
def changed(path, data):
    before = path.read_bytes()
    path.write_bytes(data)
    yield
    path.write_bytes(before)


def newest():
    return list(archive.backups().values())[-1]


def test_backup_is_put_back_and_everything_fits(office):
    made, proof = keeping.make_backup(), keeping.prove_backup()
    assert (made.sound, made.figures["files"], made.figures["gone"]) == (True, 2, 0)
    assert proof.said.endswith("2个文件逐一相符，审计链5条完好，与锚点相符")
    assert (proof.sound, proof.figures["rows"]) == (True, made.figures["rows"])
    assert newest().stat().st_mode & 0o777 == archive.keys_file().stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in settings.VAR_DIR.glob("backup-*")) == [readers.FILE]
    assert not (settings.PRIVATE_DIR / archive.STAGE).exists()


def test_nothing_in_clear_is_in_a_backup(office):
    keeping.make_backup()
    for path in (newest(), archive.keys_file()):
        data = path.read_bytes()
        for word in (
            "林秀".encode(),
            b"SQLite format",
            b"PGDMP",
            settings.KEYS.audit.hex().encode(),
        ):
            assert word not in data


def test_backup_cut_off_or_changed_is_no_good_one(office):
    keeping.make_backup()
    whole = newest().read_bytes()
    turned = bytearray(whole)
    turned[len(whole) // 2] ^= 1
    for data in (whole[:-1], whole[: len(whole) // 2], b"", bytes(turned)):
        with changed(newest(), data), pytest.raises(DomainError, match="备份文件不完整"):
            keeping.prove_backup()
    proofs = Proof.objects.filter(kind="restored").values_list("sound", flat=True)
    assert list(proofs) == [False] * 4
    assert Job.objects.filter(kind="tell_administrators").count() == 4
    assert keeping.last_good() is None
    assert keeping.prove_backup().sound
    assert archive.backups()[keeping.last_good()] == newest()


def test_half_written_backup_is_forgotten_and_never_taken(office, place):
    (place / "backups").mkdir()
    half = place / "backups" / f"legalaid-20991231-235959.backup{archive.UNFINISHED}"
    half.write_bytes(b"half")
    with pytest.raises(DomainError, match="还没有备份可以核验"):
        keeping.prove_backup()
    keeping.make_backup()
    assert not half.exists()
    assert len(archive.backups()) == 1


def test_two_at_once_are_refused(office):
    keeping.make_backup()
    for act in (keeping.make_backup, keeping.prove_backup):
        with archive.alone(), pytest.raises(DomainError, match=archive.BUSY):
            act()
    assert list(Proof.objects.values_list("said", flat=True))[:2] == [archive.BUSY] * 2


def test_place_that_cannot_be_written_is_said_and_told(office, place):
    (place / "backups").write_text("a file where a folder belongs")
    with pytest.raises(CommandError, match="以前的备份没有动"):
        call_command("backup")
    assert (Proof.objects.get().sound, Job.objects.get().kind) == (False, "tell_administrators")


def test_what_is_wrong_in_the_office_is_said_by_the_proof(office):
    altered, lost = Attachment.objects.all()
    flip(settings.PRIVATE_DIR / altered.file.name)
    (settings.PRIVATE_DIR / lost.file.name).unlink()
    guards_off("DELETE FROM audit_event WHERE seq > 2")

    made = keeping.make_backup()
    assert (made.sound, made.said.endswith("；1个私有文件找不到")) == (False, True)
    archive.keys_file().unlink()
    proof = keeping.prove_backup()
    assert not proof.sound
    for said in (
        "缺第 3 条至第 5 条，至少 3 条",
        f"documents_attachment {altered.pk}：私有文件缺失或者与登记不符",
        f"documents_attachment {lost.pk}：私有文件缺失或者与登记不符",
        "备份时已有1个私有文件找不到",
        "密钥备份",
    ):
        assert said in proof.said


def guards_off(statement):
    """As someone with the database's password; the guard of SQLite is put back for those who come after."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for sql in (
                "SET session_replication_role = replica",
                statement,
                "RESET session_replication_role",
            ):
                cursor.execute(sql)
        else:
            cursor.execute(
                statement
            )  # the guard against deleting is lifted for the tests of this run


def test_before_a_recovery_key_nothing_is_made(place):
    with pytest.raises(CommandError, match="backup_key"):
        call_command("backup")
    found = {one.key: said for one, said in findings(timezone.now())}["backup"]
    assert (found.level, found.sentence) == ("soon", "还没有设置恢复密钥，没有备份。")
    call_command("backup_key")
    with pytest.raises(CommandError, match="已有恢复密钥"):
        call_command("backup_key")


@pytest.mark.parametrize("routine", [tasks.back_up, tasks.prove_backup])
def test_before_a_recovery_key_the_night_tries_nothing_and_tells_nobody(place, routine):
    routine()
    assert (Proof.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.parametrize("routine", [tasks.back_up, tasks.prove_backup])
def test_recovery_key_that_is_lost_is_told_the_same_night(office, routine):
    keeping.make_backup()
    readers.path().unlink()
    routine()
    assert Proof.objects.filter(sound=False).count() == 1
    assert Job.objects.get().kind == "tell_administrators"


def test_recovery_key_is_shown_once_and_kept_nowhere(place, capsys):
    call_command("backup_key")
    shown = re.search(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){13}", capsys.readouterr().out)[0]
    assert readers.read(shown).hex() not in readers.path().read_text()
    assert set(json.loads(readers.path().read_text())) == {"machine", "recovery"}
    assert readers.path().stat().st_mode & 0o777 == 0o600


def test_monitor_is_told_of_the_last_proof(office):
    keeping.make_backup()
    assert told() == "还没有一份备份经过恢复核验。"
    keeping.prove_backup()
    assert told().endswith("恢复核验通过。")
    newest().write_bytes(b"")
    with pytest.raises(DomainError):
        keeping.prove_backup()
    assert told().endswith("的恢复核验没有成功。")


def told():
    return {one.key: said.sentence for one, said in findings(timezone.now())}["backup"]


def test_full_place_is_not_restored_into(office):
    keeping.make_backup()
    before = connection.introspection.table_names()
    with pytest.raises(DomainError, match="不能恢复到这里"):
        recovery.restore(newest(), archive.keys_file(), readers.read(office))
    assert (connection.introspection.table_names(), Attachment.objects.count()) == (before, 2)


def test_administrator_sees_each_backup_and_proof(office, client):
    admin = User.objects.create(username="admin", name="管理", role=Role.ADMIN)
    keeping.make_backup()
    keeping.prove_backup()
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/backup/").content.decode()
    assert (page.count("成功</td>"), "逐一相符" in page) == (2, True)
