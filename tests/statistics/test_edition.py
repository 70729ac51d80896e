"""The work report once it is sent: kept as it was with its SHA-256, changed no more but in another edition begun with a reason."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from legalaid.faces.statistics.domain.edition import begin_anew, hand_in, made_files
from legalaid.faces.statistics.domain.report import passages, restore, rewrite, save_answers
from legalaid.faces.statistics.models import Export, ReportEdition
from legalaid.faces.statistics.queries.edition import moved
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from tests.cases.test_consultation import consult
from tests.documents.test_uploads import pdf, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(county):
    """A year of which one question is known."""
    consult(county, at=timezone.now())
    return timezone.localdate().year


def sent(county, year, **changes):
    facts = {"to": "清和县司法局", "sent_on": timezone.localdate(), "by": county.zhuren}
    file = SimpleUploadedFile("工作报告（盖章）.pdf", pdf())
    return hand_in(year, **{"upload": file, **facts, **changes})


def test_what_was_sent_is_kept_as_it_was_and_is_on_record(county, year, sign_in):
    data = pdf()
    edition = sent(county, year, upload=SimpleUploadedFile("报告.pdf", data))
    assert (edition.number, edition.to, edition.by) == (1, "清和县司法局", county.zhuren)
    assert edition.sha256 == hashlib.sha256(data).hexdigest()
    assert Event.objects.get(verb="report.handed_in").data["sha256"] == edition.sha256

    page = sign_in(county.sifaju).get(reverse("statistics:report_year", args=[year]))
    assert ["已报送" in page.content.decode(), edition.sha256 in page.content.decode()] == [
        True
    ] * 2
    address = reverse("statistics:report_handed_in", args=[year, 1])
    assert b"".join(sign_in(county.sifaju).get(address).streaming_content) == data
    assert sign_in(county.chuangkou).get(address).status_code == 403
    assert Event.objects.filter(verb="statistics.download", actor=county.sifaju).count() == 1


def test_one_that_was_made_here_is_handed_in_by_the_page(county, year, sign_in):
    made = Export(
        kind="annual_report",
        title="工作报告",
        args={"year": year},
        owner=county.zhuren,
        scope=county.zhuren.staff.station.path,
    )
    made.expires_at, made.file_name, made.mime = (
        timezone.now() + timedelta(days=7),
        "报告.pdf",
        "application/pdf",
    )
    made.file.save("export", SimpleUploadedFile("x", pdf()))
    address, page = reverse("statistics:report_hand_in", args=[year]), sign_in(county.zhuren)
    data = {"to": "省司法厅", "sent_on": timezone.localdate().isoformat()}
    assert "请选择报送的那一份" in page.post(address, data).content.decode()

    assert page.post(address, data | {"made": made.pk}).status_code == 302
    edition = ReportEdition.objects.get()
    assert (edition.to, edition.file_name, edition.sha256) == ("省司法厅", "报告.pdf", made.sha256)
    made.file.delete()
    with edition.file.open() as kept:
        assert kept.read(5) == b"%PDF-"


def test_nothing_is_changed_after_that_until_another_edition_is_begun(county, year, sign_in):
    with pytest.raises(DomainError, match="报告还没有报送"):
        begin_anew(year, reason="数据更正后重报", by=county.zhuren)
    first = sent(county, year)
    shut = "第1版已于"
    with pytest.raises(DomainError, match=shut):
        save_answers(year, {"vehicles": "2"}, by=county.zhuren)
    with pytest.raises(DomainError, match=shut):
        rewrite(year, "opening", "改写", base="原文", seen=0, by=county.zhuren)
    with pytest.raises(DomainError, match=shut):
        sent(county, year)
    locked = (
        sign_in(county.zhuren).get(reverse("statistics:report_year", args=[year])).content.decode()
    )
    assert ["保存并更新文字" in locked, ">改写</a>" in locked, "开始新的一版" in locked] == [
        False,
        False,
        True,
    ]

    anew = reverse("statistics:report_anew", args=[year])
    assert sign_in(county.zhuren).post(anew, {"reason": "改"}).status_code == 422
    assert sign_in(county.zhuren).post(anew, {"reason": "司法局要求补写一项"}).status_code == 302
    save_answers(year, {"vehicles": "2"}, by=county.zhuren)
    second = sent(county, year, to="省司法厅")
    assert (second.number, second.reason) == (2, "司法局要求补写一项")
    first.refresh_from_db()
    assert (first.to, first.number) == ("清和县司法局", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportEdition.objects.filter(pk=second.pk).update(reason="")


def test_passage_is_not_given_back_to_the_figures_after_that(county, year):
    row = rewrite(year, "opening", "改写", base="原文", seen=0, by=county.zhuren)
    edition = sent(county, year)
    assert edition.words["opening"] == "改写"
    with pytest.raises(DomainError, match="第1版已于"):
        restore(year, "opening", seen=row.version, by=county.zhuren)
    assert str(passages(year)["opening"]) == "改写"


def test_beginning_anew_is_on_record_with_its_reason_and_has_no_file_yet(county, year, sign_in):
    sent(county, year)
    begin_anew(year, reason="司法局要求补写一项", by=county.zhuren)
    event = Event.objects.get(verb="report.begun_anew")
    assert (event.actor, event.data["reason"]) == (county.zhuren, "司法局要求补写一项")
    files = [reverse("statistics:report_handed_in", args=[year, number]) for number in (1, 2)]
    assert [sign_in(county.zhuren).get(file).status_code for file in files] == [200, 404]


def made(owner, year, **changes):
    row = Export(kind="annual_report", title="工作报告", args={"year": year}, owner=owner)
    row.expires_at = timezone.now() + timedelta(days=7)
    row.file_name, row.mime = "报告.pdf", "application/pdf"
    for name, value in changes.items():
        setattr(row, name, value)
    row.file.save("export", SimpleUploadedFile("x", pdf()))
    return row


def test_only_ones_own_kept_files_of_that_years_report_are_offered(county, year):
    own = made(county.zhuren, year)
    made(county.sifaju, year)
    made(county.zhuren, year - 1)
    made(county.zhuren, year, kind="cases")
    made(county.zhuren, year, expires_at=timezone.now() - timedelta(minutes=1))
    assert list(made_files(year, county.zhuren)) == [own]


def test_passages_todays_data_would_word_differently_are_named(county, year, sign_in):
    edition = sent(county, year)
    assert moved(edition, passages(year)) == []
    consult(county, at=timezone.now())
    assert len(moved(edition, passages(year))) == 1
    page = (
        sign_in(county.zhuren).get(reverse("statistics:report_year", args=[year])).content.decode()
    )
    assert "报送以后，有 1 段的数据变了" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"upload": None}, "请选择报送的那一份"),
        ({"upload": SimpleUploadedFile("报告.pdf", b"%PDF-1.7\n" + b"x" * 300)}, "已损坏，打不开"),
        ({"upload": SimpleUploadedFile("照片.png", picture())}, "照片请先扫描成 PDF"),
        ({"sent_on": date(2099, 1, 1)}, "报送日期不能晚于今天。"),
        ({"sent_on": date(2020, 1, 1)}, "不会在2020年报送"),
    ],
)  # fmt: skip
def test_what_cannot_have_been_sent_is_refused(county, year, changes, sentence):
    with pytest.raises(DomainError, match=sentence):
        sent(county, year, **changes)
    assert ReportEdition.objects.count() == 0


def test_who_only_reads_the_report_hands_nothing_in(county, year, sign_in):
    for who in (county.admin, county.sifaju):
        assert (
            sign_in(who).get(reverse("statistics:report_hand_in", args=[year])).status_code == 403
        )
