"""What a telephone kept without a connection arrives once, in its place, or is refused with a sentence the page can show."""

import uuid
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cases.models import Arrival, LogEntry
from cases.workflow import CASE
from legalaid.platform.audit.models import Event
from legalaid.platform.documents.models import Attachment
from tests.documents.test_uploads import picture
from tests.factories import walk


@pytest.fixture
def case(county):
    return walk(county, "hold_first_meeting")


def page(name="page1.jpg", data=None):
    return SimpleUploadedFile(name, data or picture())


def hand_in(client, case, *, token=None, slot="meeting", file=None):
    data = {"token": token or uuid.uuid4(), "slot": slot, "file": file or page()}
    return client.post(reverse("cases:pocket_photo", args=[case.pk]), data)


def write(client, case, *, token=None, **changes):
    facts = {
        "entry_kind": "调查取证",
        "done_on": timezone.localdate(),
        "content": "已与公司电话沟通。",
    }
    data = {"token": token or uuid.uuid4(), "seen": case.version} | facts | changes
    return client.post(reverse("cases:pocket_note", args=[case.pk]), data)


def files():
    rows = Attachment.objects.filter(workflow="case", slot="meeting")
    return [(row.title, row.original_name) for row in rows]


def notes():
    return list(LogEntry.objects.values_list("content", flat=True))


def test_photo_goes_into_its_slot(case, county, sign_in):
    answer = hand_in(sign_in(county.lvshi), case)
    assert (answer.status_code, answer.json()) == (200, {"said": "已存入案卷。"})
    assert files() == [("会见（约见）笔录", "page1.jpg")]


def test_photo_sent_twice_under_one_token_is_kept_once(case, county, sign_in):
    lawyer, token = sign_in(county.lvshi), uuid.uuid4()
    answers = [hand_in(lawyer, case, token=token).status_code for _ in range(2)]
    assert (answers, len(files()), Arrival.objects.count()) == ([200, 200], 1, 1)


def test_two_pages_under_two_tokens_are_two_files(case, county, sign_in):
    lawyer = sign_in(county.lvshi)
    for name in ("page1.jpg", "page2.jpg"):
        hand_in(lawyer, case, file=page(name))
    assert [name for _, name in files()] == ["page1.jpg", "page2.jpg"]


def test_photo_in_the_wrong_slot_is_taken_back_with_a_reason_and_leads_back(case, county, sign_in):
    lawyer = sign_in(county.lvshi)
    hand_in(lawyer, case)
    file = Attachment.objects.get()
    assert [(of.pk, one.pk) for of, one in lawyer.get("/").context["pocket"].handed] == [
        (case.pk, file.pk)
    ]

    remove = reverse("cases:remove", args=[case.pk, file.pk])
    bare = lawyer.post(remove, {"then": "desk", "reason": " "}, follow=True)
    assert "请写明为什么取回这份材料。" in bare.content.decode()
    assert not Attachment.objects.exclude(removed_at=None).exists()

    answer = lawyer.post(remove, {"then": "desk", "reason": "放错了案件"})
    assert (answer.status_code, answer.url) == (302, "/")
    event = Event.objects.get(verb="file.remove")
    assert (event.data, event.personal_data) == (
        {"title": "会见（约见）笔录"},
        {"why": "，理由：放错了案件"},
    )
    assert lawyer.get("/").context["pocket"].handed == []


def test_photo_of_another_lawyers_case_is_not_found(case, county, sign_in):
    assert hand_in(sign_in(county.lvshi2), case).status_code == 404
    assert files() == []


def test_photo_for_a_slot_of_the_centre_is_not_found(case, county, sign_in):
    assert hand_in(sign_in(county.lvshi), case, slot="service_receipt").status_code == 404


def test_photo_without_a_token_is_not_found(case, county, sign_in):
    assert hand_in(sign_in(county.lvshi), case, token="x").status_code == 404


def test_file_of_a_wrong_kind_is_refused_and_its_token_may_come_again(case, county, sign_in):
    lawyer, token = sign_in(county.lvshi), uuid.uuid4()
    answer = hand_in(lawyer, case, token=token, file=page("a.jpg", b"MZ not a picture"))
    said = "“a.jpg”的内容不是可接受的类型，可上传 PDF、照片和图片（JPG、PNG、HEIC、WEBP、TIF、BMP、GIF）、DOC、DOCX、OFD 文件，未保存；其余文件不受影响。"
    assert (answer.status_code, answer.json()) == (422, {"said": said})
    assert (files(), Arrival.objects.count()) == ([], 0)
    assert hand_in(lawyer, case, token=token).status_code == 200


def test_file_over_the_limit_is_refused_with_its_size(case, county, sign_in, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    answer = hand_in(sign_in(county.lvshi), case, file=page("a.jpg", b"0" * (2 * 1024 * 1024)))
    said = "“a.jpg”有2MB，超过1MB的上限，未保存；其余文件不受影响。"
    assert (answer.status_code, answer.json()) == (422, {"said": said})


def test_photo_after_the_closing_file_was_handed_in_is_refused_with_the_reason(county, sign_in):
    case = walk(county, "report_closure")
    answer = hand_in(sign_in(county.lvshi), case)
    said = "结案材料已报送或者尚未接受指派，承办人现在不能增减材料。"
    assert (answer.status_code, answer.json()) == (403, {"said": said})


def test_note_is_a_line_of_the_handling_record_and_tells_the_new_version(case, county, sign_in):
    answer = write(sign_in(county.lvshi), case)
    assert answer.json() == {"said": "已存入办理记录。", "seen": case.version + 1}
    assert notes() == ["已与公司电话沟通。"]


def test_note_sent_twice_under_one_token_is_written_once(case, county, sign_in):
    lawyer, token = sign_in(county.lvshi), uuid.uuid4()
    answers = [write(lawyer, case, token=token).status_code for _ in range(2)]
    assert (answers, notes()) == ([200, 200], ["已与公司电话沟通。"])


def test_note_on_a_case_that_moved_on_says_who_did_what_and_may_be_sent_again(
    case, county, sign_in
):
    lawyer, token = sign_in(county.lvshi), uuid.uuid4()
    told = {"done_on": date(2026, 3, 19), "manner": "电话", "content": "已告知。"}
    at = timezone.make_aware(datetime(2026, 3, 20, 10, 5))
    CASE.acts["report_progress"](case, by=county.lvshi, at=at, **told)
    answer = write(lawyer, case, token=token, seen=case.version - 1)
    said = "此案已有新的办理（现为“办理中”）：董海涛 3月20日 10:05 办理了“向受援人通报”。请核对后重新提交。"
    assert (answer.status_code, answer.json()) == (409, {"said": said, "seen": case.version})
    assert Arrival.objects.count() == 0
    assert write(lawyer, case, token=token, seen=answer.json()["seen"]).status_code == 200


def test_note_that_is_not_filled_in_is_refused_with_its_fields(case, county, sign_in):
    answer = write(sign_in(county.lvshi), case, content="", done_on="2099-01-01")
    assert (answer.status_code, answer.json()) == (422, {"said": "主要内容：请填写这一项。"})


def test_key_of_a_device_is_the_same_after_signing_in_again_and_another_for_another_person(
    county, sign_in
):
    first, again, other = (
        sign_in(person).get(reverse("cases:offline_key")).json()
        for person in (county.lvshi, county.lvshi, county.lvshi2)
    )
    assert first == again
    assert [first[name] != other[name] for name in ("id", "shut", "open")] == [True] * 3
