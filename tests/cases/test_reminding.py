"""Recipients are texted through a real gateway as they may be reached, and told by telephone where they may not."""

import subprocess
import uuid
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.domain.reminding import remind_people
from cases.models import Consultation, Hearing, MaterialItem, Person
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.models import Event
from legalaid.platform.notifications.models import Message, Text, Wording
from legalaid.platform.notifications.sentences import SENTENCES
from legalaid.platform.notifications.texts import sweep
from stations.models import Station
from tests.factories import new_case, person, walk
from tests.notifications.gateway import connect, opened

TOMORROW = timezone.localdate() + timedelta(days=1)
NOW = timezone.make_aware(datetime(TOMORROW.year, TOMORROW.month, TOMORROW.day, 12))
AT = NOW + timedelta(days=2)
SAID = ("hearing", "hearing_off", "owed", "agreement", "call_back")


@pytest.fixture
def gateway(settings, county):
    """It knows a number for each sentence to recipients."""
    Station.objects.filter(parent=None).update(phone="0826-5212348")
    for number, key in enumerate(SAID):
        Wording.objects.create(sentence=key, version=1, text=SENTENCES[key].text, code=f"SMS_{number}000",
                               reason="报备", by=county.admin)  # fmt: skip
    with opened() as server:
        connect(settings, server)
        yield server


def heard(county, *, who=None, **fields):
    """A case in work with a hearing in two days."""
    case = walk(county, "hold_first_meeting", case=new_case(county, who=who or person(), **fields))
    CASE.acts["schedule_hearing"](
        case, by=county.lvshi, at=NOW, starts_at=AT, organ="清和县人民法院", place="第二法庭"
    )
    return case


def remind(now=NOW):
    remind_people(now)
    sweep(now)


def states():
    return list(Text.objects.order_by("pk").values_list("sentence", "state"))


def test_hearing_is_told_once_and_names_nobody(county, gateway):
    case = heard(county)
    for _ in range(3):
        remind()
    [said] = gateway.sent
    assert (said["to"], said["template"]) == ("13800138000", "SMS_0000")
    when = f"{AT.astimezone(timezone.get_current_timezone()):%-m月%-d日 %H:%M}"
    assert said["params"] == {
        "time": when,
        "court": "清和县人民法院第二法庭",
        "phone": "0826-5212348",
    }
    assert "李国强" not in str(said)
    assert case.number not in str(said)
    assert [e.sentence for e in events_for("case", case.pk) if e.verb == "case.texted"] == [
        "短信提醒受援人（开庭）：已提交运营商"
    ]


def test_why_none_went_is_personal_in_the_history(county, gateway):
    case = heard(county)
    Person.objects.filter(pk=case.applicant_id).update(safe="stated", forbidden=["text"])
    remind()
    event = Event.objects.get(verb="case.texted", subject_id=case.pk)
    assert event.data == {"what": "开庭", "came_to": "不得发短信"}
    assert "不得发短信、微信" in event.personal


def test_handler_is_told_too(county, gateway):
    case = heard(county)
    remind()
    remind()
    [message] = Message.objects.filter(user=county.lvshi, key__startswith="hearing:")
    assert message.text.startswith(f"{case.number}定于")
    assert message.text.endswith("在清和县人民法院第二法庭开庭，请做好准备。")


def test_hearing_in_four_days_is_not_told_yet(county, gateway):
    heard(county)
    remind(NOW - timedelta(days=2))
    assert (states(), gateway.sent) == ([], [])


def test_told_hearing_that_moves_is_told_again(county, gateway):
    case = heard(county)
    remind()
    CASE.acts["update_hearing"](
        case, by=county.lvshi, at=NOW, hearing=Hearing.objects.get(), news="moved",
        starts_at=AT + timedelta(days=20), reason="法官出差",
    )  # fmt: skip
    remind()
    remind()
    assert [said["template"] for said in gateway.sent] == ["SMS_0000", "SMS_1000"]


def test_hearing_cancelled_before_the_text_left_sends_none(county, gateway):
    case = heard(county)
    remind_people(NOW)
    CASE.acts["update_hearing"](
        case,
        by=county.lvshi,
        at=NOW,
        hearing=Hearing.objects.get(),
        news="cancelled",
        reason="调解",
    )
    sweep(NOW)
    assert (states(), gateway.sent) == ([("hearing", "dropped")], [])


STATED = {"safe": "stated"}
BARS = [
    (STATED | {"forbidden": ["text"]}, "当事人要求不得发短信、微信，请按“安全联系”的方式联系。"),
    (STATED | {"forbidden": ["text"], "safe_phone": "13900139000"}, "当事人要求不得发短信、微信，请按“安全联系”的方式联系。"),
    (STATED | {"forbidden": ["phone"]}, "没有可以用的手机号"),
    (STATED | {"safe_phone": "13900139000", "safe_hours": "工作日上午"}, "只在约定的时间联系"),
    ({"contact_note": "听力障碍"}, "有联系注意事项，须由人看过再联系"),
    ({"phone": ""}, "没有可以用的手机号"),
    ({"phone": "0826-2345678"}, "登记的不是手机号"),
    ({"birth": date(2012, 5, 1), "id_kind": "other", "id_number": "X1"}, "由法定代理人、监护人代理，须由人联系"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "why"), BARS)
def test_text_to_a_forbidden_way_or_number_never_leaves(county, gateway, changes, why):
    case = heard(county)
    Person.objects.filter(pk=case.applicant_id).update(**changes)
    remind()
    assert list(Text.objects.values_list("state", "error")) == [("barred", why)]
    assert gateway.asked == []


def test_safe_number_is_texted_in_place_of_the_own(county, gateway):
    case = heard(county)
    Person.objects.filter(pk=case.applicant_id).update(
        safe="stated", safe_phone="13900139000", forbidden=["phone", "home"]
    )
    remind()
    assert gateway.numbers() == ["13900139000"]


def test_what_is_said_after_the_text_was_written_binds_it(county, gateway):
    case = heard(county)
    remind_people(NOW)
    Person.objects.filter(pk=case.applicant_id).update(safe="stated", forbidden=["text"])
    sweep(NOW)
    assert gateway.asked == []


def test_what_another_record_of_the_same_person_or_number_forbids_is_obeyed(county, gateway):
    case = heard(county)
    remind_people(NOW)
    other = Person.objects.create(
        name="李国强", being=case.applicant.being, safe="stated", forbidden=["text"]
    )
    sweep(NOW)
    assert (Text.objects.get().error, gateway.asked) == ("本人或者这个号码另有安全联系的约定", [])

    other.delete()
    Text.objects.update(state="queued")
    wife = Person.objects.create(
        name="王芳",
        phone="13800138000",
        phone_blind=case.applicant.phone_blind,
        safe="stated",
        safe_phone="13900139000",
    )
    assert case.applicant.phone_blind != ""
    sweep(NOW)
    assert (Text.objects.get().state, gateway.asked) == ("barred", [])

    wife.delete()
    Text.objects.update(state="queued")
    Consultation.objects.update(
        safe="stated", phone_blind=case.applicant.phone_blind, forbidden=["text"]
    )
    sweep(NOW)
    assert gateway.numbers() == ["13800138000"]  # nobody asked a question from there


def test_number_of_the_other_side_is_not_texted(county, gateway):
    case = heard(county)
    case.parties.filter(role="opponent").update(phone="13800138000")
    remind()
    assert (Text.objects.get().error, gateway.asked) == ("登记的号码与对方当事人的相同", [])


def test_matter_of_abuse_where_nobody_has_asked_is_not_texted(county, gateway):
    case = heard(county)
    case.crowds = ["abuse_victim"]
    case.save()
    remind()
    assert (Text.objects.get().error, gateway.asked) == ("没有问过怎样联系才安全", [])


def test_material_owed_is_told_two_days_before_and_not_once_it_is_there(county, gateway):
    new_case(county)
    item = MaterialItem.objects.exclude(received_on=None).first()
    MaterialItem.objects.filter(pk=item.pk).update(
        received_on=None, owed_by=TOMORROW + timedelta(days=2)
    )
    remind(NOW - timedelta(days=2))
    assert states() == []
    remind()
    [said] = gateway.sent
    assert said["template"] == "SMS_2000"
    assert set(said["params"]) == {"day", "station", "phone"}

    item = MaterialItem.objects.exclude(received_on=None).first()
    MaterialItem.objects.filter(pk=item.pk).update(
        received_on=None, owed_by=TOMORROW + timedelta(days=1)
    )
    remind_people(NOW)
    MaterialItem.objects.filter(pk=item.pk).update(received_on=TOMORROW)
    sweep(NOW)
    assert states() == [("owed", "sent"), ("owed", "dropped")]


def test_agreement_and_call_back_are_told(county, gateway):
    case = walk(county, "accept_assignment")
    case.refresh_from_db()
    assert (case.state, case.due_rule) == ("agreement", "agreement")
    case.due_at = NOW + timedelta(days=1)
    case.save()
    remind()
    done = walk(
        county,
        "approve_closure",
        case=new_case(
            county, who=person(name="赵明", id_number="110101199003078018", phone="13700137000")
        ),
    )
    type(done).objects.filter(pk=done.pk).update(changed_at=NOW)
    remind()
    assert [(said["to"], said["template"]) for said in gateway.sent] == [
        ("13800138000", "SMS_3000"), ("13700137000", "SMS_4000"),
    ]  # fmt: skip


def test_reminders_at_night_wait_for_the_morning(county, gateway):
    heard(county)
    night = NOW.replace(hour=NOW.hour) + timedelta(hours=10)  # ten in the evening
    remind(night)
    assert gateway.sent == []
    sweep(night + timedelta(hours=10))
    assert gateway.numbers() == ["13800138000"]


def barred(county, **fields):
    case = heard(county, **fields)
    Person.objects.filter(pk=case.applicant_id).update(
        safe="stated", forbidden=["text", "phone"], safe_phone="13900139000", safe_person="姐姐李梅"
    )
    remind()
    return case


def test_what_no_text_told_stands_on_the_list_and_is_told(county, gateway, sign_in):
    case = barred(county)
    row = Text.objects.get()
    client = sign_in(county.lvshi)
    page = client.get("/cases/telling/").content.decode()
    assert "李国强" in page
    assert "您的案件定于" in page
    assert "13900139000" not in page
    assert f"/cases/telling/{row.pk}/" in client.get("/desk/others/").content.decode()

    shown = client.post(f"/cases/telling/{row.pk}/", {"dial": "1"}).content.decode()
    assert "13900139000" in shown
    assert Event.objects.filter(verb="record.reveal", subject_id=case.pk).count() == 1

    failed = client.post(
        f"/cases/telling/{row.pk}/", {"reached": "0", "manner": "电话", "note": ""}
    )
    assert failed.context["form"].errors == {"note": ["请写明没有联系上的情况。"]}
    client.post(f"/cases/telling/{row.pk}/", {"reached": "0", "manner": "电话", "note": "无人接听"})
    assert "无人接听" in client.get("/cases/telling/").content.decode()
    client.post(f"/cases/telling/{row.pk}/", {"reached": "1", "manner": "电话"})
    row.refresh_from_db()
    assert (row.called_by, Text.objects.to_call(NOW).count()) == (county.lvshi, 0)
    assert client.get(f"/cases/telling/{row.pk}/").status_code == 404

    client.post(f"/cases/telling/{row.pk}/untell/", {"reason": "点错了人"})
    assert Text.objects.to_call(NOW).count() == 1


def test_telling_by_a_forbidden_way_is_refused_beside_it(county, gateway, sign_in):
    case = heard(county)
    Person.objects.filter(pk=case.applicant_id).update(safe="stated", forbidden=["text", "phone"])
    remind()
    page = sign_in(county.lvshi).post(
        f"/cases/telling/{Text.objects.get().pk}/", {"reached": "1", "manner": "电话"}
    )
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["manner"]


def test_printed_list_has_numbers_and_each_is_on_record(county, gateway, sign_in):
    barred(county)
    answer = sign_in(county.zhuren).post("/cases/telling/")
    data = b"".join(answer) if answer.streaming else answer.content
    told = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=data, check=True, capture_output=True
    )
    words = "".join(told.stdout.decode().split())
    for expected in ("电话告知单", "李国强", "13900139000", "姐姐李梅", "清和县人民法院第二法庭"):
        assert expected in words
    assert "13800138000" not in words
    assert Event.objects.filter(verb="record.reveal").count() == 1


def test_list_shows_nobody_another_ones_cases(county, gateway, sign_in):
    barred(county)
    row = Text.objects.get()
    for who in (county.sifaju, county.admin, county.caiwu):
        assert sign_in(who).get("/cases/telling/").status_code == 403
    other = sign_in(county.zhan1)
    assert "李国强" not in other.get("/cases/telling/").content.decode()
    assert other.get(f"/cases/telling/{row.pk}/").status_code == 404


def test_without_a_gateway_everybody_is_told_by_telephone(county):
    heard(county)
    remind()
    assert list(Text.objects.values_list("state", "error")) == [("failed", "没有接通短信网关")]
    assert Text.objects.to_call(NOW).count() == 1


def test_list_of_many_asks_as_often_as_of_one(county, gateway, sign_in):
    barred(county)
    client, first = sign_in(county.zhuren), Text.objects.get()

    def asked():
        client.get("/cases/telling/")
        with CaptureQueriesContext(connection) as found:
            assert client.get("/cases/telling/").status_code == 200
        return len(found)

    one = asked()
    for number in range(6):
        first.pk, first.key, first.about = None, uuid.uuid4(), f"more:{number}"
        first._state.adding = True
        first.save()
    assert asked() == one
