"""A replaced handler reads on until his successor has signed for the file; a file that came back says why."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import Transfer
from cases.queries.case import cases_for, readable_for
from cases.queries.returned import why_back
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.access import allowed
from legalaid.platform.notifications.models import Message
from tests.factories import START, new_case, scan, walk

AT = START + timedelta(days=20)


@pytest.fixture
def case(county):
    case = walk(county, "hold_first_meeting")
    scan(case, "meeting", by=county.lvshi)
    facts = {"handler": county.lvshi2.handler, "reason": "调离"}
    CASE.acts["replace_handler"](case, by=county.zhuren, at=AT, **facts)
    return case


def test_replaced_handler_has_a_list_and_reads_on_but_does_nothing(county, sign_in, case):
    row = Transfer.objects.get(case=case)
    assert row.items == [
        "委托协议1份", "授权委托书1份", "法律援助公函1份", "会见（约见）笔录1份", "纸质卷宗和证据原件",
    ]  # fmt: skip

    page = sign_in(county.lvshi).get(case.get_absolute_url())
    assert page.status_code == 200
    assert "会见（约见）笔录1份；纸质卷宗和证据原件" in page.text
    here = sign_in(county.lvshi).post(reverse("cases:here", args=[case.pk]))
    assert here.status_code == 200
    assert [page.context[name] for name in ("main_steps", "other_steps", "minor_steps")] == [
        [],
        [],
        [],
    ]
    assert (
        allowed(county.lvshi, "case", case.pk),
        allowed(county.lvshi, "case", case.pk, write=True),
    ) == (True, False)
    assert not cases_for(county.lvshi).filter(pk=case.pk).exists()


@pytest.mark.parametrize("name", ["upload", "reveal", "add_log", "step_draft"])
def test_what_a_replaced_handler_could_write_or_uncover_stays_shut(county, sign_in, case, name):
    args = [case.pk, "add_log"] if name == "step_draft" else [case.pk]
    sent = {"field": "phone", "reason": "移交", "slot": "meeting"}
    assert sign_in(county.lvshi).post(reverse(f"cases:{name}", args=args), sent).status_code == 404


def test_message_tells_what_to_do_and_leads_to_the_case(county, case):
    told = Message.objects.get(user=county.lvshi, key__startswith="replaced:")
    assert told.text == (
        f"{case.number}的承办人已更换为{county.lvshi2.handler}，请按清单移交办案材料；"
        f"{county.lvshi2.handler}签收以前您仍可查看此案。"
    )
    assert told.url == case.get_absolute_url()


def test_access_ends_when_the_successor_has_signed_and_what_did_not_come_is_said(
    county, sign_in, case
):
    path, client = reverse("cases:take_over", args=[case.pk]), sign_in(county.lvshi2)
    came = Transfer.objects.get(case=case).items[:-1]
    sent = {"seen": case.version, "received": came, "note": ""}
    page = client.post(path, sent)
    assert page.context["form"].errors == {"note": ["没有收到的材料，请写明情况（不少于4个字）。"]}

    assert client.post(path, sent | {"note": "原件由受援人保管。"}).status_code == 302
    row = Transfer.objects.get(case=case)
    assert (row.received, row.note, row.by) == (came, "原件由受援人保管。", county.lvshi2)
    assert not readable_for(county.lvshi).filter(pk=case.pk).exists()
    with pytest.raises(DomainError):
        CASE.acts["take_over"](case, by=county.lvshi2, received=[])


def test_returned_file_says_why_on_its_page_and_in_the_message(county, sign_in):
    case = walk(county, "report_closure")
    said = {"reasons": ["签名或日期缺失"], "note": "请补签通报记录"}
    CASE.acts["return_closure"](case, by=county.shencha, at=AT, **said)

    assert why_back(case) == "签名或日期缺失、请补签通报记录"
    page = sign_in(county.lvshi).get(case.get_absolute_url())
    assert "<p>签名或日期缺失、请补签通报记录</p>" in page.text
    assert [(limit.name, bool(limit.rests)) for limit in page.context["turn"].limits] == [
        ("不服仲裁裁决起诉", False),
        ("审查结案材料", True),
    ]
    assert (
        "签名或日期缺失、请补签通报记录</span>"
        in sign_in(county.lvshi).get(reverse("cases:list")).text
    )
    told = Message.objects.filter(user=county.lvshi, kind="turn").latest("pk")
    assert told.text == f"{case.number} 结案退回补正（签名或日期缺失、请补签通报记录），请办理。"


def test_application_sent_back_to_the_station_says_why(county):
    station = county.zhan1.staff.station
    case = new_case(county, by=county.zhan1, station=station)
    acts = CASE.acts
    acts["pre_review"](case, by=county.zhan1, proposal="accept", opinion="建议受理。")
    acts["hand_over"](case, by=county.zhan1)
    said = {"reasons": ["材料缺失"], "codes": ["materials"], "note": "缺工资条"}
    acts["return_to_station"](case, by=county.chuangkou, **said)
    assert why_back(case) == "材料缺失或者看不清、缺工资条"
