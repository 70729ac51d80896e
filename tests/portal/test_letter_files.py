"""Photographs of papers with letters, either way: what is taken, who opens it, and how it joins the file of the case."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.queries.following import code_for, following_of
from cases.workflow import CASE
from legalaid.faces.portal.letters.domain import office
from legalaid.faces.portal.letters.domain.filing import keep
from legalaid.faces.portal.letters.models import Letter, LetterOpening
from legalaid.faces.portal.letters.queries import files_of
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.access import allowed
from legalaid.platform.documents.models import Attachment
from tests.factories import new_case, walk

from .applied import photo, picture
from .letters import to_applicant, written

pytestmark = pytest.mark.django_db
MINE, SEEN = "/public/mine/", "/public/mine/case/"
EVIDENCE = {"slot": "evidence", "title": "证据材料"}
MESSAGE, COMPLAINT = "/public/mine/write/message/", "/public/mine/write/complaint/"


@pytest.fixture
def case(county):
    return walk(county, "accept_assignment")


def inside(case):
    client = Client()
    said = {"code": code_for(case, following_of(case)), "last": "0011"}
    assert client.post(MINE, said).status_code == 302
    return client


def sent(client, *files, path=MESSAGE, **said):
    return client.post(path, {"token": uuid.uuid4(), "text": "工资条。", "file": files, **said})


def opens(client, path):
    """The status of a file that is asked for, read to its end."""
    answer = client.get(path)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def text_of(answer):
    return answer.content.decode()


def test_photographs_come_with_a_message_and_one_joins_the_file(county, case, sign_in):
    client = inside(case)
    assert sent(client, photo("工资条.jpg"), photo("考勤.jpg")).status_code == 302
    letter = Letter.objects.get()
    first, second = files_of(letter)
    assert (first.original_name, first.title, first.uploaded_by.username) == (
        "工资条.jpg",
        f"网上来信第{letter.pk}号附件1",
        "system",
    )
    assert "附：工资条.jpg" in text_of(client.get(SEEN))

    own = sign_in(county.lvshi)
    assert opens(own, reverse("documents:file", args=[first.pk])) == 200
    path = reverse("letters:keep", args=[letter.pk, first.pk])
    assert path in text_of(own.get(letter.get_absolute_url()))
    answer = own.post(path, {"slot": "evidence"})
    assert (answer.status_code, answer.url) == (302, letter.get_absolute_url())
    twin = Attachment.objects.get(workflow="case", subject_id=case.pk, sha256=first.sha256)
    title = f"证据材料（网上来信第{letter.pk}号）"
    assert (twin.slot, twin.title, twin.uploaded_by) == ("evidence", title, county.lvshi)
    assert "已收入案卷" in text_of(own.get(letter.get_absolute_url()))
    event = Event.objects.get(verb="letter.file_taken")
    assert sentence(event) == f"网上来信第{letter.pk}号的附件收入案卷：工资条.jpg"


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (lambda: SimpleUploadedFile("a.txt", b"hello"), "不是可接受的类型"),
        (lambda: SimpleUploadedFile("a.jpg", picture()[:900]), "已损坏"),
        (lambda: SimpleUploadedFile("a.jpg", b""), "空"),
    ],
)
def test_what_is_no_photograph_keeps_the_letter_from_going(case, file, why):
    answer = sent(inside(case), photo(), file())
    page = text_of(answer)
    assert (answer.status_code, why in page, "工资条。" in page) == (422, True, True)
    assert (Letter.objects.count(), Attachment.objects.filter(workflow="letter").count()) == (0, 0)


def test_ten_go_with_one_letter_and_no_eleventh(case):
    files = [SimpleUploadedFile(f"{number}.jpg", picture()) for number in range(11)]
    answer = sent(inside(case), *files)
    assert (answer.status_code, "最多交10份，其余的请带到窗口。" in text_of(answer)) == (422, True)
    assert sent(inside(case), *files[:0]).status_code == 302


def test_files_are_chosen_anew_when_the_quarter_of_an_hour_was_over(case):
    page = text_of(sent(Client(), photo()))
    assert ("照片没有留住，请重新选" in page, "工资条。" in page) == (True, True)
    back = sent(Client(), photo(), code=code_for(case), last="0011")
    assert (back.status_code, files_of(Letter.objects.get()).count()) == (302, 1)


def test_what_comes_with_a_complaint_opens_to_the_bureau_alone(county, case, sign_in):
    sent(inside(case), photo("收条.jpg"), path=COMPLAINT, about="person")
    letter = Letter.objects.get()
    file = files_of(letter).get()
    path = reverse("documents:file", args=[file.pk])
    found = {
        who: opens(sign_in(getattr(county, who)), path)
        for who in ("sifaju", "zhuren", "lvshi", "chuangkou")
    }
    assert found == {"sifaju": 200, "zhuren": 404, "lvshi": 404, "chuangkou": 404}
    keeping = reverse("letters:keep", args=[letter.pk, file.pk])
    assert sign_in(county.sifaju).get(keeping).status_code == 403
    assert sign_in(county.lvshi).get(keeping).status_code == 404
    with pytest.raises(NotAllowed, match="投诉的附件不收入案卷"):
        keep(letter, file, **EVIDENCE, by=county.sifaju)


def test_nobody_puts_a_file_beside_a_letter_that_went(county, case):
    came, went = written(case), to_applicant(case, by=county.lvshi)
    reads = [
        [allowed(county.lvshi, workflow, pk, write=write) for write in (False, True)]
        for workflow, pk in (("letter", came.pk), ("office_letter", went.pk))
    ]
    assert reads == [[True, False]] * 2


def test_one_joins_the_file_once_and_no_sealed_one(county, case):
    letter = written(case, files=[photo()])
    file = files_of(letter).get()
    with pytest.raises(NotAllowed):
        keep(letter, file, **EVIDENCE, by=county.lvshi2)
    keep(letter, file, **EVIDENCE, by=county.lvshi)
    with pytest.raises(DomainError, match="已经在案卷里"):
        keep(letter, file, **EVIDENCE, by=county.lvshi)

    other = files_of(written(case, files=[SimpleUploadedFile("b.jpg", picture("blue"))])).get()
    Case.objects.filter(pk=case.pk).update(state="archived")
    with pytest.raises(NotAllowed):
        keep(Letter.objects.first(), other, **EVIDENCE, by=county.lvshi)


def test_office_sends_a_paper_that_its_reader_opens_until_it_is_taken_back(county, case, sign_in):
    write, client = reverse("letters:write", args=[case.pk]), inside(case)
    page = sign_in(county.lvshi).get(write)
    reader = page.context["form"].initial["reader"]
    said = {
        "token": uuid.uuid4(),
        "text": "开庭通知。",
        "reader": reader,
        "file": [photo("通知.HEIC")],
    }
    assert sign_in(county.lvshi).post(write, said).status_code == 302
    letter = case.office_letters.get()
    file = files_of(letter).get()
    path = reverse("portal:mine_file", args=[letter.pk, file.pk])
    assert path in text_of(client.get(reverse("portal:mine_letter", args=[letter.pk])))
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Content-Disposition"] == "inline; filename*=UTF-8''%E9%80%9A%E7%9F%A5.jpg"
    with file.look.open() as look:
        assert b"".join(answer.streaming_content) == look.read()

    foreign = files_of(written(case, files=[SimpleUploadedFile("b.jpg", picture("blue"))])).get()
    assert client.get(reverse("portal:mine_file", args=[letter.pk, foreign.pk])).status_code == 302
    assert Client().get(path).status_code == 302
    office.take_back(letter, by=county.lvshi, reason="发错了人。")
    assert client.get(path).status_code == 302


def test_refused_file_leaves_the_offices_letter_unsent_and_typed(county, case, sign_in):
    write, own = reverse("letters:write", args=[case.pk]), sign_in(county.lvshi)
    reader = own.get(write).context["form"].initial["reader"]
    wrong = SimpleUploadedFile("名单.txt", b"hello")
    said = {"token": uuid.uuid4(), "text": "开庭通知。", "reader": reader, "file": [wrong]}
    answer = own.post(write, said)
    page = text_of(answer)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert ("开庭通知。" in page, "没有留住，请重新选" in page) == (True, True)
    assert not case.office_letters.exists()


def test_file_opened_by_its_address_alone_counts_as_read(county, case):
    letter = to_applicant(case, by=county.lvshi, files=[photo()])
    path = reverse("portal:mine_file", args=[letter.pk, files_of(letter).get().pk])
    assert opens(inside(case), path) == 200
    assert LetterOpening.objects.get().letter == letter


def test_office_sends_nothing_an_old_phone_does_not_open(county, case):
    with pytest.raises(DomainError, match="不是可接受的类型"):
        to_applicant(case, by=county.lvshi, files=[SimpleUploadedFile("a.txt", b"hello")])
    assert not case.office_letters.exists()


def test_supplement_is_photographed_in_a_message_and_its_reader_told_what_waits(county, sign_in):
    case, due = new_case(county), timezone.localdate() + timedelta(days=10)
    waits = "此案正在等补充材料"
    before = written(case, files=[photo()]).get_absolute_url()
    desk = sign_in(county.chuangkou)
    assert waits not in text_of(desk.get(before))

    CASE.acts["request_supplement"](case, by=county.chuangkou, items=["劳动关系证明"], due=due)
    client = inside(case)
    assert "留言时拍照</a>发给我们" in text_of(client.get(SEEN))
    sent(client, SimpleUploadedFile("合同.jpg", picture("blue")))
    path = Letter.objects.latest("pk").get_absolute_url()
    assert waits in text_of(desk.get(path))
