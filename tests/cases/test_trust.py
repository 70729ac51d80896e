"""What nobody may get at: another station's rows by any address, a sealed case by any road, a person by another's window."""

import uuid
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from cases.domain import material, papers
from cases.domain.calendar import subscribe, token_of
from cases.domain.intake import apply
from cases.models import Case, Draft, MaterialItem, Person
from cases.workflow import CASE
from legalaid.platform.accounts.models import User
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import NotAllowed
from legalaid.platform.documents.models import Attachment, Paper, Volume
from legalaid.platform.jobs.models import Job
from legalaid.platform.jobs.queue import run
from stations.models import Station
from tests.addresses import URLS
from tests.conftest import BACKEND
from tests.documents.test_dossier import foreign_pdf
from tests.factories import START, new_case, person, scan, walk


@pytest.fixture
def sealed(county):
    case = walk(county, "record_payment")
    scan(case, "application_form", by=county.chuangkou)
    CASE.acts["archive"](case, by=county.guidang, at=START + timedelta(days=20))
    run(Job.objects.get(kind="build_dossier").pk)
    case.refresh_from_db()
    return case


def snapshot(case):
    rows = [Paper, Attachment, Volume]
    found = [
        list(model.objects.filter(subject_id=case.pk).order_by("pk").values()) for model in rows
    ]
    return (
        *found,
        Case.objects.filter(pk=case.pk).values().get(),
        Person.objects.filter(pk=case.applicant_id).values().get(),
    )


def test_sealed_case_does_not_change_whatever_is_posted(county, sealed, sign_in):
    before = snapshot(sealed)
    for who in ("chuangkou", "shencha", "zhuren", "lvshi", "caiwu"):
        post_everything(sign_in(getattr(county, who)), sealed)
        assert (who, snapshot(sealed)) == (who, before)


def post_everything(client, sealed):
    file = Attachment.objects.filter(subject_id=sealed.pk).first()
    statuses = [
        client.post(reverse("cases:upload", args=[sealed.pk]), {"slot": "other", "files": SimpleUploadedFile("a.pdf", foreign_pdf())}).status_code,
        client.post(reverse("cases:remove", args=[sealed.pk, file.pk])).status_code,
        client.post(reverse("cases:issue_paper", args=[sealed.pk]), {"kind": "service_receipt"}).status_code,
    ]  # fmt: skip
    assert statuses == [403] * 3
    for step in CASE.steps.values():
        if not step.system and not step.opening:
            answer = client.post(reverse(f"cases:{step.key}", args=[sealed.pk]), {})
            out_of_sight = step.permission == "cases.arrange"  # but of the firm's manager
            assert answer.status_code in ((404,) if out_of_sight else (403, 409, 422))


def test_new_visit_leaves_the_person_of_a_sealed_case_as_recorded(county, sealed):
    before = snapshot(sealed)
    again = new_case(county, who=person(name="李国庆", phone="13900139000"))
    assert again.applicant_id != sealed.applicant_id
    assert snapshot(sealed) == before
    assert set(Case.objects.of_person(again.applicant)) == {sealed, again}
    same = new_case(county, who=person(name="李国庆", phone="13900139000"))
    assert same.applicant_id == again.applicant_id


def test_while_the_volumes_are_built_nothing_goes_in(county):
    case = walk(county, "record_payment")
    scan(case, "application_form", by=county.chuangkou)
    CASE.acts["archive"](case, by=county.guidang, at=START + timedelta(days=20))
    with pytest.raises(NotAllowed):
        papers.print_paper(case, "service_receipt", by=county.chuangkou)
    with pytest.raises(NotAllowed):
        material.add_file(
            case,
            SimpleUploadedFile("a.pdf", foreign_pdf()),
            slot="center_other",
            title="其他",
            by=county.chuangkou,
        )


def test_handler_adds_and_removes_only_while_the_file_is_in_hand(county):
    case = walk(county, "conclude")
    file = material.add_file(
        case,
        SimpleUploadedFile("a.pdf", foreign_pdf()),
        slot="other",
        title="其他",
        by=county.lvshi,
    )
    from tests.factories import do

    do(case, county, "report_closure", START + timedelta(days=11))
    with pytest.raises(NotAllowed, match="已报送"):
        material.remove_file(case, file, by=county.lvshi, reason="放错了")
    with pytest.raises(NotAllowed, match="上传人"):
        material.remove_file(case, file, by=county.shencha, reason="放错了")


def test_receipt_of_service_for_a_refusal_can_be_printed(county):
    from tests.factories import do

    case = walk(county, "recommend")
    do(case, county, "refuse", START + timedelta(days=6))
    paper = papers.print_paper(
        case, "service_receipt", by=county.chuangkou, document="不予法律援助决定书"
    )
    assert paper.facts["document"] == "不予法律援助决定书"
    assert Event.objects.filter(verb="paper.issue").count() == 1


def test_every_address_of_anothers_case_is_not_found(county, sealed, sign_in):
    """Each URL with a case, paper, file, volume or job in it, tried with ids these people have no right to."""
    for who in ("zhan1", "lvshi2", "admin"):
        ask_everything(sign_in(getattr(county, who)), sealed)
    assert (
        Event.objects.filter(
            verb__in=("record.reveal", "paper.download", "file.download", "volume.download")
        ).count()
        == 0
    )


BY_ROLE = {
    "cases:ask", "cases:make_package", "cases:discussions", "cases:discussion_new", "cases:wishes", "cases:team", "cases:pool_new", "cases:fail", "cases:following",
}  # fmt: skip


def ask_everything(client, sealed):
    paper, file, volume = (
        model.objects.filter(subject_id=sealed.pk).first() for model in (Paper, Attachment, Volume)
    )
    ids = {"pk": sealed.pk, "paper": paper.pk, "file": file.pk, "key": "recommend", "person": 1}
    tried = 0
    for name, entry in URLS.items():
        if (
            name.startswith("cases:")
            and "<int:pk>" in str(entry.pattern)
            and str(entry.pattern).startswith("<int:pk>")
        ):
            path = reverse(
                name, kwargs={k: v for k, v in ids.items() if f":{k}>" in str(entry.pattern)}
            )
            expected = (403, 404) if name in BY_ROLE else (404,)
            assert (name, client.get(path).status_code in (*expected, 405)) == (name, True)
            assert (
                name,
                client.post(path, {"reason": "x", "field": "phone"}).status_code
                in (*expected, 302),
            ) == (name, True)
            tried += 1
    for name, row in (("paper", paper), ("file", file), ("volume", volume)):
        assert client.get(reverse(f"documents:{name}", args=[row.pk])).status_code == 404
    assert tried > 30


def test_drafts_messages_and_calendars_belong_to_their_owner(county, sign_in):
    token = uuid.uuid4()
    Draft.objects.create(token=token, owner=county.chuangkou, title="草稿", content="name=机密")
    client = sign_in(county.zhan1)
    assert "机密" not in client.get(reverse("cases:intake"), {"draft": str(token)}).content.decode()
    assert (
        client.post(reverse("cases:draft"), {"token": str(token), "name": "x"}).status_code == 403
    )
    client.post(reverse("cases:drop_draft", args=[token]))
    assert Draft.objects.filter(token=token).exists()
    gone = User.objects.create(username="left", name="离岗", is_active=False)
    for user in (county.zhan1, county.lvshi, gone):
        subscribe(user)
    mine, other, left = (token_of(user.feed) for user in (county.zhan1, county.lvshi, gone))
    swapped = (
        f"{other.split(':')[0]}:{mine.split(':', 1)[1]}"  # another's name under one's own signature
    )
    found = [
        client.get(reverse("cases:feed", args=[token])).status_code
        for token in ("forged", swapped, left, mine)
    ]
    assert found == [404, 404, 404, 200]


@pytest.mark.parametrize("bad", ["", "x", "' OR 1=1", "0" * 300])
def test_tampered_token_is_no_server_error(county, sign_in, bad):
    client = sign_in(county.chuangkou)
    assert client.get(reverse("cases:intake"), {"draft": bad}).status_code == 200
    assert client.post(reverse("cases:intake"), {"token": bad}).status_code == 422
    assert client.post(reverse("cases:draft"), {"token": bad}).status_code == 400


def test_window_is_told_of_a_visitor_but_gets_only_what_its_own_station_recorded(county, sign_in):
    new_case(county)
    ask = {"id_kind": "resident", "id_number": "440524198801010011"}
    path = reverse("cases:intake_side")
    stranger = sign_in(county.zhan1).post(path, ask).content.decode()
    assert ("13800138000" in stranger, "其他站点有 1 件" in stranger) == (False, True)
    client = sign_in(county.chuangkou)
    assert "13800138000" in client.post(path, ask).content.decode()
    client.post(path, ask)
    assert Event.objects.filter(verb="record.reveal", actor=county.chuangkou).count() == 1


def test_handler_learns_nothing_of_anothers_case_from_the_search(county, sign_in):
    case = new_case(county)
    page = (
        sign_in(county.lvshi)
        .get(reverse("finding:find"), {"q": "440524198801010011"})
        .content.decode()
    )
    assert case.number not in page
    assert (
        sign_in(county.lvshi)
        .post(reverse("cases:ask", args=[case.pk]), {"reason": "想看看"})
        .status_code
        == 403
    )


@pytest.mark.django_db(transaction=True)
def test_same_form_sent_twice_at_once_is_one_case():
    from tests.conftest import build_county

    county = build_county()
    example = new_case(county)
    token, gate, made, errors = uuid.uuid4(), Barrier(2), [], []
    fields = {
        "station": Station.objects.get(parent=None), "kind": "civil", "cause": example.cause, "stage": "仲裁", "facts": "x",
    }  # fmt: skip

    def send():
        try:
            gate.wait()
            made.append(
                apply(
                    by=county.chuangkou, token=token, fields=fields, person=person(), short="清"
                ).pk
            )
        except Exception as error:
            errors.append(repr(error))
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(made) == 2
    assert made[0] == made[1]
    assert Case.objects.filter(token=token).count() == 1


@pytest.mark.django_db(transaction=True)
def test_same_step_sent_twice_at_once_is_done_once_and_the_other_is_told():
    """Two tabs of one clerk with the same page. SQLite writes one after the other anyway, so there they come in turn."""
    from tests.conftest import build_county

    county = build_county()
    case, answers = new_case(county), []
    data = {"seen": case.version, "received": ["application_form", "identity", "wage_evidence"]}
    gate = Barrier(2 if connection.vendor == "postgresql" else 1)

    def send():
        client = Client()
        client.force_login(county.chuangkou, backend=BACKEND)
        gate.wait(10)
        answer = client.post(f"/cases/{case.pk}/accept/", data)
        answers.append(
            (
                answer.status_code,
                "此案已有新的办理（现为“形式审查”）：" in answer.content.decode(),
            )
        )
        connection.close()

    if connection.vendor == "postgresql":
        threads = [Thread(target=send) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    else:
        send(), send()
    assert sorted(answers) == [(302, False), (409, True)]
    assert Event.objects.filter(verb="case.accept").count() == 1
    assert Paper.objects.filter(subject_id=case.pk, kind="material_receipt").count() == 1


def test_material_received_as_one_scan_is_open_again_once_that_is_taken_back(county):
    case, upload = new_case(county), lambda: SimpleUploadedFile("a.pdf", foreign_pdf())
    on_paper, by_file = case.materials.filter(required=True)[:2]
    MaterialItem.objects.filter(pk=on_paper.pk).update(received_on=date(2026, 3, 2))
    MaterialItem.objects.filter(pk=by_file.pk).update(received_on=None)

    def keep(item):
        where = {"slot": item.slot, "title": item.title, "by": county.chuangkou}
        return material.add_file(case, upload(), **where)

    def received(item):
        item.refresh_from_db()
        return item.received_on is not None

    scan, *two = keep(on_paper), keep(by_file), keep(by_file)
    material.remove_file(case, scan, by=county.chuangkou, reason="放错了")
    found = []
    for file in two:
        material.remove_file(case, file, by=county.chuangkou, reason="放错了")
        found.append(received(by_file))
    assert (received(on_paper), found) == (True, [True, False])
