"""A transfer package: made here, received elsewhere; what is bad, foreign, doubled or tampered with is refused with the reason."""

import io
import json
import zipfile
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cases.domain.package import make_package
from cases.domain.received import open_package, receive, register
from cases.models import Case, ReceivedPackage
from cases.workflow import CASE
from legalaid.platform.core import office, parcel
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Attachment
from tests.documents.test_dossier import foreign_pdf, give
from tests.factories import MATERIALS, new_case

PASSWORD = "mend-koph-7qrt-hw3x"
HERE = {"center": "清和县法律援助中心", "county": "清和县", "short": "清"}
THERE = {"center": "邻水县法律援助中心", "county": "邻水县", "short": "邻"}


def at(*parts):
    return timezone.make_aware(datetime(2026, *parts))


@pytest.fixture
def away(county):
    """An application with one scan, told to go to the next county."""
    case = new_case(county, materials=MATERIALS)
    give(case, "identity", foreign_pdf(), by=county.chuangkou)
    why = {"destination": "邻水县法律援助中心", "reason": "仲裁委员会在邻水县。"}
    CASE.acts["refer_away"](case, by=county.chuangkou, at=at(3, 3, 10), **why)
    return case


@pytest.fixture
def there(monkeypatch):
    """From here on this office is the next county's."""

    def move():
        for module in ("cases.domain.received", "cases.domain.package"):
            monkeypatch.setattr(f"{module}.office_at", lambda at: office.office_at(at) | THERE)

    return move


@pytest.fixture
def made(county, away, there):
    data = make_package(away, by=county.chuangkou, password=PASSWORD)
    there()
    return data


def altered(data, change):
    """The package with its manifest changed, sealed anew with the same password."""
    archive = zipfile.ZipFile(io.BytesIO(parcel.opened(data, PASSWORD)))
    told = json.loads(archive.read("manifest.json"))
    change(told)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as new:
        for name in archive.namelist():
            same = name != "manifest.json"
            new.writestr(name, archive.read(name) if same else json.dumps(told))
    return parcel.sealed(held.getvalue(), PASSWORD)


def test_package_becomes_a_case_at_the_window_with_its_source_and_scans(county, away, made):
    opened = open_package(made, PASSWORD)
    row = receive(made, opened, by=county.chuangkou)
    station = county.chuangkou.staff.station
    case = register(row, opened, by=county.chuangkou, station=station, at=at(3, 5, 9))
    assert (case.state, case.get_channel_display()) == ("submitted", "其他法律援助机构移送")
    assert (case.applicant.name, case.cause_id, case.facts) == ("李国强", away.cause_id, away.facts)
    assert case.received_package.source == "清和县法律援助中心"
    assert case.materials.get(slot="identity").received_on == date(2026, 3, 5)
    ours, theirs = (Attachment.objects.get(subject_id=one.pk) for one in (away, case))
    assert (theirs.slot, theirs.sha256) == ("identity", ours.sha256)
    assert timezone.localdate(case.deadlines.get(rule="examination").due_at) == date(2026, 3, 12)


def test_nothing_of_the_person_can_be_read_without_the_password(made):
    assert "李国强".encode() not in made
    assert b"manifest" not in made
    with pytest.raises(DomainError, match="口令不对，或者文件被改动"):
        open_package(made, "mend-koph-7qrt-hw3y")


@pytest.mark.parametrize("place", [20, 200, -1])
def test_altered_package_does_not_open(made, place):
    bad = bytearray(made)
    bad[place] ^= 1
    with pytest.raises(DomainError, match="口令不对，或者文件被改动"):
        open_package(bytes(bad), PASSWORD)


def test_package_cut_off_does_not_open(made):
    with pytest.raises(DomainError, match="口令不对，或者文件被改动"):
        open_package(made[:-10], PASSWORD)


def test_other_files_are_no_package(made):
    with pytest.raises(DomainError, match="不是本软件的移送包"):
        open_package(foreign_pdf(), PASSWORD)
    with pytest.raises(DomainError, match="不是本软件的移送包"):
        open_package(parcel.sealed(b"hello", PASSWORD), PASSWORD)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (lambda told: told.update(to="阳谷县法律援助中心"), "是给“阳谷县法律援助中心”的"),
        (lambda told: told.update({"from": "邻水县法律援助中心"}), "本中心自己移送出去的"),
        (lambda told: told.update(version=2), "另一版本"),
        (lambda told: told.update(format="other"), "不是本软件的移送包"),
        (lambda told: told.update(cause=["civil", "", "没有的案由"]), "不在本系统的案由表里"),
        (lambda told: told["case"].update(kind="military"), "“案件类别”的内容不合格式"),
        (lambda told: told["case"].update(amount="许多"), "“涉及金额（元）”的内容不合格式"),
        (lambda told: told["person"].update(name="李" * 61), "“姓名”的内容不合格式"),
        (lambda told: told["person"].pop("name"), "内容不完整"),
        (lambda told: told.update(parties=3), "内容不完整"),
        (lambda told: told["case"].update(crowds=[1]), "内容不完整"),
        (lambda told: told["files"][0].update(sha256="0" * 64), "与移送时不一致"),
        (lambda told: told["files"][0].update(name="files/999"), "内容不完整"),
    ],
)
def test_package_that_says_what_cannot_be_is_refused_with_the_reason(made, change, wrong):
    with pytest.raises(DomainError, match=wrong):
        open_package(altered(made, change), PASSWORD)
    assert ReceivedPackage.objects.count() == 0


def test_package_is_registered_once(county, away, made):
    opened = open_package(made, PASSWORD)
    row = receive(made, opened, by=county.chuangkou)
    assert receive(made, opened, by=county.chuangkou) == row
    where = {"by": county.chuangkou, "station": county.chuangkou.staff.station}
    case = register(row, opened, **where)
    with pytest.raises(DomainError, match=f"已经登记为{case}"):
        register(row, opened, **where)
    with pytest.raises(DomainError, match="不能重复登记"):
        receive(made, opened, by=county.chuangkou)
    assert Case.objects.count() == 2


def test_same_referral_made_anew_is_the_same_package(county, away, there):
    first, again = (make_package(away, by=county.chuangkou, password=PASSWORD) for _ in range(2))
    there()
    assert first != again
    assert open_package(first, PASSWORD).id == open_package(again, PASSWORD).id


def test_scan_that_is_no_longer_accepted_leaves_no_case(county, away, made, monkeypatch):
    opened = open_package(made, PASSWORD)
    row = receive(made, opened, by=county.chuangkou)
    opened.files[0] = (opened.files[0][0], b"no pdf")
    with pytest.raises(DomainError, match="不是可接受的类型"):
        register(row, opened, by=county.chuangkou, station=county.chuangkou.staff.station)
    assert Case.objects.count() == 1
    assert ReceivedPackage.objects.get().case is None


def test_case_that_was_not_referred_away_has_no_package(county):
    with pytest.raises(DomainError, match="没有告知移送"):
        make_package(new_case(county), by=county.chuangkou, password=PASSWORD)


def test_pages_from_the_download_to_the_case(county, away, there, sign_in):
    client = sign_in(county.chuangkou)
    page = reverse("cases:make_package", args=[away.pk])
    assert client.post(page, {"password": "short"}).status_code == 422
    data = client.post(page, {"password": PASSWORD}).content
    there()

    page = reverse("cases:packages")
    sent = {"file": SimpleUploadedFile("a.parcel", data), "password": "wrong-password"}
    assert "口令不对" in client.post(page, sent).content.decode()
    sent = {"file": SimpleUploadedFile("a.parcel", data), "password": PASSWORD}
    shown = client.post(page, sent).content.decode()
    assert "清和县法律援助中心移送的申请" in shown
    assert Case.objects.count() == 1

    row = ReceivedPackage.objects.get()
    own = reverse("cases:package", args=[row.pk])
    assert "已经失效" in client.post(own, {"sealed": "1$1$AAAA"}).content.decode()
    again = client.post(own, {"password": PASSWORD})
    assert client.post(own, {"sealed": again.context["sealed"]}).status_code == 302
    assert Case.objects.count() == 2
    assert client.post(own, {"sealed": again.context["sealed"]}).status_code == 404


def test_password_has_twelve_characters_at_least(county, away):
    with pytest.raises(DomainError, match="口令不少于12个字符") as short:
        make_package(away, by=county.chuangkou, password="a" * 11)
    assert short.value.field == "password"
    assert make_package(away, by=county.chuangkou, password="a" * 12)


def test_scan_that_was_taken_out_does_not_go_along(county, away, there):
    Attachment.objects.filter(subject_id=away.pk).update(removed_at=timezone.now())
    data = make_package(away, by=county.chuangkou, password=PASSWORD)
    there()
    assert open_package(data, PASSWORD).files == []


def test_scans_too_large_together_go_another_way(county, away):
    Attachment.objects.filter(subject_id=away.pk).update(size=400 * 1024 * 1024)
    assert make_package(away, by=county.chuangkou, password=PASSWORD)
    Attachment.objects.filter(subject_id=away.pk).update(size=400 * 1024 * 1024 + 1)
    with pytest.raises(DomainError, match="扫描件合计太大"):
        make_package(away, by=county.chuangkou, password=PASSWORD)
