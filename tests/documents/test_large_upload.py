"""200 MB on their way to a real server: refused with a sentence, and the rest of the same sending kept."""

from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from legalaid.platform.documents.models import Attachment
from tests.conftest import BACKEND, build_county
from tests.documents.test_uploads import pdf
from tests.factories import new_case

MB = 1024 * 1024
PART = '--b0undary\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'


def parts(token, path):
    """The body of a multipart form: the token, the slot, a small good file and the large one, read as it is sent."""
    yield (PART.format(name="csrfmiddlewaretoken", more="") + token + "\r\n").encode()
    yield (PART.format(name="slot", more="") + "application_form\r\n").encode()
    yield PART.format(name="files", more='; filename="good.pdf"').encode() + pdf() + b"\r\n"
    yield PART.format(name="files", more='; filename="scan.pdf"').encode()
    with path.open("rb") as file:
        while chunk := file.read(MB):
            yield chunk
    yield b"\r\n--b0undary--\r\n"


@pytest.mark.django_db(transaction=True)
def test_file_of_200_mb_is_refused_with_its_size_and_the_other_is_kept(live_server, tmp_path):
    county = build_county()
    case = new_case(county)
    large = tmp_path / "scan.pdf"
    with large.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.write(b"0" * (200 * MB - 9))
    client = Client()
    client.force_login(county.chuangkou, backend=BACKEND)
    client.get(case.get_absolute_url())
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    server = urlsplit(live_server.url)
    link = HTTPConnection(server.hostname, server.port, timeout=120)
    token = client.cookies["csrftoken"].value
    length = sum(map(len, parts(token, large)))
    head = {
        "Cookie": cookies,
        "Content-Type": "multipart/form-data; boundary=b0undary",
        "Content-Length": str(length),
    }
    link.request("POST", f"/cases/{case.pk}/upload/", body=parts(token, large), headers=head)
    answer = link.getresponse()
    page = answer.read().decode()
    link.close()
    assert (length > 200 * MB, answer.status) == (True, 422)
    limit = settings.UPLOAD_MAX_BYTES // MB
    assert f"“scan.pdf”有200MB，超过{limit}MB的上限，未保存；其余文件不受影响。" in page
    assert list(Attachment.objects.values_list("original_name", flat=True)) == ["good.pdf"]
