"""The consultation register: limits, history, drafting, slips, and the way to an application."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from cases.domain.consultation import (
    answer,
    answer_further,
    draft_document,
    escalate,
    hand_document,
    register,
    remind_unanswered,
)
from cases.enums import ConsultState
from cases.models import Case, Cause, Consultation
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from stations.models import Referral, Station
from tests.factories import START, new_case

REPLY = {"answer": "可以申请劳动仲裁，也可以申请法律援助。", "outcome": "advised"}


def center():
    return Station.objects.get(parent=None)


def consult(county, *, at=START, by=None, station=None, topics=("wages",), reply=REPLY, **facts):
    facts = {
        "name": "李国强",
        "phone": "13800138000",
        "channel": "visit",
        "question": "工资被拖欠三个月怎么办？",
    } | facts
    return register(
        by=by or county.chuangkou,
        station=station or center(),
        facts=facts,
        topics=topics,
        reply=reply,
        at=at,
    )


def form(**changes):
    return {"token": "00000000-0000-4000-8000-000000000001", "channel": "visit", "name": "李国强", "id_kind": "resident",
            "id_number": "440524198801010011", "phone": "13800138000", "topics": ["wages", "insurance"], "question": "工资和社保怎么办？",
            "answer": "可以申请仲裁。", "outcome": "advised"} | changes  # fmt: skip


def test_one_person_with_two_kinds_of_question_is_one_person_and_two_items(county):
    row = consult(county, topics=("wages", "insurance"))
    assert (Consultation.objects.count(), list(row.topics.values_list("topic", flat=True))) == (
        1,
        ["wages", "insurance"],
    )


@pytest.mark.parametrize(
    ("channel", "due"),
    [("letter", "2026-03-12 23:59"), ("web", "2026-03-04 09:00"), ("chat", "2026-03-03 14:00")],
)
def test_letters_and_messages_have_their_limit_and_an_answer_stops_it(county, channel, due):
    row = consult(county, channel=channel, reply=None)
    assert (row.state, timezone.localtime(row.due_at).strftime("%Y-%m-%d %H:%M")) == (
        ConsultState.OPEN,
        due,
    )
    answer(row, by=county.chuangkou, at=START + timedelta(hours=2), **REPLY)
    assert (row.state, row.due_at, row.deadlines.get().met_at) == (
        ConsultState.ANSWERED,
        None,
        START + timedelta(hours=2),
    )


def test_a_visit_is_answered_at_once_and_has_no_clock(county):
    row = consult(county)
    assert (row.state, row.deadlines.count(), row.answered_by) == (
        ConsultState.ANSWERED,
        0,
        county.chuangkou,
    )


def test_unanswered_letter_reminds_its_owner_once(county):
    row = consult(county, channel="web", reply=None)
    late = row.due_at + timedelta(hours=1)
    assert [remind_unanswered(late, timedelta(days=1)) for _ in range(2)] == [1, 0]


def test_same_form_twice_is_one_consultation(county, sign_in):
    client = sign_in(county.chuangkou)
    first, second = (client.post(reverse("cases:consultation_new"), form()) for _ in range(2))
    assert (first.status_code, first.url) == (302, second.url)
    assert Consultation.objects.count() == 1


def test_identity_and_phone_are_encrypted_and_masked_and_a_look_is_an_event(county, sign_in):
    client = sign_in(county.chuangkou)
    path = client.post(reverse("cases:consultation_new"), form()).url
    page = client.get(path).content.decode()
    assert ("440524198801010011" in page, "138****8000" in page) == (False, True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number, phone FROM cases_consultation")
        assert [value[:2] for value in cursor.fetchone()] == ["1$", "1$"]
    row = Consultation.objects.get()
    shown = client.post(
        reverse("cases:consultation_reveal", args=[row.pk]),
        {"field": "phone", "reason": "回电答复"},
    )
    assert "13800138000" in shown.content.decode()
    assert Event.objects.get(verb="record.reveal", workflow="consultation").data == {
        "field": "联系电话",
        "right": "cases.reveal",
    }


def test_field_that_is_not_shown_or_a_look_without_a_reason_shows_and_records_nothing(
    county, sign_in
):
    client = sign_in(county.chuangkou)
    path = client.post(reverse("cases:consultation_new"), form()).url
    look = reverse("cases:consultation_reveal", args=[Consultation.objects.get().pk])

    other = client.post(look, {"field": "question", "reason": "回电答复"})
    silent = client.post(look, {"field": "phone", "reason": " "})
    assert (other.status_code, silent.status_code, silent.url) == (403, 302, path)
    assert Event.objects.filter(verb="record.reveal").exists() is False


def test_refusal_to_give_an_identity_is_recorded(county, sign_in):
    client = sign_in(county.chuangkou)
    answer = client.post(reverse("cases:consultation_new"), form(name="", id_number="", phone=""))
    assert (answer.status_code, "不愿提供" in answer.content.decode()) == (422, True)
    client.post(
        reverse("cases:consultation_new"), form(name="", id_number="", phone="", anonymous="on")
    )
    assert (
        Event.objects.get(verb="consultation.register").data["refused"]
        == "；来访人不愿提供身份信息"
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"topics": []}, "请至少选一类问题。"),
        ({"answer": ""}, "只有来信、网络留言可以先登记后答复"),
        ({"outcome": "directed"}, "请写明引导到哪里。"),
        ({"id_number": "440524198801010012"}, "校验码不对"),
        ({"question": ""}, "请填写这一项。"),
    ],
)
def test_bad_form_says_what_is_wrong_and_saves_nothing(county, sign_in, change, words):
    answer = sign_in(county.chuangkou).post(reverse("cases:consultation_new"), form(**change))
    assert (answer.status_code, words in answer.content.decode(), Consultation.objects.count()) == (
        422,
        True,
        0,
    )


def test_history_finds_the_same_person_by_phone_by_identity_and_by_name(county, sign_in):
    by_name = consult(county, phone="")
    by_phone = consult(county, name="李先生", phone="13800138000", at=START + timedelta(days=1))
    case = new_case(county, at=START)
    consult(county, name="王芳", phone="13900139000")
    page = sign_in(county.chuangkou).post(
        reverse("cases:consultation_side"), {"name": "李国强", "phone": "138 0013 8000"}
    )
    text = page.content.decode()
    assert [
        number in text for number in (by_name.number, by_phone.number, case.number, "王芳")
    ] == [True, True, True, False]
    for name in ("李 国 强", "李國強", "李国强（老李）", "李\u200b国强", "李国强 "):
        page = sign_in(county.chuangkou).post(reverse("cases:consultation_side"), {"name": name})
        assert (by_name.number in page.text, case.number in page.text) == (True, True), name


def test_further_answer_is_added_and_not_counted_again(county):
    row = consult(county)
    answer_further(
        row, by=county.guidang, at=START + timedelta(days=3), text="材料已看过，可以直接立案。"
    )
    assert (Consultation.objects.count(), row.further_answers.get().text) == (
        1,
        "材料已看过，可以直接立案。",
    )


def test_drafted_document_is_counted_and_handed_over_once_it_exists(county):
    row = consult(county)
    paper = draft_document(
        row, by=county.chuangkou, at=START + timedelta(hours=1), title="劳动人事争议仲裁申请书"
    )
    day = timezone.localdate(START)
    with pytest.raises(DomainError, match="交付日期应在代拟之日与今天之间"):
        hand_document(
            row,
            by=county.chuangkou,
            at=START + timedelta(hours=2),
            document=paper,
            handed_on=day - timedelta(days=1),
        )
    hand_document(
        row, by=county.chuangkou, at=START + timedelta(hours=2), document=paper, handed_on=day
    )
    assert (row.outcome, row.documents.get().handed_on) == ("drafted", day)


def test_another_stations_consultation_is_404(county, sign_in):
    row = consult(county)
    names = (
        "consultation",
        "consultation_answer",
        "consultation_transfer",
        "consultation_draft_document",
    )
    client = sign_in(county.zhan1)
    assert {client.get(reverse(f"cases:{name}", args=[row.pk])).status_code for name in names} == {
        404
    }
    assert client.post(reverse("cases:consultation_print", args=[row.pk])).status_code == 404


def test_numbers_filled_in_from_a_consultation_are_on_record_once_a_day(county, sign_in):
    row, client = consult(county), sign_in(county.chuangkou)
    for _ in range(2):
        client.get(reverse("cases:intake"), {"consultation": row.pk})
    told = Event.objects.get(verb="record.reveal")
    assert (told.workflow, told.subject_id, told.actor) == (
        "consultation",
        row.pk,
        county.chuangkou,
    )


def test_document_drafted_stays_counted_when_the_question_becomes_an_application(county):
    row = consult(county)
    draft_document(row, by=county.chuangkou, at=START + timedelta(hours=1), title="仲裁申请书")
    escalate(row, by=county.chuangkou, at=START + timedelta(hours=2), case=new_case(county))
    row.refresh_from_db()
    assert (row.state, row.outcome) == (ConsultState.APPLIED, "drafted")


def test_consultation_becomes_an_application_without_retyping(county, sign_in):
    client = sign_in(county.chuangkou)
    client.post(
        reverse("cases:consultation_new"), form(channel="hotline", crowds=["migrant_worker"])
    )
    row = Consultation.objects.get()
    page = client.get(f"{reverse('cases:intake')}?consultation={row.pk}").content.decode()
    kept = (
        'value="440524198801010011"',
        'value="李国强"',
        'value="13800138000"',
        "工资和社保怎么办？",
        f'name="consultation" value="{row.pk}"',
        'hx-trigger="load, change delay:200ms"',  # who this is stands beside the form at once
    )
    assert [words for words in kept if words not in page] == []
    data = {"token": "00000000-0000-4000-8000-000000000009", "consultation": row.pk, "id_kind": "resident", "id_number": "440524198801010011",
            "name": "李国强", "phone": "13800138000", "address": "清和县城关镇", "cause": Cause.objects.get(name="追索劳动报酬纠纷").pk,
            "stage": "仲裁", "facts": "工资被拖欠。", "channel": "phone", "urgency": "normal", "crowds": ["migrant_worker"]}  # fmt: skip
    client.post(reverse("cases:intake"), data)
    row.refresh_from_db()
    assert (row.case, row.state, row.outcome) == (
        Case.objects.get(),
        ConsultState.APPLIED,
        "applied",
    )
    assert (row.answer, row.case.channel, row.case.applicant.id_blind) == (
        "可以申请仲裁。",
        "phone",
        row.id_blind,
    )


def test_filters_and_export_give_the_same_rows_masked(county, sign_in):
    consult(county, topics=("wages",))
    kept = consult(county, topics=("marriage",), channel="letter", name="王芳", phone="13900139000")
    client = sign_in(county.chuangkou)
    assert [
        row.pk for row in client.get("/cases/consultations/?topic=marriage").context["page"]
    ] == [kept.pk]
    assert [
        row.pk for row in client.get("/cases/consultations/?q=13900139000").context["page"]
    ] == [kept.pk]
    data = client.get("/cases/consultations/?channel=letter&export=xlsx").content
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [(r[0], r[3], r[5], r[8], r[9]) for r in rows[1:]] == [
        (kept.number, "王芳", "139****9000", "婚姻家庭", 1)
    ]
    assert Event.objects.get(verb="list.export").data["count"] == 1


def test_register_needs_the_same_queries_for_one_row_and_three(county, sign_in):
    from tests.cases.test_pages import queries_of

    consult(county)
    client = sign_in(county.chuangkou)
    one = queries_of(client, "/cases/consultations/")
    consult(county)
    consult(county, topics=("wages", "traffic"))
    assert queries_of(client, "/cases/consultations/") == one


def slip_form(row, **changes):
    partner = Station.objects.get(host="labour")
    return {"token": "00000000-0000-4000-8000-000000000009", "to_station": partner.name, "matter": "wages", "name": row.name, "phone": row.phone,
            "facts": row.question, "consent": "当面口头同意"} | changes  # fmt: skip


def test_consultation_leads_to_a_slip_without_retyping_and_both_name_each_other(county, sign_in):
    row = consult(
        county, id_kind="resident", id_number="440524198801010011", address="清和县城关镇建设路1号"
    )
    client, address = sign_in(county.chuangkou), reverse("cases:consultation_refer", args=[row.pk])
    assert f'href="{address}"' in client.get(row.get_absolute_url()).content.decode()
    start = client.get(address).context["form"].initial
    assert start == {"name": "李国强", "phone": "13800138000", "address": "清和县城关镇建设路1号", "id_number": "440524198801010011",
                     "facts": "工资被拖欠三个月怎么办？"}  # fmt: skip
    told = Event.objects.get(verb="record.reveal")
    assert (told.workflow, told.subject_id) == ("consultation", row.pk)
    answers = [client.post(address, slip_form(row)) for _ in range(2)]
    row.refresh_from_db()
    slip = Referral.objects.get()
    assert ({answer.url for answer in answers}, row.referral, row.state) == (
        {slip.get_absolute_url()},
        slip,
        ConsultState.ANSWERED,
    )
    event = Event.objects.get(verb="consultation.refer")
    assert event.data == {"to": str(slip.to_station), "slip": slip.number}
    assert f'href="{address}"' not in client.get(row.get_absolute_url()).content.decode()
    assert row.number in client.get(slip.get_absolute_url()).content.decode()
    assert client.get(address).url == slip.get_absolute_url()


def test_slip_without_consent_or_by_a_lawyer_is_not_sent(county, sign_in):
    row = consult(county, by=county.lvshi)
    address = reverse("cases:consultation_refer", args=[row.pk])
    assert sign_in(county.chuangkou).post(address, slip_form(row, consent="")).status_code == 422
    client = sign_in(county.lvshi)
    assert (client.get(address).status_code, client.post(address, slip_form(row)).status_code) == (
        403,
        403,
    )
    assert f'href="{address}"' not in client.get(row.get_absolute_url()).content.decode()
    assert Referral.objects.count() == 0


def test_history_names_the_outcome_in_words(county, sign_in):
    row = consult(county, channel="letter", reply=None)
    sign_in(county.chuangkou).post(reverse("cases:consultation_answer", args=[row.pk]), REPLY)
    assert events_for("consultation", row.pk)[-1].sentence == "答复，处理：解答咨询"
