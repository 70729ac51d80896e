"""The same matter a second time: two applications joined, one after a refusal; foreigners; soldiers and their families."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.sums import check
from cases.enums import Channel
from cases.law.grounds import refusals
from cases.models import Case, CountedCase
from cases.queries.twin import twins_of
from cases.views.intake import channel_of
from cases.workflow import CASE
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Attachment
from stations.enums import StationHost
from stations.models import Station
from tests.factories import FINDINGS, ID, MATERIALS, START, do, new_case, person, scan, walk

BARE = tuple(row | {"received_on": None} for row in MATERIALS)
WHY = "两处申请的是同一笔工资。"


def at(days):
    return START + timedelta(days=days)


def pair(county):
    """Applied for at the window, and again a day later."""
    return new_case(county, materials=BARE), new_case(county, at=at(1))


def join(case, county, into, days=2, **changes):
    facts = {"into": into, "reason": WHY} | changes
    CASE.acts["join"](case, by=county.chuangkou, at=at(days), **facts)


def part(case, county, days=4, reason="是另一处工地的工资。"):
    CASE.acts["part"](case, by=county.chuangkou, at=at(days), reason=reason)


def in_hand(case):
    return {row.slot for row in case.materials.exclude(received_on=None)}


def files(case):
    rows = Attachment.objects.filter(workflow="case", subject_id=case.pk, removed_at=None)
    return list(rows.values_list("slot", flat=True))


def clocks(case):
    return {row.rule: timezone.localdate(row.due_at) for row in case.deadlines.running()}


def test_same_matter_is_found_by_the_cause_or_the_other_side(county):
    first, second = pair(county)
    other_side = new_case(county, at=at(1), matter="other_31")
    other_side.parties.update(name="另一家公司", name_key="另一家公司")
    another = new_case(county, at=at(1), who=person(name="王秀兰", id_number=ID, sex="F"))
    court = new_case(county, at=at(1), stage="一审", mode="民事诉讼代理")
    assert twins_of(first) == [other_side, second]
    assert (twins_of(another), twins_of(court)) == ([], [])


def test_second_application_goes_into_the_first_with_its_material(county):
    first, second = pair(county)
    second.materials.get(slot="identity").attachments.add(
        scan(second, "identity", by=county.chuangkou)
    )
    join(second, county, first)
    assert (second.state, second.turn, clocks(second)) == ("joined", "", {})
    assert (in_hand(first), files(first)) == (
        {"application_form", "identity", "status_proof"},
        ["identity"],
    )
    event = Event.objects.filter(workflow="case", subject_id=second.pk).last()
    assert sentence(event) == f"与{first.number}是同一事项，并入该案：{WHY}"
    weights = dict(CountedCase.objects.values_list("case", "weight"))
    assert (weights, check(date(2026, 3, 5))) == ({first.pk: 1, second.pk: 0}, 0)


def test_parted_again_both_stand_as_before(county):
    first, second = pair(county)
    second.materials.get(slot="identity").attachments.add(
        scan(second, "identity", by=county.chuangkou)
    )
    before = clocks(second)
    join(second, county, first)
    part(second, county)
    assert (second.state, clocks(second)) == ("submitted", before)
    assert (in_hand(first), files(first), files(second)) == (set(), [], ["identity"])
    join(second, county, first, days=5)
    assert second.state == "joined"


def test_only_the_same_matter_under_way_is_joined_and_with_a_reason(county):
    first, second = pair(county)
    another = new_case(county, at=at(1), who=person(name="王秀兰", id_number=ID, sex="F"))
    for into, reason, field in (
        (another, WHY, "into"),
        (second, WHY, "into"),
        (first, "同", "reason"),
    ):
        with pytest.raises(DomainError) as wrong:
            join(second, county, into, reason=reason)
        assert wrong.value.field == field

    CASE.acts["withdraw"](first, by=county.chuangkou, at=at(2), reason="已和解")
    with pytest.raises(DomainError, match="正在办理的同一事项"):
        join(second, county, first, days=3)
    with pytest.raises(DomainError, match="撤销并入的理由"):
        join(second, county, new_case(county, at=at(3)), days=4)
        part(second, county, days=5, reason="错")


def test_window_joins_on_one_page(county, sign_in):
    first, second = pair(county)
    client, address = sign_in(county.chuangkou), reverse("cases:join", args=[second.pk])
    assert first.number in client.get(second.get_absolute_url()).content.decode()
    done = client.post(address, {"into": first.pk, "reason": WHY, "seen": second.version})
    assert done.status_code == 302
    page = client.get(second.get_absolute_url()).content.decode()
    assert f"已并入{first.number}：{WHY}" in page


def test_both_ways_of_refusing_a_second_application_are_offered():
    texts = {row.code: row.text for row in refusals("civil")}
    assert texts["applied_twice"] == "同一事项已有另一件申请正在办理"
    assert texts["repeated"] == "与此前不予援助的申请事实相同，没有新情况"


def refused(county):
    case = walk(county, "recommend")
    do(case, county, "refuse", at(6))
    return case


def posted(client, typed):
    return client.post(reverse("cases:intake_side"), typed).content.decode()


def test_side_panel_tells_of_the_refusal_and_asks_what_is_new(county, sign_in):
    case = refused(county)
    typed = {
        "id_kind": "resident", "id_number": person()["id_number"], "name": "李国强", "cause": case.cause_id, "anew": "补签了劳动合同。",
    }  # fmt: skip
    panel = posted(sign_in(county.chuangkou), typed)
    assert f"2026年3月9日（{case.number}）：申请事项不属于法律援助范围。" in panel
    assert '<textarea class="form-control mb-1" form="intake" id="id_anew"' in panel
    assert "补签了劳动合同。</textarea>" in panel
    assert "可能是同一事项" not in panel


def test_side_panel_tells_of_the_same_matter_under_way(county, sign_in):
    case = new_case(county)
    typed = {
        "id_kind": "resident", "id_number": person()["id_number"], "name": "李国强", "cause": case.cause_id,
    }  # fmt: skip
    panel = posted(sign_in(county.chuangkou), typed)
    assert "可能是同一事项" in panel
    assert f'<a href="{case.get_absolute_url()}" target="_blank">{case.number}</a>' in panel


def test_soldiers_are_told_of_their_station_which_has_its_own_way_in(county, sign_in):
    station = Station.objects.exclude(parent=None).first()
    Station.objects.filter(pk=station.pk).update(host=StationHost.MILITARY, phone="0999-7612399")
    station.refresh_from_db()
    panel = posted(sign_in(county.chuangkou), {"crowds": ["soldier_family"]})
    assert f"军人军属可以在{station.name}申请（0999-7612399），也可以在这里申请。" in panel
    assert station.name not in posted(sign_in(county.chuangkou), {"crowds": ["farmer"]})
    assert channel_of(station) == Channel.MILITARY


RECOMMEND = {"proposal": "给予", "opinion": "建议给予法律援助。", "findings": FINDINGS}


def foreigner(county):
    return walk(county, "pass_form", case=new_case(county, crowds=["migrant_worker", "foreigner"]))


def test_aid_for_a_foreigner_is_proposed_once_its_ground_is_known(county):
    case = foreigner(county)
    propose = CASE.acts["recommend"]
    with pytest.raises(DomainError, match="登记国籍和涉外依据") as wrong:
        propose(case, by=county.shencha, at=at(5), **RECOMMEND)
    assert wrong.value.field == "proposal"

    note = CASE.acts["note_foreign"]
    facts = {"nationality": "越南", "basis": "treaty"}
    with pytest.raises(DomainError, match="条约名称或者互惠的情况"):
        note(case, by=county.chuangkou, at=at(5), **facts)
    note(case, by=county.chuangkou, at=at(5), note="中越司法协助条约第一条。", **facts)
    propose(case, by=county.shencha, at=at(6), **RECOMMEND)
    assert (case.state, case.foreign.nationality) == ("decision", "越南")


def test_aid_for_a_foreigner_may_be_refused_without(county):
    case = foreigner(county)
    CASE.acts["recommend"](case, by=county.shencha, at=at(5), **RECOMMEND | {"proposal": "不予"})
    assert case.state == "decision"


def test_ground_of_a_foreigner_is_put_right_on_its_page(county, sign_in):
    case = foreigner(county)
    client, address = sign_in(county.chuangkou), reverse("cases:note_foreign", args=[case.pk])
    client.post(address, {"nationality": "越南", "basis": "law", "seen": case.version})
    case = Case.objects.get(pk=case.pk)
    form = client.get(address).context["form"]
    assert [form[name].value() for name in ("nationality", "basis")] == ["越南", "law"]
    client.post(address, {"nationality": "无国籍", "basis": "law", "seen": case.version})
    assert Case.objects.get(pk=case.pk).foreign.nationality == "无国籍"
