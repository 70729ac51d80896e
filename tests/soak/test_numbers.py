"""No page, list, export or calendar shows a whole number, telephone or address to whoever did not ask for it on record."""

import zipfile
from io import BytesIO

import pypdfium2
import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from legalaid.platform.audit.models import Event
from tests.conftest import BACKEND
from tests.papers import printed_in
from tests.rights.sample import build
from tests.rights.test_urls import PEOPLE, ROWS, address

ASKED = [
    (name, about)
    for name, about, method, *_ in ROWS
    if method == "GET" and name != "accounts:logout"
]


def text_of(answer):
    """What a reader can read in it: of a workbook each of its parts, of a PDF its words."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(BytesIO(data)) as book:
            return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    if data[:5] == b"%PDF-" and len(data) > 100:
        pages = pypdfium2.PdfDocument(data)
        return "".join(page.get_textpage().get_text_bounded() for page in pages)
    return data.decode("utf-8", "replace")


def disclosures():
    return Event.objects.filter(verb="record.reveal").count()


@pytest.mark.parametrize("letter", PEOPLE)
def test_no_address_shows_a_number_a_telephone_or_an_address_off_the_record(county, letter, caplog):
    caplog.set_level("CRITICAL", "django.request")  # refusals are as they should be
    keys, client, shown, read = build(county), Client(), {}, 0
    client.force_login(getattr(county, PEOPLE[letter]), backend=BACKEND)
    for name, about in ASKED:
        cache.clear()  # what is put on record once a day is put there each time
        with transaction.atomic():
            before = disclosures()
            answer = client.get(address(name, about, keys))
            found = printed_in(text_of(answer))
            if found and disclosures() == before:
                shown[name] = found
            read += answer.status_code == 200
            transaction.set_rollback(True)
    print(f"{letter}: {read} of {len(ASKED)} addresses opened")
    assert shown == {}
