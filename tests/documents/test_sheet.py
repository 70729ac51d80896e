"""Pages of a received file as pictures."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from legalaid.platform.accounts.models import User
from legalaid.platform.audit.models import Event
from legalaid.platform.documents import uploads
from legalaid.platform.documents.models import Attachment
from tests.documents.test_dossier import foreign_pdf
from tests.documents.test_uploads import picture
from tests.factories import new_case


@pytest.fixture
def case(county):
    return new_case(county)


def keep(case, by, data, name):
    upload = SimpleUploadedFile(name, data)
    return uploads.store(
        upload, workflow="case", subject_id=case.pk, slot="identity", title="身份证明", by=by
    )


def size(answer):
    with Image.open(BytesIO(answer.content)) as image:
        return image.format, image.size


def test_each_page_of_a_pdf_is_a_picture_kept_by_no_cache(county, case, sign_in):
    file = keep(case, county.chuangkou, foreign_pdf(2), "两页.pdf")
    client = sign_in(county.chuangkou)
    first, second, third = (client.get(f"/documents/file/{file.pk}/{n}/") for n in (1, 2, 3))
    assert (size(first), size(second)) == (("JPEG", (1131, 1600)), ("JPEG", (1131, 1600)))
    assert (first["Content-Type"], first["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert first["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert third.status_code == 404


def test_page_of_any_size_is_drawn_no_larger_than_is_read(county, case, sign_in):
    file = keep(case, county.chuangkou, foreign_pdf(1, size=(14400, 7200)), "图纸.pdf")
    answer = sign_in(county.chuangkou).get(f"/documents/file/{file.pk}/1/")
    assert size(answer) == ("JPEG", (1600, 800))


def test_photograph_is_its_only_page(county, case, sign_in):
    file = keep(case, county.chuangkou, picture(), "照片.jpg")
    client = sign_in(county.chuangkou)
    assert size(client.get(f"/documents/file/{file.pk}/1/")) == ("JPEG", (60, 40))
    assert client.get(f"/documents/file/{file.pk}/2/").status_code == 404


def test_file_that_cannot_be_drawn_is_not_found(county, case, sign_in):
    file = keep(case, county.chuangkou, foreign_pdf(1), "坏.pdf")
    file.file.save("坏.pdf", ContentFile(b"%PDF-1.7 broken"))
    client = sign_in(county.chuangkou)
    assert client.get(f"/documents/file/{file.pk}/1/").status_code == 404
    Attachment.objects.filter(pk=file.pk).update(mime=uploads.DOCX)
    assert client.get(f"/documents/file/{file.pk}/1/").status_code == 404


def test_reading_a_file_is_recorded_once_a_sign_in(county, case, sign_in):
    file = keep(case, county.chuangkou, foreign_pdf(2), "两页.pdf")
    client = sign_in(county.chuangkou)
    for number in (1, 2, 1):
        client.get(f"/documents/file/{file.pk}/{number}/")
    assert list(Event.objects.filter(verb="file.read").values_list("actor", "subject_id")) == [
        (county.chuangkou.pk, case.pk)
    ]
    county.chuangkou.refresh_from_db()
    User.objects.filter(pk=county.chuangkou.pk).update(
        last_login=county.chuangkou.last_login + timedelta(hours=1)
    )
    client.get(f"/documents/file/{file.pk}/1/")
    assert Event.objects.filter(verb="file.read").count() == 2


def test_page_of_a_case_out_of_sight_is_not_found(county, case, sign_in):
    file = keep(case, county.chuangkou, picture(), "照片.jpg")
    assert sign_in(county.lvshi).get(f"/documents/file/{file.pk}/1/").status_code == 404
    assert sign_in(county.zhan1).get(f"/documents/file/{file.pk}/1/").status_code == 404


def test_who_may_not_read_numbers_says_why_before_a_page_as_before_the_file(county, case, sign_in):
    file, client = keep(case, county.chuangkou, foreign_pdf(1), "一页.pdf"), sign_in(county.caiwu)
    page = f"/documents/file/{file.pk}/1/"
    assert client.get(page).status_code == 403
    client.post(f"/documents/file/{file.pk}/", {"reason": "检查案卷"})
    assert client.get(page).status_code == 200
