"""An organ notifies by its own account: registered from its slip, the three days from its sending, and it reads how it goes."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.referral import come_of
from cases.models import Case, Cause
from legalaid.platform.accounts.models import User
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from stations.domain.referral import BY_LAW, send
from stations.enums import SlipMatter
from stations.models import Referral, Station
from stations.workflow import REFERRAL
from tests.cases.test_notice_pages import form_of
from tests.factories import START, do, walk

pytestmark = pytest.mark.django_db
SAID = {
    "matter": "notice",
    "name": "赵小军",
    "facts": "涉嫌盗窃，一审，没有委托辩护人。",
    "documents": ["指派通知书"],
}


@pytest.fixture
def organ(county):
    """The clerk of a court's station."""
    user = User.objects.get(staff__station__host="labour")
    Station.objects.filter(pk=user.staff.station.pk).update(
        host="court", name="清和县人民法院工作站"
    )
    return User.objects.get(pk=user.pk)


def center():
    return Station.objects.get(parent=None)


def sent(organ, *, at=START, **changes):
    facts = SAID | {"to_station": center()} | changes
    station = Station.objects.get(pk=organ.staff.station.pk)
    return send(by=organ, token=uuid.uuid4(), from_station=station, facts=facts, at=at)


def accepted(organ, county, *, at=START):
    slip = sent(organ, at=at)
    REFERRAL.acts["accept_slip"](slip, by=county.chuangkou, at=at + timedelta(minutes=5))
    return slip


def test_organ_sends_by_its_own_page_and_needs_nobodys_consent(county, organ, sign_in):
    data = SAID | {"token": uuid.uuid4(), "to_station": center().pk, "documents": "指派通知书"}
    answer = sign_in(organ).post(reverse("stations:referral_new"), data)
    slip = Referral.objects.get()
    assert (answer.status_code, slip.consent, slip.is_notice) == (302, BY_LAW, True)
    assert [row.rule for row in slip.deadlines] == ["slip_notice", "slip_receipt"]
    assert timezone.localdate(slip.due_at) == timezone.localdate(
        slip.deadlines.get(rule="slip_notice").due_at
    )


def test_everything_else_still_needs_consent_and_a_township_notifies_of_nothing(
    county, organ, sign_in
):
    data = SAID | {"token": uuid.uuid4(), "to_station": center().pk, "documents": ""}
    wages = sign_in(organ).post(
        reverse("stations:referral_new"), data | {"matter": "wages", "phone": "13800138000"}
    )
    assert wages.context["form"].errors == {"consent": ["请选择。"]}
    assert "办案机关依法通知指派律师的" in wages.content.decode()

    township = sign_in(county.zhan1)
    page = township.get(reverse("stations:referral_new")).content.decode()
    assert SlipMatter.NOTICE.label not in page
    asked = {"phone": "13800138000", "consent": "书面同意"}
    answer = township.post(reverse("stations:referral_new"), data | asked)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["matter"])
    assert Referral.objects.count() == 0


def test_act_refuses_what_the_page_does_not_offer(county, organ):
    with pytest.raises(DomainError, match="办案机关的通知发给法律援助机构。"):
        sent(organ, to_station=county.zhan1.staff.station)
    with pytest.raises(DomainError, match="须经当事人同意才能转介。"):
        sent(organ, matter="wages", consent=BY_LAW)
    women = User.objects.get(staff__station__host="women")
    for other in (county.zhan1, women):
        with pytest.raises(
            DomainError, match="^指派律师的通知由人民法院、人民检察院、公安机关发出"
        ):
            sent(other)


def test_federation_and_detention_centre_are_offered_no_notice(county, sign_in):
    women = User.objects.get(staff__station__host="women")
    offered = {}
    for host in ("women", "detention", "police", "procuratorate", "court"):
        Station.objects.filter(pk=women.staff.station.pk).update(host=host)
        page = sign_in(women).get(reverse("stations:referral_new"))
        form = page.context["form"]
        offered[host] = (
            "notice" in dict(form.fields["matter"].choices),
            "二十四小时内转交" in page.content.decode(),
            page.content.decode().count("三日内通知"),
            page.context["form"].initial.get("matter"),
        )
    assert offered == {
        "women": (False, False, 0, None),
        "detention": (False, True, 0, None),
        "police": (True, True, 1, "notice"),
        "procuratorate": (True, True, 1, "notice"),
        "court": (True, True, 2, "notice"),
    }


def test_detention_centre_sends_on_an_application_without_a_telephone(county, sign_in):
    guard = User.objects.get(staff__station__host="labour")
    data = SAID | {
        "token": uuid.uuid4(),
        "to_station": center().pk,
        "matter": "aid",
        "documents": "",
        "consent": "书面同意",
    }
    assert sign_in(guard).post(reverse("stations:referral_new"), data).status_code == 422

    Station.objects.filter(pk=guard.staff.station.pk).update(
        host="detention", name="清和县看守所法律援助工作站"
    )
    answer = sign_in(guard).post(reverse("stations:referral_new"), data)
    slip = Referral.objects.get()
    assert (answer.status_code, slip.is_notice) == (302, False)

    REFERRAL.acts["accept_slip"](slip, by=county.chuangkou, at=timezone.now())
    page = sign_in(county.chuangkou).get(f"{reverse('cases:intake')}?referral={slip.pk}")
    initial = page.context["form"].initial
    assert (initial["channel"], initial["forwarder"], initial["reached_at"]) == (
        "custody",
        "清和县看守所",
        slip.sent_at,
    )


@pytest.mark.parametrize(
    ("host", "unit", "filled"),
    [
        ("police", "清和县公安局法律援助工作站", ("police", "清和县公安局", "侦查")),
        ("procuratorate", "清和县人民检察院法律援助工作站", ("procuratorate", "清和县人民检察院", None)),
        ("court", "清和县人民法院工作站", ("court", "清和县人民法院", None)),
    ],
)  # fmt: skip
def test_notice_of_each_organ_is_filled_in_as_that_organs(
    county, organ, sign_in, host, unit, filled
):
    Station.objects.filter(pk=organ.staff.station.pk).update(host=host, name=unit)
    slip = accepted(organ, county, at=timezone.now() - timedelta(hours=1))
    page = sign_in(county.chuangkou).get(f"{reverse('cases:notice_new')}?referral={slip.pk}")
    initial = page.context["form"].initial
    assert (initial["organ_kind"], initial["organ"], initial.get("stage")) == filled


def test_second_notice_of_one_person_says_why_it_is_another(county, organ, sign_in):
    first = sent(organ, id_number="440524198801010011")
    sent(organ, id_number="110105194912310022")  # somebody else of this name
    same = {"id_number": first.id_number}
    with pytest.raises(DomainError, match="写错了的，先撤回那一张") as refused:
        sent(organ, **same)
    assert (refused.value.field, first.number in refused.value.sentence) == ("apart", True)

    data = SAID | same | {"token": uuid.uuid4(), "to_station": center().pk, "documents": ""}
    window = sign_in(organ)
    again = window.post(reverse("stations:referral_new"), data)
    assert (again.status_code, "仍另行发出的理由" in again.content.decode()) == (422, True)
    data["apart"] = "另案涉嫌诈骗，分别侦查"
    assert window.post(reverse("stations:referral_new"), data).status_code == 302
    kept = Referral.objects.latest("pk")
    assert kept.apart == "另案涉嫌诈骗，分别侦查"
    assert kept.apart in window.get(kept.get_absolute_url()).content.decode()


def test_notice_that_came_back_says_why_it_is_another_when_a_second_is_under_way(county, organ):
    first = sent(organ, id_number="440524198801010011")
    REFERRAL.acts["return_slip"](
        first, by=county.chuangkou, at=START + timedelta(hours=1), codes=["incomplete"],
        reasons=["材料或者信息不全"], note="没有附通知书",
    )  # fmt: skip
    with pytest.raises(DomainError, match="在那一张上补正后再次发出"):
        sent(organ, id_number=first.id_number)
    for short in ("另案", "　 另案 "):
        with pytest.raises(DomainError, match="不少于4个字"):
            sent(organ, id_number=first.id_number, apart=short)
    sent(organ, id_number=first.id_number, apart="另案涉嫌诈骗，分别侦查")

    again = SAID | {"to_station": center(), "id_number": first.id_number}
    resend, at = REFERRAL.acts["resend_slip"], START + timedelta(hours=2)
    with pytest.raises(DomainError, match="不少于4个字") as refused:
        resend(first, by=organ, at=at, **again)
    assert refused.value.field == "apart"
    first = Referral.objects.get(pk=first.pk)
    resend(first, by=organ, at=at, **again, apart="盗窃一案的通知，补正")
    assert Referral.objects.get(pk=first.pk).state == "sent"


def test_withdrawn_notice_keeps_no_other_out_and_its_clocks_stop(county, organ):
    wrong = sent(organ)
    REFERRAL.acts["recall_slip"](
        wrong, by=organ, at=START + timedelta(minutes=9), reason="写错了名字"
    )
    assert list(wrong.deadlines.filter(met_at=None, cancelled_at=None)) == []
    assert sent(organ, at=START + timedelta(minutes=10)).apart == ""


def test_friday_evenings_notice_is_read_with_its_last_day_by_the_organ(county, organ, sign_in):
    friday = timezone.make_aware(datetime(2026, 3, 6, 18, 40))
    slip = sent(organ, at=friday)
    page = sign_in(organ).get(slip.get_absolute_url()).content.decode()
    assert "3月6日 18:40收到" in page
    assert "最后一天是<b>2026年3月9日</b>" in page


def test_window_registers_it_from_the_slip_and_the_organ_reads_who_defends(county, organ, sign_in):
    now = timezone.now()
    slip = accepted(organ, county, at=now - timedelta(days=1))
    window, address = sign_in(county.chuangkou), f"{reverse('cases:notice_new')}?referral={slip.pk}"
    assert address in window.get(slip.get_absolute_url()).content.decode()

    initial = window.get(address).context["form"].initial
    assert (initial["name"], initial["organ_kind"], initial["contact"]) == (
        "赵小军", "court", organ.name,
    )  # fmt: skip
    assert initial["received_on"] == timezone.localdate(slip.sent_at)
    told = Event.objects.filter(workflow="referral", subject_id=slip.pk, verb="record.reveal")
    assert [event.actor for event in told] == [county.chuangkou]

    charge = Cause.objects.get(name="盗窃罪").pk
    day = timezone.localdate(slip.sent_at).isoformat()
    said = form_of(referral=slip.pk, cause=charge, dated_on=day, received_on=day)
    assert window.post(reverse("cases:notice_new"), said).status_code == 302
    case = Case.objects.get()
    received, was_sent = map(timezone.localdate, (case.received_at, slip.sent_at))
    assert (case.referral, received) == (slip, was_sent)
    slip.refresh_from_db()
    assert slip.deadlines.get(rule="slip_notice").met_at is not None

    do(case, county, "assign", timezone.now())
    page = sign_in(organ).get(slip.get_absolute_url()).content.decode()
    case.refresh_from_db()
    assert f"已指派承办机构：{case.handler}（{case.handler.firm}）" in page
    assert case.get_absolute_url() not in page


def test_slip_registered_once_is_offered_no_more(county, organ, sign_in):
    slip = accepted(organ, county, at=timezone.now() - timedelta(hours=1))
    window = sign_in(county.chuangkou)
    for _ in range(2):
        window.post(reverse("cases:notice_new"), form_of(referral=slip.pk))
    assert list(Case.objects.values_list("referral", flat=True)).count(slip.pk) == 1
    assert "登记办案机关的通知" not in window.get(slip.get_absolute_url()).content.decode()


def test_returned_notice_waits_no_more_and_runs_again_when_sent_again(county, organ):
    slip = sent(organ)
    REFERRAL.acts["return_slip"](
        slip, by=county.chuangkou, at=START + timedelta(hours=1), codes=["incomplete"],
        reasons=["材料或者信息不全"], note="没有附通知书",
    )  # fmt: skip
    running = slip.deadlines.filter(met_at=None, cancelled_at=None)
    assert list(running) == []

    fields = SAID | {"to_station": center()}
    REFERRAL.acts["resend_slip"](slip, by=organ, at=START + timedelta(hours=2), **fields)
    assert sorted(row.rule for row in running.all()) == ["slip_notice", "slip_receipt"]


def test_lawyer_is_named_to_no_other_sender(county, organ):
    slip = sent(organ, matter="wages", consent="书面同意")
    REFERRAL.acts["accept_slip"](slip, by=county.chuangkou, at=START + timedelta(minutes=5))
    case = walk(county, "grant", at=START + timedelta(hours=1))
    come_of(case, slip, by=county.chuangkou, at=case.changed_at)
    do(case, county, "assign", case.changed_at + timedelta(hours=1))
    assert [row.text for row in slip.feedback.all()][-1] == "已指派承办机构"
