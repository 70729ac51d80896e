"""What is handed in is kept byte for byte; what is shown and printed of it is a copy that can be read."""

import struct
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import pikepdf
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from PIL import Image, ImageDraw, ImageFile

from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import pictures, texts, uploads
from legalaid.platform.documents.models import Attachment
from legalaid.platform.jobs.queue import work
from tests.factories import new_case

BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def saved(image, kind="PNG", **more):
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def copy_of(data):
    return Image.open(BytesIO(pictures.read(data)[2].data))


def near(colour, wanted):
    return all(abs(one - other) < 12 for one, other in zip(colour, wanted, strict=True))


def signature(mode):
    """Black strokes on nothing."""
    image = Image.new("RGBA", (80, 40), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((10, 10, 30, 30), fill=(0, 0, 0, 255))
    return image.convert(mode)


def palette():
    image = Image.new("P", (80, 40), 0)
    image.putpalette([10, 10, 10, 0, 0, 0, *[0] * 756])
    ImageDraw.Draw(image).rectangle((10, 10, 30, 30), fill=1)
    return saved(image, transparency=0)


@pytest.mark.parametrize(
    "data",
    [
        saved(signature("RGBA")),
        saved(signature("LA")),
        saved(signature("RGBA"), "WEBP", lossless=True),
        saved(signature("RGBA"), "TIFF"),
        palette(),
    ],
    ids=["rgba", "grey", "webp", "tif", "palette"],
)
def test_what_lets_light_through_lies_on_white(data):
    seen = copy_of(data)
    assert near(seen.getpixel((70, 20)), WHITE)
    assert near(seen.getpixel((20, 20)), BLACK)


def deep(mode, kind, lightest):
    """Black, half as light, and the lightest there is, side by side."""
    row = [0] * 20 + [lightest / 2] * 20 + [lightest] * 20
    return Image.frombytes(
        mode, (60, 40), struct.pack(f"<{60}{kind}", *map(type(lightest), row)) * 40
    )


@pytest.mark.parametrize(
    "data",
    [
        saved(deep("I;16", "H", 65535)),
        saved(deep("I;16", "H", 65535), "TIFF"),
        saved(deep("I", "i", 65535), "TIFF"),
        saved(deep("I", "i", 2_000_000), "TIFF"),
        saved(deep("F", "f", 1.0), "TIFF"),
    ],
    ids=["png16", "tif16", "tif32 of 16", "tif32", "fractions"],
)
def test_greys_deeper_than_eight_bit_keep_their_light_and_dark(data):
    seen = copy_of(data)
    found = [seen.getpixel((x, 20)) for x in (10, 38, 55)]
    assert [near(*pair) for pair in zip(found, (BLACK, (127,) * 3, WHITE), strict=True)] == [
        True
    ] * 3


def conversation(height=20_000, width=1080):
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for top in range(0, height, 100):
        draw.rectangle((40, top, 60, top + 20), fill=(top % 256, (top // 256) % 256, 0))
    return image


def test_tall_conversation_becomes_pages_as_wide_as_it_is():
    made = pictures.read(saved(conversation()))[2]
    pages = pypdfium2.PdfDocument(made.data)
    widths = {round(page.get_size()[0] * 130 / 72) for page in pages}
    tallest = max(page.get_size()[1] / page.get_size()[0] for page in pages)
    assert (made.mime, made.pages, widths) == ("application/pdf", 14, {1080})
    assert tallest < 1.42


def test_pages_of_a_tall_picture_lose_no_line_between_them():
    image = Image.new("L", (100, 1000))
    image.putdata([y // 4 for y in range(1000) for _ in range(100)])
    seen = [
        {sheet.getpixel((50, y))[0] for y in range(sheet.height)}
        for sheet in pictures._sheets(pictures.plain(image))
    ]
    assert set().union(*seen) == set(range(250))
    assert all(one & other for one, other in zip(seen, seen[1:], strict=False))


def test_every_page_of_a_scan_is_a_page_and_of_what_moves_the_first():
    red, blue = Image.new("RGB", (60, 40), "red"), Image.new("RGB", (60, 40), "blue")
    assert pictures.read(saved(red, "TIFF", save_all=True, append_images=[blue]))[2].pages == 2
    moving = pictures.read(saved(red, "GIF", save_all=True, append_images=[blue]))
    assert (moving[2].pages, near(copy_of(saved(red, "GIF")).getpixel((5, 5)), (255, 0, 0))) == (
        1,
        True,
    )


def test_pages_of_a_scan_are_bounded_each_in_its_size_and_all_in_their_number(monkeypatch):
    monkeypatch.setattr(pictures, "LARGEST", 100 * 100)
    small, large = Image.new("L", (50, 50)), Image.new("L", (200, 200))

    def scan(*more):
        return saved(small, "TIFF", save_all=True, append_images=more)

    with pytest.raises(pictures.TooLarge):
        pictures.read(scan(large))
    monkeypatch.setattr(pictures, "PAGES", 2)
    assert pictures.read(scan(small))[2].pages == 2
    with pytest.raises(pictures.TooLarge):
        pictures.read(scan(small, small))
    with pytest.raises(pictures.TooLarge):
        pictures.read(saved(Image.new("RGB", (100, 600))))


def test_broken_picture_is_refused_though_another_library_has_grey_drawn_instead(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    whole = saved(Image.effect_noise((400, 300), 60).convert("RGB"), "JPEG")
    with pytest.raises(pictures.Unreadable):
        pictures.read(whole[: len(whole) // 2])


@pytest.mark.parametrize("width", [1, 20, 28, 29, 79])
def test_narrow_strip_is_one_sheet(width):
    _, _, made = pictures.read(saved(Image.new("RGB", (width, 500))))
    assert (made.mime, made.pages) == ("image/jpeg", 1)


def test_copy_is_upright_and_says_nothing_of_the_camera():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "secret camera"
    data = saved(Image.new("RGB", (60, 40), "red"), "JPEG", exif=exif)
    _, _, made = pictures.read(data)
    assert Image.open(BytesIO(made.data)).size == (40, 60)
    assert (b"secret camera" in data, b"secret camera" in made.data) == (True, False)


def test_photograph_of_a_hundred_million_pixels_is_taken():
    huge = saved(Image.new("L", (12_000, 9_000)), "JPEG")
    assert max(copy_of(huge).size) == 2400


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (saved(Image.new("1", (9_000, 9_000))), "像素或者页数过多"),
        (saved(Image.new("RGB", (60, 40)))[:60], "已损坏或不是图片"),
        (b"BM" + b"0" * 200, "已损坏或不是图片"),
        (saved(Image.new("RGB", (60, 40)), "TIFF")[:300], "已损坏或不是图片"),
    ],
)
def test_picture_that_cannot_be_drawn_is_refused_in_words(data, words):
    with pytest.raises(DomainError, match=words):
        uploads.check(SimpleUploadedFile("图.png", data))


def hand_in(client, case, name, data):
    client.post(
        reverse("cases:upload", args=[case.pk]),
        {"slot": "identity", "files": [SimpleUploadedFile(name, data)]},
    )
    return Attachment.objects.latest("pk")


def read(answer):
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_original_is_given_back_byte_for_byte_and_the_copy_is_shown(county, sign_in):
    client, case = sign_in(county.chuangkou), new_case(county)
    data = saved(conversation(4000))
    row = hand_in(client, case, "聊天记录.png", data)
    assert (row.mime, row.size, row.pages) == ("image/png", len(data), 3)

    given = client.get(reverse("documents:original", args=[row.pk]))
    assert given["Content-Disposition"].startswith("attachment")
    assert read(given) == data
    assert Event.objects.latest("seq").verb == "file.original"

    shown = client.get(reverse("documents:file", args=[row.pk]))
    assert (shown["Content-Type"], read(shown)[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(reverse("documents:sheet", args=[row.pk, 3])).status_code == 200


def test_original_is_compared_with_its_digest_though_the_copy_is_shown(county, sign_in):
    client, case = sign_in(county.chuangkou), new_case(county)
    row = hand_in(client, case, "签名.png", saved(signature("RGBA")))
    assert len({row.sha256, row.copy_sha256}) == 2
    assert read(client.get(reverse("documents:file", args=[row.pk])))[:3] == b"\xff\xd8\xff"

    client.raise_request_exception = False
    Attachment.objects.filter(pk=row.pk).update(sha256="0" * 64)
    answer = client.get(reverse("documents:original", args=[row.pk]))
    assert (answer.status_code, Event.objects.latest("seq").verb) == (500, "file.altered")


LINKED = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
  xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
  xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
  <wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/><a:graphic>
    <a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
      <pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>
      <pic:blipFill><a:blip r:link="{}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
      <pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>
    </pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"""


def draw_at(text, address):
    """A picture in the text that is fetched from `address` when it is drawn."""
    rid = text.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    text.add_paragraph().add_run()._r.append(parse_xml(LINKED.format(rid)))


@pytest.fixture
def listener():
    """(its address, who has called) of a server on this machine."""
    calls = []

    class Handler(BaseHTTPRequestHandler):
        def handle_one_request(self):
            calls.append(self.client_address)
            self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/seen.png", calls
    server.shutdown()
    server.server_close()


def test_text_of_word_is_drawn_as_pages_by_a_job_and_calls_nobody(county, sign_in, listener):
    client, case = sign_in(county.chuangkou), new_case(county)
    address, calls = listener
    text, out = Document(), BytesIO()
    text.add_paragraph("起诉状")
    draw_at(text, address)
    text.add_page_break()
    text.add_paragraph("第二页")
    text.save(out)
    row = hand_in(client, case, "起诉状.docx", out.getvalue())
    assert (row.look_mime, row.pages) == (uploads.DOCX, 1)

    work(120)
    row.refresh_from_db()
    assert (row.mime, row.look_mime, row.pages) == (uploads.DOCX, "application/pdf", 2)
    with row.look.open() as shown, pikepdf.open(shown) as drawn:
        assert len(drawn.pages) == 2
    assert read(client.get(reverse("documents:original", args=[row.pk]))) == out.getvalue()
    assert calls == []


def test_settings_alone_keep_a_text_from_calling(listener, monkeypatch):
    """Where the machine permits no network of its own."""
    monkeypatch.setattr(texts, "ALONE", ("no-such-program",))
    texts.alone.cache_clear()
    address, calls = listener
    text, out = Document(), BytesIO()
    draw_at(text, address)
    text.save(out)

    assert texts.drawn(out.getvalue(), ".docx")[:5] == b"%PDF-"
    texts.alone.cache_clear()
    assert calls == []
