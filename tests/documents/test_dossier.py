"""The closing file: catalogue as data, signed scans before blank sheets, stubs left out, numbers on both sides, PDF/A of everything."""

import hashlib
import re
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cases.domain.archive import build_dossier, release_stuck
from cases.enums import State
from cases.law import catalogue as law
from cases.models import Catalogue, Closure
from cases.queries.archive import catalogue_of, catalogue_on, missing_of, source_names
from cases.workflow import CASE
from legalaid.platform.documents import dossier, render, uploads
from legalaid.platform.documents.models import Attachment, Volume
from legalaid.platform.jobs.models import Job
from legalaid.platform.jobs.queue import run
from tests.factories import START, new_case, scan, walk

COVER = {"归档人": "吴静", "归档日期": "2026-04-01"}


def foreign_pdf(pages=1, *, rotate=0, size=(595, 842)):
    document = pikepdf.new()
    for _ in range(pages):
        page = document.add_blank_page(page_size=size)
        page.obj.Rotate = rotate
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def jpeg(size=(600, 400)):
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, "JPEG")
    return out.getvalue()


def give(case, slot, data, name="scan.pdf", *, by):
    upload = SimpleUploadedFile(name, data)
    return uploads.store(
        upload, workflow="case", subject_id=case.pk, slot=slot, title=f"扫描件{slot}", by=by
    )


def texts(data):
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def place_of(data, index, text):
    """(left, top) of `text` on a page, in points from its left and top edge."""
    document = pypdfium2.PdfDocument(data)
    try:
        page = document[index]
        found = page.get_textpage()
        position, _ = found.search(text).get_next()
        left, _, _, top = found.get_charbox(position)
        return left, page.get_height() - top
    finally:
        document.close()


@pytest.fixture
def ready(county):
    """A case before archiving with everything required in it."""
    case = walk(county, "record_payment")
    scan(case, "application_form", by=county.chuangkou)
    give(case, "judgment", jpeg(), "photo.jpg", by=county.lvshi)
    return case


def archive(case, county, **facts):
    CASE.acts["archive"](case, by=county.guidang, at=START + timedelta(days=20), **facts)
    run(Job.objects.get(kind="build_dossier").pk)
    case.refresh_from_db()
    return {v.kind: v for v in Volume.objects.filter(subject_id=case.pk)}


def content(volume):
    with volume.file.open("rb") as file:
        return file.read()


def test_numbers_stand_right_on_fronts_and_left_on_backs(db):
    items = [
        dossier.Item("扫描件", data=foreign_pdf(3)),
        dossier.Item("照片", data=jpeg(), mime="image/jpeg"),
    ]
    built = dossier.build("承办卷", COVER, items, "")
    first = next(n for n, text in enumerate(texts(built.pdf)) if "卷内目录" in text) + 1
    places = [place_of(built.pdf, first + n, str(n + 1)) for n in range(4)]
    assert [left < 60 for left, _ in places] == [False, True, False, True]
    assert all(10 < top < 45 for _, top in places)
    with pikepdf.open(BytesIO(built.pdf)) as document:
        width = float(document.pages[first].mediabox[2])
        lying = document.pages[first + 3].mediabox
    assert width - places[0][0] < 90
    assert float(lying[2]) > float(lying[3])


@pytest.mark.parametrize("odd", [{"rotate": 90}, {"size": (300, 1200)}])
def test_turned_or_odd_pages_are_set_upright_on_a4(db, odd):
    built = dossier.build("承办卷", COVER, [dossier.Item("扫描件", data=foreign_pdf(**odd))], "")
    with pikepdf.open(BytesIO(built.pdf)) as document:
        page = document.pages[2]
        sides = sorted(round(float(side)) for side in page.mediabox[2:])
        assert (sides, int(page.get("/Rotate", 0))) == ([595, 842], 0)


def test_every_volume_is_pdf_a_with_one_intent_and_embedded_fonts(ready, county):
    for volume in archive(ready, county).values():
        data = content(volume)
        assert hashlib.sha256(data).hexdigest() == volume.sha256
        with pikepdf.open(BytesIO(data)) as document:
            meta = document.open_metadata()
            assert (
                meta["pdfaid:part"],
                meta["pdfaid:conformance"],
                len(document.Root.OutputIntents),
            ) == ("2", "B", 1)
            fonts = [
                font
                for page in document.pages
                for font in page.get("/Resources", {}).get("/Font", {}).values()
            ]
            assert fonts
            assert all(dossier._embedded(font) for font in fonts)
            assert "/AcroForm" not in document.Root


def test_stub_is_not_filed_and_the_rest_is(ready, county):
    volumes = archive(ready, county)
    whole = "".join(text for volume in volumes.values() for text in texts(content(volume)))
    assert "现指派你单位" in re.sub(r"\s", "", whole)
    assert "存根" not in whole
    pages = {
        row["title"].split()[0]: row["last"] - row["first"] + 1
        for row in volumes["approval"].manifest
    }
    assert pages["指派通知书"] == 1


def test_signed_scan_takes_the_place_of_the_printed_sheet(county):
    case = walk(county, "conclude")
    found = {entry.title: rows for rows in catalogue_of(case).values() for entry, rows in rows}
    assert [row.title for row in found["委托协议"]] == ["委托代理/辩护协议"]
    give(case, "agreement", foreign_pdf(), by=county.lvshi)
    found = {entry.title: rows for rows in catalogue_of(case).values() for entry, rows in rows}
    assert [row.title for row in found["委托协议"]] == ["扫描件agreement"]


def test_unsigned_receipt_of_service_is_not_filed(ready, county):
    CASE.issue(
        "service_receipt",
        ready,
        by=county.chuangkou,
        at=START + timedelta(days=19),
        document="决定书",
    )
    found = {entry.title: rows for entry, rows in catalogue_of(ready)["审批卷"]}
    assert found["送达回证"] == []


def test_cover_names_notice_retention_and_archivist(ready, county):
    ready.secret = True
    ready.save()
    cover = texts(
        content(archive(ready, county, note="附光盘一张。", retention="永久")["approval"])
    )
    for words in ("清援指字〔2026〕第1号", "永久", "吴静", "密卷"):
        assert words in cover[0]
    assert "附光盘一张。" in cover[-1]
    assert Job.objects.get(kind="build_dossier").args == {
        "case": ready.pk
    }  # ids only: what was typed stays out of the queue


def test_progress_is_told_item_by_item(ready, county):
    told = []
    items = [dossier.Item(str(n), data=foreign_pdf()) for n in range(4)]
    dossier.build("承办卷", COVER, items, "", told=told.append)
    assert told == [0, 1, 2, 3]


def test_case_whose_builder_died_is_released(ready, county):
    CASE.acts["archive"](ready, by=county.guidang, at=START + timedelta(days=20))
    assert release_stuck() == 0
    Job.objects.filter(kind="build_dossier").update(state=Job.State.FAILED, error="多次中断")
    assert release_stuck() == 1
    ready.refresh_from_db()
    assert ready.state == State.ARCHIVING


def test_default_catalogue_is_written_and_read_back():
    names = source_names()
    for volume in Catalogue.Volume:
        for kind in ("civil", "criminal"):
            entries = law.catalogue(volume, kind)
            assert law.read(law.write(entries, names), names) == (entries, [])


@pytest.mark.parametrize("kind", ["civil", "criminal", "administrative"])
def test_every_upload_of_the_handler_has_its_line_in_the_volume(kind):
    filed = {
        source for entry in law.catalogue("handling", kind) for source in law.flat(entry.sources)
    }
    assert {f"file:{slot}" for slot in law.HANDLER_SLOTS} - filed == set()


def test_upload_the_countys_catalogue_does_not_name_is_filed_at_the_end(ready, county):
    Catalogue.objects.create(
        volume="handling",
        kind="civil",
        valid_from=date(2026, 1, 1),
        text="委托协议：承办·已签字的委托协议>文书·委托代理/辩护协议",
    )
    give(ready, "hearing", foreign_pdf(), by=county.lvshi)
    rows = [
        (entry.title, [row.title for row in found])
        for entry, found in catalogue_of(ready)["承办卷"]
    ]
    assert rows[0] == ("委托协议", ["已签字的委托协议"])
    assert rows[1][0] == "目录以外的承办材料"
    assert "扫描件hearing" in rows[1][1]
    assert "已签字的委托协议" not in rows[1][1]


def test_faults_of_a_catalogue_name_their_lines():
    text = "*委托协议：承办·已签字的委托协议>文书·委托代理/辩护协议\n没有来源\n公函：文书·不存在\n委托协议：承办·其他"
    assert law.read(text, source_names())[1] == [
        "第2行应为“标题：来源”。",
        "第3行的来源“文书·不存在”不认识。",
        "标题“委托协议”重复。",
    ]


def test_countys_own_catalogue_takes_the_place_of_the_default(ready, county, sign_in):
    text = "*委托协议：文书·委托代理/辩护协议\n*代理词：承办·代理词、辩护意见"
    facts = {
        "volume": "handling",
        "kind": "civil",
        "stage": "仲裁",
        "valid_from": "2026-01-01",
        "text": text,
    }
    client = sign_in(county.admin)
    assert client.get(reverse("cases:settings_catalogue")).status_code == 200
    assert (
        client.post(reverse("cases:settings_catalogue"), facts | {"text": "错"}).status_code == 422
    )
    assert client.post(reverse("cases:settings_catalogue"), facts).status_code == 302
    assert missing_of(ready) == ["代理词"]
    assert catalogue_on("handling", "civil", "仲裁", date(2025, 12, 31)) == law.catalogue(
        "handling", "civil"
    )
    assert catalogue_on("handling", "civil", "一审", timezone.localdate()) == law.catalogue(
        "handling", "civil"
    )


def test_matter_settled_without_a_document_needs_none(county):
    case = walk(county, "report_closure", case=new_case(county, stage="尚未进入法律程序"))
    Attachment.objects.filter(slot="judgment").update(removed_at=timezone.now())
    Closure.objects.filter(case=case).update(document="义务人开始履行（无文书）")
    case.refresh_from_db()
    assert "结案文书" not in missing_of(case)


def test_building_twice_keeps_one_volume_of_each_kind(ready, county):
    archive(ready, county)
    assert build_dossier(Job(), case=ready.pk) is None
    assert Volume.objects.filter(subject_id=ready.pk).count() == 2


def test_sixty_pages_are_merged_and_numbered(db):
    items = [
        dossier.Item("案卷材料", data=foreign_pdf(58)),
        dossier.Item("照片", data=jpeg(), mime="image/jpeg"),
    ]
    built = dossier.build("承办卷", COVER, items, "")
    assert [(row["first"], row["last"]) for row in built.manifest] == [(1, 58), (59, 59)]
    assert render.page_count(built.pdf) == 59 + 3
