"""Private files on the disk: encrypted, whole or not there, and compared with their digest whenever they are opened."""

import dataclasses
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import models
from django.urls import reverse

from legalaid.platform.audit.models import Event
from legalaid.platform.documents.fields import Altered, PrivateFileField
from legalaid.platform.documents.models import Attachment
from legalaid.platform.documents.storage import private_storage
from legalaid.platform.jobs.models import Job
from legalaid.platform.jobs.queue import run
from legalaid.platform.notifications.models import Message
from tests.damage import flip
from tests.documents.test_dossier import foreign_pdf
from tests.documents.test_sheet import keep
from tests.factories import new_case

PLAIN = b"%PDF-1.7 430101199003078888"
MB = 1024 * 1024


@pytest.fixture
def file(county):
    return keep(new_case(county), county.chuangkou, foreign_pdf(1), "一页.pdf")


def raw(file):
    return Path(file.file.path)


def test_every_stored_file_of_the_house_has_a_digest_beside_it():
    fields = [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField)
    ]
    assert sorted(model.__name__ for model, _ in fields) == [
        "Attachment", "Attachment", "Export", "Handler", "Paper", "ReceivedPackage", "ReportEdition", "Staff", "Volume",
    ]  # fmt: skip
    for model, field in fields:
        assert isinstance(field, PrivateFileField)
        assert model._meta.get_field(field.digest).max_length == 64


def test_file_on_the_disk_says_nothing_and_is_ours_alone():
    storage = private_storage()
    name = storage.save("2026/11/a.pdf", ContentFile(PLAIN))
    path = Path(storage.path(name))
    assert (PLAIN[:5] in path.read_bytes(), PLAIN[9:] in path.read_bytes()) == (False, False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert os.listdir(path.parent) == ["a.pdf"]
    with storage.open(name) as opened:
        assert (opened.read(), storage.size(name)) == (PLAIN, len(PLAIN))


def test_file_from_before_encryption_is_read_and_sealed_by_the_rotation(file):
    with file.file.open() as opened:
        plain = opened.read()
    raw(file).write_bytes(plain)
    with file.file.open() as opened:
        assert opened.read() == plain
    call_command("rotate_keys", "--no-new-key")
    assert plain[:5] not in raw(file).read_bytes()
    with file.file.open() as opened:
        assert opened.read() == plain


def test_rotation_seals_every_file_with_the_newest_key_and_once(file, settings, capsys):
    old = settings.KEYS
    with file.file.open() as opened:
        plain = opened.read()
    settings.KEYS = dataclasses.replace(old, data={**old.data, 7: b"\x07" * 32})
    call_command("rotate_keys", "--no-new-key")
    assert "文件1个" in capsys.readouterr().out
    call_command("rotate_keys", "--no-new-key")
    assert "文件0个" in capsys.readouterr().out
    settings.KEYS = dataclasses.replace(old, data={7: b"\x07" * 32})
    with file.file.open() as opened:
        assert opened.read() == plain


def test_rotation_names_the_file_that_does_not_open_and_does_the_others(file, settings, county):
    other = keep(new_case(county), county.chuangkou, foreign_pdf(1), "二.pdf")
    raw(file).write_bytes(raw(file).read_bytes()[:-1])
    settings.KEYS = dataclasses.replace(settings.KEYS, data={**settings.KEYS.data, 7: b"\x07" * 32})
    with pytest.raises(CommandError, match=f"有1个文件打不开.*{file.file.name}"):
        call_command("rotate_keys", "--no-new-key")
    settings.KEYS = dataclasses.replace(settings.KEYS, data={7: b"\x07" * 32})
    with other.file.open() as opened:
        assert opened.read(5) == b"%PDF-"


def swapped(file):
    """Another file of ours, sealed as it should be, under the name of this one."""
    storage = file.file.storage
    storage.delete(file.file.name)
    storage.save(file.file.name, ContentFile(foreign_pdf(2)))


DAMAGE = {
    "cut": lambda file: raw(file).write_bytes(raw(file).read_bytes()[:-1]),
    "bit": lambda file: flip(raw(file)),
    "clear": lambda file: raw(file).write_bytes(foreign_pdf(2)),
    "empty": lambda file: raw(file).write_bytes(b""),
    "sealed anew": swapped,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_altered_file_is_not_given_out_and_the_administrator_hears_once(
    county, sign_in, file, damage
):
    damage(file)
    client = sign_in(county.chuangkou)
    for address in (
        reverse("documents:file", args=[file.pk]),
        reverse("documents:sheet", args=[file.pk, 1]),
    ):
        answer = client.get(address)
        assert (answer.status_code, b"%PDF" in answer.content) == (500, False)
        assert "存储中的“身份证明”已不是当初保存的那一份" in answer.content.decode()
    for job in Job.objects.filter(kind="tell_administrators"):
        run(job.pk)
    events = Event.objects.filter(verb="file.altered", workflow="case", subject_id=file.subject_id)
    assert [event.data["title"] for event in events] == ["身份证明", "身份证明"]
    told = Message.objects.filter(kind="system")
    assert [message.user for message in told] == [county.admin]
    assert told[0].text.startswith("存储中的文件“身份证明”与保存时的不一致")


def test_row_of_another_digest_does_not_open(file):
    Attachment.objects.filter(pk=file.pk).update(sha256="0" * 64)
    with pytest.raises(Altered):
        Attachment.objects.get().file.open()


SAVE_AND_READ = """
import resource, sys, django
django.setup()
from django.core.files import File
from legalaid.platform.documents.storage import private_storage
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before, storage = peak(), private_storage()
name = storage.save("large.bin", File(open(sys.argv[1], "rb")))
with storage.open(name) as file:
    read = sum(map(len, file.chunks()))
storage.renew(name)
print(read, (peak() - before) // 1024)
"""


def test_50_mb_go_in_and_out_without_filling_the_memory(tmp_path):
    large = tmp_path / "large"
    with large.open("wb") as out:
        for _ in range(50):
            out.write(os.urandom(MB))
    env = {**os.environ, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "legalaid.settings"}
    done = subprocess.run(
        [sys.executable, "-c", SAVE_AND_READ, str(large)], env=env, capture_output=True, check=True
    )
    read, grown = map(int, done.stdout.split())
    assert (read, grown < 10) == (50 * MB, True)
