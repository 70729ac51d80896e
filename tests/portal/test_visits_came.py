"""What somebody told when booking goes into what the window registers for them; whose visit it was can be put right."""

import uuid

import pytest
from django.utils import timezone

from cases.models import Case, Consultation
from legalaid.faces.portal.visits.came import loose_numbers
from legalaid.faces.portal.visits.domain import desk
from legalaid.faces.portal.visits.domain.keeping import NOTHING
from legalaid.faces.portal.visits.models import Visit
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from stations.hall.domain.ticket import take
from stations.hall.workflow import TICKET
from tests.factories import new_case
from tests.hall.windows import served_now

from .visitor import laid

pytestmark = pytest.mark.django_db
NEW, APPLY = "/cases/consultations/new/", "/cases/new/"
ALL = ["phone", "home", "text", "mail", "visit", "unit"]
NOBODY = {
    "phone": "", "safe": "stated", "forbidden": ALL, "contact_note": "不要联系，本人凭查询码自己看", "needs": [],
}  # fmt: skip


def at_hand(county, number, **changes):
    """A visit booked for the time at which this number was drawn."""
    visit = laid(**changes)
    Visit.objects.filter(pk=visit.pk).update(starts_at=number.taken_at)
    visit.refresh_from_db()
    return visit


def come(county, number, **changes):
    visit = at_hand(county, number, **changes)
    desk.arrive(visit, by=county.chuangkou, number=number)
    return visit


@pytest.fixture
def number(county):
    return served_now(county, ground="")


def begins(client, page, number):
    return client.get(f"{page}?ticket={number.pk}").context["form"].initial


def consulted(client, number):
    client.post(NEW, {
        "token": str(uuid.uuid4()), "ticket": number.pk, "channel": "visit", "name": "王秀英", "id_kind": "resident",
        "topics": ["wages"], "question": "老板不发工资", "answer": "可以申请。", "outcome": "advised", "safe": "usual",
    })  # fmt: skip
    return Consultation.objects.get()


def test_consultation_begins_with_what_was_told_and_the_visit_leads_to_it(county, number, sign_in):
    visit, client = come(county, number, language="彝语"), sign_in(county.chuangkou)
    assert begins(client, NEW, number) == {
        "channel": "visit", "name": "王女士", "phone": "13800138000", "question": "老板不发工资", "safe": "usual",
        "contact_note": "坐轮椅，或者上不了楼梯；说彝语", "crowds": [],
    }  # fmt: skip
    page = client.get(f"{NEW}?ticket={number.pk}").content.decode()
    assert f'href="/visits/{visit.pk}/"' in page

    row = consulted(client, number)
    links = [
        f'href="{row.get_absolute_url()}"' in client.get(f"/visits/{visit.pk}/").content.decode(),
        f'href="/visits/{visit.pk}/"' in client.get(f"/hall/{number.pk}/").content.decode(),
    ]
    assert links == [True, True]


def test_number_shown_in_a_form_is_on_the_record_once_a_day(county, number, sign_in):
    visit, client = come(county, number), sign_in(county.chuangkou)
    for page in (NEW, APPLY, NEW):
        client.get(f"{page}?ticket={number.pk}")
    (event,) = Event.objects.filter(verb="record.reveal", workflow="visit", subject_id=visit.pk)
    assert (event.actor, event.personal_data) == (county.chuangkou, {"reason": "由来访预约登记"})


def test_number_agreed_on_for_safe_contact_is_on_the_record_as_well(county, number, sign_in):
    visit = come(county, number, phone="", safe="stated", safe_phone="13900139000")
    first = begins(sign_in(county.chuangkou), NEW, number)
    assert (first["safe"], first["safe_phone"]) == ("stated", "13900139000")
    told = Event.objects.filter(verb="record.reveal", workflow="visit", subject_id=visit.pk)
    assert [event.actor for event in told] == [county.chuangkou]


@pytest.mark.parametrize(("called", "name"), [("王女士", None), ("王秀英", "王秀英")])
def test_application_begins_with_it_and_a_way_of_addressing_is_no_name(
    county, number, sign_in, called, name
):
    come(county, number, name=called)
    first = begins(sign_in(county.chuangkou), APPLY, number)
    assert (first.get("name"), first["facts"], first["phone"], first["channel"]) == (
        name, "老板不发工资", "13800138000", "visit",
    )  # fmt: skip


def test_who_said_not_to_be_contacted_is_asked_again_and_guarded_till_then(county, number, sign_in):
    come(county, number, **NOBODY)
    first = begins(sign_in(county.chuangkou), NEW, number)
    assert (first["safe"], first["forbidden"], first["contact_note"], "phone" in first) == (
        "stated", ALL, "预约时说不要联系，当面再问", False,
    )  # fmt: skip


def test_number_without_a_visit_or_of_one_whose_names_are_gone_begins_with_nothing(
    county, number, sign_in
):
    client = sign_in(county.chuangkou)
    assert begins(client, NEW, number) == {"channel": "visit", "crowds": []}
    visit = come(county, number)
    Visit.objects.update(emptied_at=number.taken_at, **NOTHING)
    assert begins(client, NEW, number) == {"channel": "visit", "crowds": []}
    consulted(client, number)
    assert "由此登记" not in client.get(f"/visits/{visit.pk}/").content.decode()


def test_wrong_visit_is_put_right_after_the_number_was_called(county, number, sign_in):
    wrong, client = come(county, number), sign_in(county.chuangkou)
    row = consulted(client, number)
    said = {"seen": wrong.version, "reason": "同姓的人，点错了"}
    assert client.post(f"/visits/{wrong.pk}/undo/", said).status_code == 302
    wrong.refresh_from_db()
    number.refresh_from_db()
    assert (wrong.state, wrong.ticket, number.state, row.ticket) == (
        "booked", None, "serving", number,
    )  # fmt: skip
    assert "恢复为已预约：同姓的人，点错了" in [
        one.sentence for one in events_for("visit", wrong.pk)
    ]

    right = at_hand(county, number, name="王秀英", seat=2)
    taken = {"seen": right.version, "number": number.pk}
    assert client.post(f"/visits/{right.pk}/arrive/", taken).status_code == 302
    assert Visit.objects.get(ticket=number) == right
    assert row.get_absolute_url() in client.get(f"/visits/{right.pk}/").content.decode()


def test_number_of_one_visit_is_not_that_of_another(county, number):
    come(county, number)
    other = at_hand(county, number, seat=2)
    with pytest.raises(DomainError, match="已经是另一个预约的") as refused:
        desk.arrive(other, by=county.chuangkou, number=number)
    assert refused.value.field == "number"
    assert Visit.objects.get(pk=other.pk).state == "booked"


def test_numbers_given_up_and_those_of_others_are_not_offered(county, number):
    come(county, number)
    free, gone = (take(station=number.station, purpose="apply", at=number.taken_at) for _ in "ab")
    TICKET.acts["drop"](gone, by=county.chuangkou)
    other = at_hand(county, free, seat=2)
    assert list(loose_numbers(other, county.chuangkou, number.day)) == [free]


def test_secret_case_of_the_number_is_named_to_nobody_who_may_not_read_it(county, number, sign_in):
    visit, case = come(county, number), new_case(county, ticket=number)
    others = {"registered_by": county.zhuren, "turn": county.shencha.role}
    Case.objects.filter(pk=case.pk).update(secret=True, **others)
    shown = sign_in(county.chuangkou).get(f"/visits/{visit.pk}/").content.decode()
    assert (case.get_absolute_url() in shown, "由此登记" in shown) == (False, True)


def test_application_registered_for_the_number_is_named(county, number, sign_in):
    visit = come(county, number)
    case = new_case(county, ticket=number)
    shown = sign_in(county.chuangkou).get(f"/visits/{visit.pk}/").content.decode()
    assert f'href="{case.get_absolute_url()}"' in shown


def test_at_a_station_without_windows_whoever_comes_is_registered_from_the_visit(county, sign_in):
    town = county.zhan1.staff.station
    visit = laid(station=town)
    Visit.objects.update(starts_at=timezone.now())
    client = sign_in(county.zhan1)
    said = {"seen": Visit.objects.get().version}
    assert client.post(f"/visits/{visit.pk}/arrive/", said).status_code == 302
    number = Visit.objects.get().ticket
    page = client.get(f"/visits/{visit.pk}/").content.decode()
    assert ("已接待" in page, f"{NEW}?ticket={number.pk}" in page) == (True, True)
    assert begins(client, NEW, number)["name"] == "王女士"
    row = consulted(client, number)
    assert row.get_absolute_url() in client.get(f"/visits/{visit.pk}/").content.decode()
