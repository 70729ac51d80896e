"""A failed upload leaves no file behind, and no file that a row names is ever swept."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import orphans, uploads
from legalaid.platform.documents.handlers import UnnamedUploadHandler
from legalaid.platform.documents.models import Attachment
from legalaid.platform.documents.storage import fresh_names, private_storage
from tests.documents.test_dossier import foreign_pdf
from tests.documents.test_sheet import keep
from tests.factories import new_case

LATER = timedelta(days=1, hours=1)


def files():
    return sorted(private_storage().names())


def post(client, case, *given):
    return client.post(
        reverse("cases:upload", args=[case.pk]), {"slot": "identity", "files": given}
    )


def scan():
    return SimpleUploadedFile("a.pdf", foreign_pdf())


def test_upload_that_is_refused_leaves_no_file(county, sign_in):
    bad = SimpleUploadedFile("b.pdf", b"%PDF-1.7 broken")
    assert post(sign_in(county.chuangkou), new_case(county), bad).status_code == 422
    assert files() == []


def test_upload_whose_row_is_taken_back_leaves_no_file(county, sign_in, monkeypatch):
    case, client = new_case(county), sign_in(county.chuangkou)

    def fails(case):
        raise DomainError("办不成。")

    with monkeypatch.context() as patch:
        patch.setattr("cases.domain.material.reassess", fails)
        assert post(client, case, scan()).status_code == 422
    assert (Attachment.objects.count(), files()) == (0, [])

    assert post(client, case, scan()).status_code == 302
    assert files() == [Attachment.objects.get().file.name]


def test_what_a_failing_row_leaves_goes_at_the_end_of_the_request(county, rf):
    case = new_case(county)
    with pytest.raises(DatabaseError), transaction.atomic():
        keep(case, county.chuangkou, foreign_pdf(), "a.pdf")
        raise DatabaseError
    assert len(files()) == 1
    orphans.settle()
    assert files() == []


def test_power_cut_between_file_and_row_is_swept_after_a_day(county):
    kept = keep(new_case(county), county.chuangkou, foreign_pdf(), "a.pdf")
    private_storage().save("2026/11/lost.pdf", ContentFile(b"x"))
    Path(private_storage().path("2026/11/half.pdf.ab12.part")).write_bytes(b"x")
    fresh_names()
    assert (orphans.sweep(), len(files())) == (0, 3)
    assert orphans.sweep(timezone.now() + LATER) == 2
    assert files() == [kept.file.name]


def test_file_named_by_any_row_stays_however_old(county):
    kept = keep(new_case(county), county.chuangkou, foreign_pdf(), "a.pdf")
    uploads.remove(kept, by=county.chuangkou)
    staff = county.chuangkou.staff
    staff.photo.save("p.jpg", ContentFile(b"x"))
    assert orphans.sweep(timezone.now() + LATER) == 0
    assert files() == sorted([kept.file.name, staff.photo.name])


KILLED = """
import os, signal, django
django.setup()
from legalaid.platform.documents.storage import private_storage
from django.core.files import File

class Endless(File):
    def chunks(self, size=None):
        yield b"430101199003078888" * 9000
        print("half", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

private_storage().save("2026/11/a.pdf", Endless(None, "a"))
"""


def test_process_killed_while_it_writes_leaves_nothing_under_the_name(tmp_path):
    env = {**os.environ, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "legalaid.settings"}
    done = subprocess.run(
        [sys.executable, "-c", KILLED], env=env, capture_output=True, cwd=settings.BASE_DIR
    )
    assert (done.stdout, done.returncode) == (b"half\n", -9)
    left = [path for path in (tmp_path / "private").rglob("*") if path.is_file()]
    assert [path.name.startswith("a.pdf.") for path in left] == [True]
    assert b"4301011990" not in left[0].read_bytes()


def test_large_upload_waits_in_a_file_without_a_name(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert settings.FILE_UPLOAD_HANDLERS[1].endswith(UnnamedUploadHandler.__name__)
    data = b"x" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1)
    request = RequestFactory().post("/", {"f": SimpleUploadedFile("a.bin", data)})
    upload = request.FILES["f"]
    assert (upload.name, upload.size, upload.read() == data) == ("a.bin", len(data), True)
    assert list(tmp_path.iterdir()) == []
    request.close()
