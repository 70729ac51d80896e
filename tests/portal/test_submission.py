"""What came in by the network: registered by a person with the clock from its sending, sent elsewhere, laid aside, taken up again."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.enums import Channel, State
from cases.models import Case, Cause
from cases.queries.contact import text_reach
from cases.workflow import CASE
from legalaid.faces.portal.apply.domain import submission as acts
from legalaid.faces.portal.apply.models import Submission
from legalaid.faces.portal.apply.queries import people_for_papers
from legalaid.faces.portal.apply.views.desk import prefilled
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.core.words import near
from legalaid.platform.documents.models import Attachment
from legalaid.platform.notifications.models import Message, Text
from legalaid.platform.notifications.sentences import Reach
from legalaid.platform.procedure.models import Deadline
from stations.models import Station
from tests.factories import new_case
from tests.portal.applied import FACTS, ID, Phone, photo, sent

pytestmark = pytest.mark.django_db
# a Friday evening; the seventh day is a Friday
NIGHT = timezone.make_aware(datetime(2026, 3, 6, 23, 40))


def posted(row):
    return dict(prefilled(row).lists())


def register(client, row, **changes):
    return client.post(reverse("submissions:register", args=[row.pk]), posted(row) | changes)


def test_it_is_received_once_with_one_clock(county):
    row = sent()
    assert [event.verb for event in events_for("submission", row.pk)] == ["submission.receive"]
    assert (Deadline.objects.of("submission", row.pk).count(), row.version) == (1, 1)


def test_form_is_filled_in_from_what_was_sent(county, sign_in):
    row = sent()
    page = sign_in(county.chuangkou).get(reverse("submissions:register", args=[row.pk]))
    text = page.content.decode()
    shown = dict(re.findall(r'name="(name|id_number|own_income|address)" value="([^"]*)"', text))
    assert shown == {
        "name": "李国强",
        "id_number": ID,
        "address": "清和县城关镇建设路1号",
        "own_income": "2600",
    }
    assert reverse("documents:sheet", args=[row.files[0].pk, 1]) in text
    told = Event.objects.filter(workflow="submission", verb="record.reveal")
    assert [event.actor for event in told] == [county.chuangkou]


def test_registered_case_counts_its_seven_days_from_the_sending(county, sign_in):
    row = sent(at=NIGHT)
    answer = register(sign_in(county.chuangkou), row)
    case = Case.objects.get()
    assert (answer.status_code, answer.url) == (302, case.get_absolute_url())
    assert (case.received_at, case.channel, case.state) == (NIGHT, Channel.WEB, State.SUBMITTED)
    assert case.filled_by == "applicant"

    clock = Deadline.objects.get(workflow="case", rule="examination")
    assert clock.started_at == NIGHT
    assert timezone.localtime(clock.due_at).strftime("%m-%d %H:%M") == "03-13 23:59"
    assert not Deadline.objects.filter(workflow="case", rule="window_promise").exists()

    row.refresh_from_db()
    assert (row.state, row.case, row.handled_by) == ("registered", case, county.chuangkou)


@pytest.mark.parametrize(
    ("safe", "note"),
    [
        ({"safe": "usual"}, "别人可能看到其手机，不发短信、微信"),
        ({"safe": "stated", "contact_note": "先打给我妹妹"}, "别人可能看到其手机，不发短信、微信；先打给我妹妹"),
        ({"safe": "stated", "safe_phone": "13900139000"}, ""),
    ],
    ids=["usual", "stated", "another_number"],
)  # fmt: skip
def test_that_others_see_the_telephone_is_heeded_from_the_sending_on(county, sign_in, safe, note):
    phone = Phone().begin(seen_by="others").fill(safe=safe)
    phone.send()
    row = Submission.objects.get()
    assert (row.contact_note, row.warning.endswith(note)) == (note, True)

    register(sign_in(county.chuangkou), row)
    assert Case.objects.get().applicant.contact_note == note


def test_no_text_goes_to_a_telephone_others_see(county, sign_in):
    Phone().begin(seen_by="others").fill().send()
    register(sign_in(county.chuangkou), Submission.objects.get())
    case = Case.objects.get()
    row = Text(to=case.applicant_id, workflow="case", subject_id=case.pk)
    assert text_reach(row) == Reach(bar="有联系注意事项，须由人看过再联系")


@pytest.mark.parametrize(
    ("safe", "leads"),
    [({"safe": "usual"}, True), ({"safe": "stated", "safe_hours": "上午"}, False)],
    ids=["usual", "kept"],
)
def test_receipt_leads_to_the_case_where_it_is_shown_online(county, sign_in, safe, leads):
    phone = Phone().begin().fill(safe=safe)
    phone.send()
    register(sign_in(county.chuangkou), Submission.objects.get())
    page = phone.client.get(reverse("apply:receipt")).content.decode()
    assert (f'<a href="{reverse("portal:mine")}">查我的案件</a>' in page) == leads


def test_receipt_of_a_file_kept_apart_says_that_it_is_not_shown_online(county, sign_in):
    phone = Phone().begin().fill()
    phone.send()
    register(sign_in(county.chuangkou), Submission.objects.get())
    Case.objects.update(secret=True)
    page = phone.client.get(reverse("apply:receipt")).content.decode()
    assert ("不在网上显示，打电话、到窗口问" in page, "查我的案件</a>里看" in page) == (True, False)


def test_who_left_the_cause_to_the_desk_is_quoted_and_their_papers_stay_ticked(county, sign_in):
    phone = Phone().begin().fill(matter={"wish": "孩子被打伤了", "cause": "0"})
    phone.upload(photo())
    phone.send()
    path = reverse("submissions:register", args=[Submission.objects.get().pk])
    page = sign_in(county.chuangkou).get(path)
    text = page.content.decode()
    slots = re.findall(r'type="hidden" form="intake" name="received" value="([^"]*)"', text)
    assert ("申请人说是“孩子被打伤了”，没有选案由。" in text, slots) == (
        True,
        ["application_form", "identity"],
    )
    wages = str(Cause.objects.get(name="追索劳动报酬纠纷").pk)
    side = sign_in(county.chuangkou).post(
        reverse("cases:intake_side"), {"cause": wages, "received": slots}
    )
    ticked = re.findall(r'value="(\w+)"\s+id="received_\w+"[^>]*checked', side.content.decode())
    assert ticked == slots


def test_registered_is_not_accepted(county, sign_in):
    row = sent()
    register(sign_in(county.chuangkou), row)
    case = Case.objects.get()
    assert (case.accepted_at, case.state) == (None, State.SUBMITTED)


def test_photographs_join_the_case_and_stay_with_what_was_sent(county, sign_in):
    row = sent()
    register(sign_in(county.chuangkou), row)
    case = Case.objects.get()
    files = Attachment.objects.filter(workflow="case", subject_id=case.pk)
    assert [(file.slot, file.uploaded_by) for file in files] == [("identity", county.chuangkou)]
    assert [str(file) for file in case.materials.get(slot="identity").attachments.all()] == [
        "身份证明"
    ]
    assert row.files.count() == 1


def test_clerk_unticks_what_is_not_in_hand(county, sign_in):
    row = sent()
    register(sign_in(county.chuangkou), row, received=["application_form"])
    in_hand = Case.objects.get().materials.exclude(received_on=None)
    assert [item.slot for item in in_hand] == ["application_form"]


def test_second_clerk_is_told_and_makes_no_second_case(county, sign_in):
    row = sent()
    said = posted(row)
    register(sign_in(county.chuangkou), row)
    answer = sign_in(county.guidang).post(reverse("submissions:register", args=[row.pk]), said)
    assert answer.status_code == 409
    assert "不能办理“登记网上申请”" in answer.content.decode()
    assert Case.objects.count() == 1


def test_sent_again_by_the_same_clerk_leads_to_the_case(county, sign_in):
    row = sent()
    client, said = sign_in(county.chuangkou), posted(row)
    path = reverse("submissions:register", args=[row.pk])
    assert [client.post(path, said).url for _ in range(2)] == [
        Case.objects.get().get_absolute_url()
    ] * 2
    assert Case.objects.count() == 1


def test_half_typed_registration_leads_back_to_the_submission(county, sign_in):
    row = sent()
    client = sign_in(county.chuangkou)
    client.post(
        reverse("submissions:typed", args=[row.pk]), posted(row) | {"token": [str(row.token)]}
    )
    page = client.get(reverse("home")).content.decode()
    assert reverse("submissions:register", args=[row.pk]) in page


def test_referred_on_is_read_by_who_applied(county):
    phone = Phone().begin().fill()
    phone.send()
    row = Submission.objects.get()
    acts.refer_on(
        row, by=county.chuangkou, destination="长河县法律援助中心", reason="对方住在长河县。"
    )
    page = phone.client.get(reverse("apply:receipt")).content.decode()
    assert "您的事情应当向长河县法律援助中心申请。对方住在长河县。" in page


@pytest.mark.parametrize("why", ["twice", "none", "other_person"])
def test_laid_aside_is_kept_and_taken_up_again(county, why):
    row = sent()
    acts.set_aside(row, by=county.chuangkou, why=why, reason="与前一份相同。")
    assert (row.state, row.files.count(), row.intact) == ("set_aside", 1, True)
    with pytest.raises(StaleState):
        acts.refer_on(row, by=county.chuangkou, destination="别处", reason="不属于本县。")

    acts.take_up(row, by=county.chuangkou, reason="申请人来电说明不是同一件事。")
    assert (row.state, row.turn, row.told, row.why) == ("received", "window", "", "")
    assert Deadline.objects.of("submission", row.pk).running().count() == 1


def test_reason_is_asked_for(county):
    row = sent()
    with pytest.raises(DomainError, match="不少于4个字"):
        acts.set_aside(row, by=county.chuangkou, why="none", reason="无")


def ask_for(case, by):
    due = timezone.localdate() + timedelta(days=10)
    CASE.acts["request_supplement"](
        case, by=by, items=["劳动关系证明"], due=due, note="拍照也可以。"
    )


@pytest.mark.parametrize(
    ("by", "secret", "told"),
    [
        ("chuangkou", False, {"chuangkou", "guidang"}),
        ("shencha", False, {"shencha", "chuangkou", "guidang"}),
        ("chuangkou", True, {"chuangkou", "zhuren"}),
    ],
)
def test_papers_are_told_to_who_registered_and_who_else_may_read_it(county, by, secret, told):
    case = new_case(county)
    changes = {"registered_by": getattr(county, by), "secret": secret}
    Case.objects.filter(pk=case.pk).update(**changes)
    people = people_for_papers(Case.objects.get(pk=case.pk))
    assert {one.username for one in people} == told


def test_supplement_is_asked_for_and_answered_online(county, sign_in):
    phone = Phone().begin().fill()
    phone.upload(photo())
    phone.send()
    row = Submission.objects.get()
    register(sign_in(county.chuangkou), row)
    case = Case.objects.get()
    receipt = reverse("apply:receipt")
    assert phone.client.post(receipt, {"file": photo()}).status_code == 422

    ask_for(case, county.chuangkou)
    page = phone.client.get(receipt).content.decode()
    assert "劳动关系证明" in page
    assert phone.client.post(receipt, {"file": photo("合同.jpg")}).status_code == 302
    paper = row.arrived.get()
    told = Message.objects.filter(key__startswith=f"submission:{row.pk}:paper:")
    assert {one.user.username for one in told} == {"chuangkou", "guidang"}
    page = sign_in(county.chuangkou).get(case.get_absolute_url()).content.decode()
    assert (row.get_absolute_url() in page, "补交了1份，待核对" in page) == (True, True)
    assert Attachment.objects.filter(workflow="case").count() == 1  # nobody has looked at it yet

    client = sign_in(county.chuangkou)
    client.post(reverse("submissions:take_paper", args=[row.pk, paper.pk]))
    client.post(reverse("submissions:take_paper", args=[row.pk, paper.pk]))
    assert Attachment.objects.filter(workflow="case").count() == 2
    assert "待核对" not in client.get(case.get_absolute_url()).content.decode()
    case.refresh_from_db()
    CASE.acts["receive_supplement"](case, by=county.chuangkou, items=["劳动关系证明"])
    assert phone.client.post(receipt, {"file": photo()}).status_code == 422


def test_township_station_sees_its_own_and_the_centre_all(county, sign_in):
    towns = Station.objects.exclude(parent=None).filter(staff__user__role="station").order_by("pk")
    town, other = towns.distinct()[:2]
    row = sent(place={"station": str(town.pk)})
    assert (row.station, row.turn) == (town, "station")

    def seen(user):
        return sign_in(user).get(row.get_absolute_url()).status_code

    clerk = town.staff.filter(user__role="station").first().user
    stranger = other.staff.filter(user__role="station").first().user
    assert (seen(clerk), seen(stranger), seen(county.chuangkou)) == (200, 404, 200)


def test_page_hides_numbers_until_a_reason_is_given(county, sign_in):
    row = sent()
    client = sign_in(county.chuangkou)
    page = client.get(row.get_absolute_url()).content.decode()
    assert not [text for text in (ID, "13800138000", "建设路") if text in page]
    reveal = reverse("submissions:reveal", args=[row.pk])
    shown = client.post(reveal, {"field": "answers", "reason": "核对申请"}).content.decode()
    assert ID in shown


def test_safe_contact_stands_above_everything(county, sign_in):
    row = sent(
        safe={"safe": "stated", "safe_hours": "工作日9点到11点", "forbidden": ["phone", "text"]}
    )
    page = sign_in(county.chuangkou).get(row.get_absolute_url()).content.decode()
    assert "不得拨打本人电话、发短信、微信；只在工作日9点到11点联系" in page
    register(sign_in(county.chuangkou), row)
    person = Case.objects.get().applicant
    assert (person.safe, person.forbidden, person.dial) == ("stated", ["phone", "text"], "")


def test_list_asks_the_same_for_one_and_for_three(county, sign_in):
    client, path = sign_in(county.chuangkou), reverse("submissions:list")
    sent()
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    sent()
    sent()
    with CaptureQueriesContext(connection) as three:
        client.get(path)
    assert len(three) == len(one)


@pytest.mark.parametrize(("left", "presses"), [(6, True), (7, False), (-1, False)])
def test_limit_that_runs_out_within_days_waits_for_nobodys_turn(county, sign_in, left, presses):
    """Law art. 44: fewer than seven days."""
    last = timezone.localdate() + timedelta(days=left)
    phone = Phone().begin().fill(facts=FACTS | {"limitation_on": last.isoformat()})
    pages = [phone.client.get(reverse("apply:check")).content.decode()]
    assert phone.send().status_code == 302
    pages.append(phone.client.get(reverse("apply:receipt")).content.decode())
    assert ["不要等" in page for page in pages] == [presses, presses]

    row, said = Submission.objects.get(), f"{near(last)}期限届满"
    listed = sign_in(county.chuangkou).get(reverse("submissions:list")).content.decode()
    told = Message.objects.filter(text__contains="网上申请").first().text
    assert [said in words for words in (row.wish, listed, told)] == [presses] * 3
    assert prefilled(row)["urgency"] == ("limit" if presses else "normal")
