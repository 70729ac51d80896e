"""Referral slips between two units: send, answer, return, feedback, close; and the case that comes of one."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Cause
from legalaid.platform.audit.models import Event
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Paper
from stations.domain import station as station_acts
from stations.domain.referral import remind_slips, send
from stations.enums import SlipReturn, SlipState
from stations.models import Referral, Station
from stations.papers.referral import may_open
from stations.queries.referral import read_by, received_by, referrals_for, with_answers
from stations.workflow import REFERRAL
from tests.factories import START

FACTS = {"matter": "wages", "name": "李国强", "id_number": "440524198801010011", "phone": "13800138000", "address": "清和县城关镇建设路1号",
         "facts": "某公司拖欠三个月工资，监察已立案，当事人要求法律援助。", "documents": ["投诉登记表"], "consent": "当面口头同意"}  # fmt: skip


@pytest.fixture
def labour(county):
    """The clerk of the labour inspection's station."""
    from legalaid.platform.accounts.models import User

    return User.objects.get(staff__station__host="labour")


def center():
    return Station.objects.get(parent=None)


def slip_to_center(labour, at=START, **changes):
    facts = FACTS | {"to_station": center()} | changes
    return send(
        by=labour, token=uuid.uuid4(), from_station=labour.staff.station, facts=facts, at=at
    )


def act(slip, key, by, hours, **facts):
    return REFERRAL.acts[key](slip, by=by, at=START + timedelta(hours=hours), **facts)


def test_slip_has_number_paper_and_limit_and_the_receiver_hears(county, labour):
    slip = slip_to_center(labour)
    assert (slip.number, slip.state, timezone.localdate(slip.due_at).isoformat()) == (
        "清援转〔2026〕0001号",
        SlipState.SENT,
        "2026-03-06",
    )
    assert Paper.objects.get(kind="referral_slip").number_text == "清援转字〔2026〕第1号"
    assert county.chuangkou.messages.filter(kind="turn").count() == 1
    assert "李国强" not in county.chuangkou.messages.get(kind="turn").text


def test_who_it_is_about_is_encrypted(county, labour):
    slip_to_center(labour)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, id_number, phone, address FROM stations_referral")
        assert [value[:2] for value in cursor.fetchone()] == ["1$"] * 4


def test_same_slip_twice_is_one_slip(county, labour, sign_in):
    data = FACTS | {
        "token": uuid.uuid4(),
        "to_station": center().pk,
        "documents": "投诉登记表\n工资条",
    }
    client = sign_in(labour)
    first, second = (client.post(reverse("stations:referral_new"), data) for _ in range(2))
    assert (first.status_code, first.url, Referral.objects.count()) == (302, second.url, 1)
    assert Referral.objects.get().documents == ["投诉登记表", "工资条"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"consent": ""}, "请选择。"),
        ({"phone": "12"}, "电话应为11位手机号"),
        ({"id_number": "440524198801010012"}, "校验码不对"),
    ],
)
def test_bad_slip_says_what_is_wrong_and_is_not_sent(county, labour, sign_in, change, words):
    data = FACTS | {"token": uuid.uuid4(), "to_station": center().pk, "documents": ""} | change
    answer = sign_in(labour).post(reverse("stations:referral_new"), data)
    assert (answer.status_code, words in answer.content.decode(), Referral.objects.count()) == (
        422,
        True,
        0,
    )


def test_slip_to_ones_own_unit_or_without_consent_is_refused_by_the_act(county, labour):
    with pytest.raises(DomainError, match="不能转介给本单位"):
        slip_to_center(labour, to_station=labour.staff.station)
    with pytest.raises(DomainError, match="须经当事人同意"):
        slip_to_center(labour, consent="")


def test_another_partner_guessing_the_address_finds_nothing(county, labour, sign_in):
    slip = slip_to_center(labour)
    client = sign_in(county.zhan1)
    paths = [
        slip.get_absolute_url() + end
        for end in ("", "accept_slip/", "return_slip/", "give_feedback/", "recall_slip/")
    ]
    assert {client.get(path).status_code for path in paths} == {404}
    assert (
        client.post(
            slip.get_absolute_url() + "reveal/", {"field": "name", "reason": "看看"}
        ).status_code
        == 404
    )
    paper = Paper.objects.get(kind="referral_slip")
    assert client.get(reverse("documents:paper", args=[paper.pk])).status_code == 404
    assert [referrals_for(user).count() for user in (county.zhan1, labour, county.chuangkou)] == [
        0,
        1,
        1,
    ]


def test_sender_does_not_answer_for_a_receiver_who_is_there(county, labour):
    slip = slip_to_center(labour)
    with pytest.raises(NotAllowed, match="不是发给您的单位的"):
        act(slip, "accept_slip", labour, 1)


def test_sender_records_the_answer_of_a_unit_without_accounts(county, labour):
    from legalaid.platform.accounts.models import User

    User.objects.filter(pk=labour.pk).update(is_active=False)
    facts = FACTS | {"to_station": labour.staff.station}
    slip = send(
        by=county.chuangkou, token=uuid.uuid4(), from_station=center(), facts=facts, at=START
    )
    act(slip, "accept_slip", county.chuangkou, 1, note="电话告知已接收")
    assert slip.state == SlipState.ACCEPTED


def test_returned_slip_is_put_right_in_every_field_and_goes_to_the_unit_it_should(
    county, labour, sign_in
):
    slip = slip_to_center(labour, phone="13800138009", name="李国")
    act(slip, "return_slip", county.chuangkou, 1, codes=["not_ours"], reasons=["不属于本单位职责"])
    path = f"/stations/referrals/{slip.pk}/resend_slip/"
    assert sign_in(county.chuangkou).get(path).status_code == 403
    assert not Event.objects.filter(verb="record.reveal").exists()

    client = sign_in(labour)
    form = client.get(path).context["form"]
    assert (form["phone"].value(), form["name"].value()) == ("13800138009", "李国")
    told = Event.objects.get(verb="record.reveal")
    assert (told.workflow, told.subject_id, told.data["field"]) == (
        "referral",
        slip.pk,
        "登记过的信息",
    )

    other = county.zhan1.staff.station
    typed = FACTS | {"to_station": other.pk, "documents": "考勤记录", "note": "电话写错", "seen": 2}
    refused = client.post(path, typed | {"phone": "12", "id_number": "440524198801010012"})
    assert (refused.status_code, sorted(refused.context["form"].errors)) == (
        422,
        ["id_number", "phone"],
    )
    assert client.post(path, typed).status_code == 302
    slip.refresh_from_db()
    found = (slip.state, slip.to_station, slip.name, slip.phone, slip.documents)
    assert found == (SlipState.SENT, other, "李国强", "13800138000", ["考勤记录"])
    assert slip.phone_blind == blind("13800138000", "person.phone")
    sentence = Event.objects.get(verb="referral.resend_slip").data["corrected"]
    assert sentence == "，更正接收单位、当事人姓名、联系电话、随附材料"


def test_return_resend_accept_feedback_and_close(county, labour):
    slip = slip_to_center(labour)
    with pytest.raises(DomainError, match="请选择退回原因"):
        act(slip, "return_slip", county.chuangkou, 1, codes=[], reasons=[])
    act(
        slip,
        "return_slip",
        county.chuangkou,
        2,
        codes=["incomplete"],
        reasons=[SlipReturn.INCOMPLETE.label],
        note="缺劳动关系证明",
    )
    assert Paper.objects.get(kind="referral_receipt").number_text == "清援回字〔2026〕第1号"
    act(slip, "resend_slip", labour, 5, facts="已补考勤记录。", documents=["考勤记录"], note="已补")
    act(slip, "accept_slip", county.chuangkou, 6)
    assert [d.rule for d in slip.deadlines] == ["slip_receipt", "slip_receipt", "slip_result"]
    act(slip, "give_feedback", county.chuangkou, 7, text="已约当事人来中心。")
    act(slip, "close_slip", county.chuangkou, 8, result="resolved", text="公司已付清工资。")
    assert (slip.state, slip.due_at, [row.text for row in slip.feedback.all()]) == (
        SlipState.CLOSED,
        None,
        ["已约当事人来中心。", "公司已付清工资。"],
    )
    texts = [m.text for m in labour.messages.filter(kind="turn").order_by("id")]
    assert texts == [
        f"转介单{slip.number}：{label}。" for label in ("退回", "接收", "反馈进展", "办结反馈")
    ]


def test_return_rate_counts_answers_of_each_unit(county, labour):
    first, second, third = (slip_to_center(labour) for _ in range(3))
    act(first, "return_slip", county.chuangkou, 1, codes=["not_ours"], reasons=["不属于本单位职责"])
    act(second, "accept_slip", county.chuangkou, 1)
    day = timezone.localdate(START)
    (row,) = with_answers(received_by(county.chuangkou, day, day), county.chuangkou, day, day)
    keys = ("unit", "received", "waiting", "answered", "returned", "rate", "closed")
    assert tuple(row[key] for key in keys) == (str(center()), 3, 1, 2, 1, 50, 0)
    assert received_by(county.zhan1, day, day) == []


def test_reminder_is_sent_once_per_limit(county, labour):
    slip_to_center(labour)
    late = START + timedelta(days=10)
    assert [remind_slips(late) > 0, remind_slips(late)] == [True, 0]


def test_slip_becomes_an_application_and_hears_of_its_public_steps(county, labour, sign_in):
    from tests.factories import LINE, do

    slip = slip_to_center(labour, at=timezone.now() - timedelta(days=1))
    client = sign_in(county.chuangkou)
    client.post(slip.get_absolute_url() + "accept_slip/", {"note": ""})
    page = client.get(f"{reverse('cases:intake')}?referral={slip.pk}").content.decode()
    kept = (
        'value="李国强"',
        'value="440524198801010011"',
        'value="13800138000"',
        "监察已立案",
        f'name="referral" value="{slip.pk}"',
    )
    told = Event.objects.get(verb="record.reveal")
    assert (told.workflow, told.subject_id) == ("referral", slip.pk)
    assert [words for words in kept if words not in page] == []
    data = {"token": uuid.uuid4(), "referral": slip.pk, "id_kind": "resident", "id_number": FACTS["id_number"], "name": "李国强",
            "phone": FACTS["phone"], "address": FACTS["address"], "cause": Cause.objects.get(name="追索劳动报酬纠纷").pk, "stage": "仲裁",
            "facts": "拖欠工资。", "channel": "organisation", "urgency": "normal", "crowds": ["migrant_worker"], "mode": "劳动仲裁代理"}  # fmt: skip
    client.post(reverse("cases:intake"), data)
    case = Case.objects.get()
    assert case.referral == slip
    case.materials.update(received_on=timezone.localdate())
    for hours, step in enumerate(LINE[: LINE.index("grant") + 1], 1):
        do(case, county, step, timezone.now() + timedelta(hours=hours))
    told = list(slip.feedback.values_list("text", flat=True))
    assert told == ["已收到申请", "已受理", "形式审查完成", "实体审查完成", "已决定给予法律援助"]
    client.cookies.clear()  # another browser
    partner = sign_in(labour).get(slip.get_absolute_url()).content.decode()
    assert ("已登记为法律援助申请" in partner, case.number in partner) == (True, False)


def test_slip_ends_with_its_case(county, labour):
    from cases.domain.referral import come_of
    from tests.factories import LINE, do, new_case

    slip = slip_to_center(labour)
    act(slip, "accept_slip", county.chuangkou, 1)
    case = new_case(county, at=START + timedelta(hours=2))
    come_of(case, slip, by=county.chuangkou, at=START + timedelta(hours=2))
    for days, step in enumerate(LINE[: LINE.index("conclude") + 1], 1):
        do(case, county, step, START + timedelta(days=days))
    slip.refresh_from_db()
    assert (slip.state, slip.result, slip.feedback.last().text) == (
        SlipState.CLOSED,
        "aided",
        "案件已办结",
    )


def test_slip_that_ended_with_its_case_goes_on_with_it(county, labour):
    from cases.domain.referral import come_of
    from tests.cases.test_lapse import asked, lapse, on, restore

    slip = slip_to_center(labour)
    act(slip, "accept_slip", county.chuangkou, 1)
    case = asked(county, at=START + timedelta(hours=2))
    come_of(case, slip, by=county.chuangkou, at=START + timedelta(hours=2))
    lapse(case, county, on(13))
    slip.refresh_from_db()
    ended = (slip.state, slip.result)
    restore(case, county, on(20))
    slip.refresh_from_db()
    assert [ended, (slip.state, slip.result)] == [("closed", "abandoned"), ("accepted", "")]
    assert slip.feedback.last().text == "已收到补充材料，申请恢复"


def test_list_needs_the_same_queries_for_one_row_and_three(county, labour, sign_in):
    from tests.cases.test_pages import queries_of

    slip_to_center(labour)
    client = sign_in(county.chuangkou)
    one = queries_of(client, reverse("stations:referrals"))
    slip_to_center(labour)
    slip_to_center(labour)
    assert queries_of(client, reverse("stations:referrals")) == one


def test_station_with_open_slips_does_not_close_until_they_are_done_or_it_merges(county, labour):
    station, other = labour.staff.station, county.zhan1.staff.station
    sent, received = slip_to_center(labour), send(
        by=county.chuangkou, token=uuid.uuid4(), from_station=center(), facts=FACTS | {"to_station": station}, at=START
    )  # fmt: skip
    station.staff.all().delete()
    day = timezone.localdate()
    with pytest.raises(DomainError, match="还有未办结转介单2件，请先移交，或改用“并入”"):
        station_acts.close(station, by=county.zhuren, on=day, reason="撤并")
    act(sent, "accept_slip", county.chuangkou, 1)
    act(sent, "close_slip", county.chuangkou, 2, result="resolved", text="已付清。")
    with pytest.raises(DomainError, match="还有未办结转介单1件"):
        station_acts.close(station, by=county.zhuren, on=day, reason="撤并")
    station_acts.merge(station, by=county.zhuren, into=other, on=day, reason="撤并")
    received.refresh_from_db()
    station.refresh_from_db()
    assert (received.to_station, station.closed_on) == (other, day)


def test_station_without_open_slips_closes(county, labour):
    slip = slip_to_center(labour)
    act(slip, "accept_slip", county.chuangkou, 1)
    act(slip, "close_slip", county.chuangkou, 2, result="resolved", text="已付清。")
    station = labour.staff.station
    station.staff.all().delete()
    station_acts.close(station, by=county.zhuren, on=timezone.localdate(), reason="撤并")
    station.refresh_from_db()
    assert station.closed_on == timezone.localdate()


def test_centre_that_is_no_party_sees_limits_and_no_content(county, labour, sign_in):
    slip = between_stations(county, labour)
    client = sign_in(county.chuangkou)
    listed = client.get(reverse("stations:referrals"), {"way": "all"}).content.decode()
    page = client.get(slip.get_absolute_url()).content.decode()
    assert [slip.number in html for html in (listed, page)] == [True, True]
    told = ("李", "追索劳动报酬", "拖欠三个月工资", "138", "投诉登记表", "查阅内容")
    assert [word for word in told if word in listed + page] == []

    paper = Paper.objects.get(kind="referral_slip")
    steps = [
        f"{slip.get_absolute_url()}{step}/" for step in ("accept_slip", "recall_slip", "upload")
    ]
    paths = [reverse("documents:paper", args=[paper.pk]), *steps]
    assert [client.get(path).status_code for path in paths] == [404] * 4
    asked = {"field": "name", "reason": "看看"}
    assert client.post(f"{slip.get_absolute_url()}reveal/", asked).status_code == 404
    assert client.post(f"{slip.get_absolute_url()}open/", {"reason": "看看"}).status_code == 403
    [row] = received_by(county.chuangkou, START.date(), START.date())
    assert (row["to_station"], row["received"]) == (labour.staff.station.pk, 1)


def test_director_reads_a_slip_between_others_for_a_reason_and_that_day(county, labour, sign_in):
    slip = between_stations(county, labour)
    client, path = sign_in(county.zhuren), f"{slip.get_absolute_url()}open/"
    assert "拖欠三个月工资" not in client.get(slip.get_absolute_url()).content.decode()
    client.post(path, {"reason": " "})
    assert not Event.objects.filter(verb="referral.open").exists()

    client.post(path, {"reason": "当事人投诉无人接收"})
    assert "拖欠三个月工资" in client.get(slip.get_absolute_url()).content.decode()
    assert [may_open(user, slip.pk) for user in (county.zhuren, county.chuangkou)] == [True, False]
    history = sign_in(labour).get(slip.get_absolute_url()).content.decode()
    assert "查阅不是本单位的转介单：当事人投诉无人接收" in history

    other = between_stations(county, labour)
    assert list(read_by(county.zhuren)) == [slip]
    assert set(read_by(labour)) == {slip, other}


def between_stations(county, labour):
    facts = FACTS | {"to_station": labour.staff.station}
    return send(
        by=county.zhan1,
        token=uuid.uuid4(),
        from_station=county.zhan1.staff.station,
        facts=facts,
        at=START,
    )
