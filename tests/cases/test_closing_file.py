"""The closing file is looked through where it is handed in, and may be asked for one thing later."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.enums import State
from cases.models import Case, Closure
from cases.queries.archive import missing_at_hand_in, missing_of
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Attachment
from tests.factories import START, do, new_case, scan, walk

ALL = ["委托协议（已签字的扫描件）", "授权委托书（已签字的扫描件）", "会见（约见）笔录", "结案文书"]
AT = START + timedelta(days=20)


@pytest.fixture
def concluded(county):
    return walk(county, "conclude")


def hand_in(case, county, **facts):
    facts = {"summary": "代理仲裁。"} | facts
    return CASE.acts["report_closure"](case, by=county.lvshi, at=AT, **facts)


def test_file_without_its_scans_is_not_taken_and_says_which_are_missing(county, concluded):
    assert missing_at_hand_in(concluded) == ALL
    with pytest.raises(DomainError) as refused:
        hand_in(concluded, county)
    assert refused.value.sentence == f"承办卷还缺：{'、'.join(ALL)}。请在“材料”上传后再报送。"

    for slot in ("agreement", "power_of_attorney", "meeting", "judgment"):
        scan(concluded, slot, by=county.lvshi)
    hand_in(concluded, county)
    assert (concluded.state, missing_at_hand_in(concluded)) == (State.CLOSING_REVIEW, [])


def test_printed_form_of_the_application_does_not_stand_for_the_signed_one(county):
    case = walk(county, "record_payment")
    assert missing_of(case) == ["法律援助申请表（已签字的扫描件）"]
    scan(case, "application_form", by=county.chuangkou)
    assert missing_of(case) == []


def test_file_that_lost_a_sheet_is_not_approved(county):
    case = walk(county, "report_closure")
    Attachment.objects.filter(subject_id=case.pk, slot="judgment").update(removed_at=AT)
    with pytest.raises(DomainError, match="承办卷还缺：结案文书。请退回补正。"):
        CASE.acts["approve_closure"](case, by=county.shencha, opinion="")


def test_review_sees_each_line_of_the_catalogue_ticked_or_missing(county, sign_in):
    case = walk(county, "report_closure")
    Attachment.objects.filter(subject_id=case.pk, slot="agreement").update(removed_at=AT)
    page = sign_in(county.shencha).get(reverse("cases:approve_closure", args=[case.pk]))
    stand = {
        entry.title: how for _, rows in page.context["volumes"] for entry, _, how in rows if how
    }
    assert {title for title, how in stand.items() if how != "there"} == {
        "委托协议", "法律援助申请表",
    }  # fmt: skip
    assert stand["委托协议"] == "unsigned"
    assert "尚缺已签字的扫描件" in page.text


def defence(county):
    fields = {
        "stage": "一审",
        "applicant_role": "被告人",
        "mode": "刑事辩护",
        "matter": "",
        "kind": "criminal",
    }
    case = walk(county, "conclude", case=new_case(county, **fields))
    Case.objects.filter(pk=case.pk).update(mode="刑事辩护")
    for slot in ("agreement", "power_of_attorney", "meeting", "judgment"):
        scan(case, slot, by=county.lvshi)
    return Case.objects.get(pk=case.pk)


def test_defence_closes_with_its_written_opinion_or_the_reason_why_not(county, sign_in):
    case = defence(county)
    path = reverse("cases:report_closure", args=[case.pk])
    sent = {
        "seen": case.version,
        "summary": "出庭辩护。",
        "discussed_on": "",
        "discussion": "",
        "no_opinion": "",
    }
    page = sign_in(county.lvshi).post(path, sent)
    assert page.context["form"].errors == {
        "no_opinion": ["没有书面辩护意见。请在“材料”上传已提交的辩护意见，或者写明没有提交的理由。"]
    }

    hand_in(case, county, no_opinion="受援人拒绝辩护，已书面告知。")
    assert Closure.objects.get(case=case).no_opinion == "受援人拒绝辩护，已书面告知。"


def test_defence_with_its_opinion_in_the_file_is_asked_nothing(county):
    case = defence(county)
    scan(case, "opinion", by=county.lvshi)
    hand_in(case, county)
    assert case.state == State.CLOSING_REVIEW


def asked(county, until="follow_up", **facts):
    case = walk(county, until)
    facts = {"slot": "hearing", "item": "庭审笔录", "due": timezone.localdate(AT)} | facts
    CASE.acts["ask_item"](case, by=county.guidang, at=AT, reason="缺第二次庭审的笔录。", **facts)
    return case


@pytest.mark.parametrize(
    ("until", "state"), [("approve_closure", State.FOLLOW_UP), ("follow_up", State.ARCHIVING)]
)
def test_case_goes_back_for_one_thing_and_returns_to_where_it_was(county, until, state):
    case = asked(county, until)
    assert (case.state, case.turn) == (State.ITEM_OWED, "handler")
    with pytest.raises(DomainError) as refused:
        CASE.acts["give_item"](case, by=county.lvshi)
    assert refused.value.sentence == (
        "还没有上传“庭审笔录”。请在“材料”上传；确实无法补交的，写明原因。"
    )

    scan(case, "hearing", by=county.lvshi)
    CASE.acts["give_item"](case, by=county.lvshi)
    assert (case.state, case.closure.reviewed_at is not None) == (state, True)
    assert [row.rule for row in case.deadlines.open()] == ["suit_after_award"]  # the recipient's


def test_what_cannot_be_had_is_said_instead(county):
    case = asked(county)
    CASE.acts["give_item"](case, by=county.lvshi, note="仲裁委未制作第二次笔录。")
    assert (case.state, case.asked_items.get().note) == (
        State.ARCHIVING,
        "仲裁委未制作第二次笔录。",
    )


def test_subsidy_is_booked_while_the_thing_is_owed(county):
    case = asked(county)
    do(case, county, "record_payment", AT)
    assert (case.state, case.payments.count()) == (State.ITEM_OWED, 1)


def test_page_asks_for_one_of_the_places_of_the_volume(county, sign_in):
    case = walk(county, "follow_up")
    path, client = reverse("cases:ask_item", args=[case.pk]), sign_in(county.guidang)
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    sent = {"seen": case.version, "slot": "hearing", "due": day, "reason": "缺第二次庭审的笔录。"}
    assert client.post(path, sent | {"slot": ""}).status_code == 422
    assert client.post(path, sent).status_code == 302
    page = sign_in(county.lvshi).get(reverse("cases:give_item", args=[case.pk]))
    assert "缺第二次庭审的笔录。" in page.text
