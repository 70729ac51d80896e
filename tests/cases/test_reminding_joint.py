"""Joint applicants are texted at a telephone of their own, as safe contact allows, and told by telephone where it does not."""

from datetime import date, timedelta

import pypdfium2
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case, Hearing, JointApplicant, MaterialItem, Person
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.models import Event
from legalaid.platform.core.crypto import blind
from legalaid.platform.notifications.models import Text
from tests.cases.test_reminding import AT, NOW, TOMORROW, gateway, heard, remind
from tests.factories import new_case, walk

__all__ = ["gateway"]


def joint(case, name, phone, **more):
    return JointApplicant.objects.create(case=case, name=name, phone=phone, **more)


def test_each_joint_applicant_with_a_telephone_of_their_own_is_told_once(county, gateway):
    case = heard(county)
    joint(case, "张三", "13900001002")
    joint(case, "李四", "13900001003")
    joint(case, "王五", "")
    joint(case, "赵六", "13800138000")  # the applicant's
    for _ in range(2):
        remind()
    assert sorted(said["to"] for said in gateway.sent) == [
        "13800138000",
        "13900001002",
        "13900001003",
    ]
    told = [e for e in events_for("case", case.pk) if e.verb == "case.texted"]
    assert len(told) == 3


def test_changed_hearing_is_told_to_each_who_was_told_of_it(county, gateway):
    case = heard(county)
    joint(case, "张三", "13900001002")
    remind()
    Hearing.objects.update(starts_at=AT + timedelta(days=20))
    remind(NOW + timedelta(hours=1))
    assert sorted((said["to"], said["template"]) for said in gateway.sent) == [
        ("13800138000", "SMS_0000"),
        ("13800138000", "SMS_1000"),
        ("13900001002", "SMS_0000"),
        ("13900001002", "SMS_1000"),
    ]


def test_joint_applicant_is_not_texted_where_it_is_not_safe_and_told_by_telephone(
    county, gateway, sign_in
):
    case = heard(county)
    child = joint(case, "小明", "13900001002", birth=date(TOMORROW.year - 10, 1, 1))
    elsewhere = joint(case, "张三", "13900001003")
    mark = blind("13900001003", "person.phone")
    Person.objects.create(
        name="张三", phone="13900001003", phone_blind=mark, safe="stated", forbidden=["text"]
    )
    remind()
    assert [said["to"] for said in gateway.sent] == ["13800138000"]
    why = dict(Text.objects.filter(state="barred").values_list("to", "error"))
    assert why == {
        -child.pk: "由法定代理人、监护人代理，须由人联系",
        -elsewhere.pk: "本人或者这个号码另有安全联系的约定",
    }

    client = sign_in(county.zhuren)
    page = client.get("/cases/telling/").content.decode()
    assert ("小明" in page, "张三" in page, "13900001003" in page) == (True, True, False)
    row = Text.objects.get(to=-elsewhere.pk)
    shown = client.post(f"/cases/telling/{row.pk}/", {"dial": "1"}).content.decode()
    assert "13900001003" in shown
    assert Event.objects.filter(verb="record.reveal", subject_id=case.pk).count() == 1
    elsewhere.delete()
    assert "张三" not in client.get("/cases/telling/").content.decode()


def test_whatever_is_agreed_on_safe_contact_is_for_a_person_to_read_before_the_others_are_told(
    county, gateway
):
    case = heard(county)
    row = joint(case, "张三", "13900001002")
    joint(case, "李四", "13900001009")  # the applicant's own safe number
    Person.objects.filter(pk=case.applicant_id).update(
        safe="stated", forbidden=["phone"], safe_phone="13900001009"
    )
    remind()
    assert [said["to"] for said in gateway.sent] == ["13900001009"]
    assert dict(Text.objects.filter(to__lt=0).values_list("to", "error")) == {
        -row.pk: "申请人有安全联系的约定，须由人联系"
    }


def test_number_of_a_joint_applicant_is_not_shown_where_nobody_may_call(county, gateway, sign_in):
    case = heard(county)
    row = joint(case, "张三", "13900001002")
    Person.objects.filter(pk=case.applicant_id).update(safe="stated", forbidden=["phone"])
    remind()
    page = f"/cases/telling/{Text.objects.get(to=-row.pk).pk}/"
    client = sign_in(county.zhuren)
    shown = client.post(page, {"dial": "1"}).content.decode()
    assert ("13900001002" in shown, "没有可以拨打的号码" in shown) == (False, True)
    assert "申请人李国强：不得拨打本人电话" in shown
    answer = client.post(page, {"manner": "电话", "reached": "1", "note": ""})
    assert "当事人要求不得拨打本人电话" in str(answer.context["form"].errors)


def test_number_that_is_the_opponents_is_not_shown_to_be_called(county, gateway, sign_in):
    case = heard(county)
    case.parties.filter(role="opponent").update(phone=case.applicant.phone)
    remind()
    row = Text.objects.get(subject_id=case.pk)
    assert row.error == "登记的号码与对方当事人的相同"
    page = sign_in(county.zhuren).post(f"/cases/telling/{row.pk}/", {"dial": "1"}).content.decode()
    assert (case.applicant.phone in page, "没有可以拨打的号码" in page) == (False, True)


def test_call_back_is_told_to_each_of_them(county, gateway):
    case = walk(county, "approve_closure")
    joint(case, "张三", "13900001002")
    Case.objects.filter(pk=case.pk).update(changed_at=NOW - timedelta(days=1))
    remind()
    assert sorted((said["to"], said["template"]) for said in gateway.sent) == [
        ("13800138000", "SMS_4000"),
        ("13900001002", "SMS_4000"),
    ]


def test_what_the_applicant_forbids_keeps_texts_from_the_others(county, gateway):
    case = heard(county)
    joint(case, "张三", "13900001002")
    Person.objects.filter(pk=case.applicant_id).update(safe="stated", forbidden=["text"])
    remind()
    assert gateway.sent == []
    assert Text.objects.filter(state="barred").count() == 2


def test_material_and_agreement_are_told_to_each_of_them(county, gateway):
    owing = new_case(county)
    joint(owing, "张三", "13900001002")
    item = owing.materials.exclude(received_on=None).first()
    MaterialItem.objects.filter(pk=item.pk).update(
        received_on=None, owed_by=TOMORROW + timedelta(days=1)
    )
    signing = walk(county, "accept_assignment")
    joint(signing, "李四", "13900001003")
    Case.objects.filter(pk=signing.pk).update(due_at=NOW + timedelta(days=1))
    remind()
    assert sorted((said["to"], said["template"]) for said in gateway.sent) == [
        ("13800138000", "SMS_2000"),
        ("13800138000", "SMS_3000"),
        ("13900001002", "SMS_2000"),
        ("13900001003", "SMS_3000"),
    ]


def never_phoned(name, phone):
    """The record of another matter of whoever has this number."""
    mark = blind(phone, "person.phone")
    agreed = {"safe": "stated", "forbidden": ["phone", "text"], "contact_note": "丈夫看手机"}
    return Person.objects.create(name=name, phone=phone, phone_blind=mark, **agreed)


def test_whom_another_matter_forbids_to_phone_is_not_phoned_here(county, gateway, sign_in):
    case = heard(county)
    row = joint(case, "张三", "13900001003")
    joint(case, "小明", "13900001002", birth=date(TOMORROW.year - 10, 1, 1))
    never_phoned("张三", "13900001003")
    remind()
    client = sign_in(county.zhuren)
    listed = client.get("/cases/telling/").content.decode()
    said = "本人或者这个号码另有约定：不得拨打本人电话、发短信、微信"
    assert (listed.count(said), "丈夫看手机" in listed) == (1, False)

    page = f"/cases/telling/{Text.objects.get(to=-row.pk).pk}/"
    shown = client.post(page, {"dial": "1"}).content.decode()
    assert ("13900001003" in shown, "没有可以拨打的号码" in shown, said in shown) == (
        False,
        True,
        True,
    )
    answer = client.post(page, {"manner": "电话", "reached": "1", "note": ""})
    assert "当事人要求不得拨打本人电话" in str(answer.context["form"].errors)
    assert client.post(page, {"manner": "当面", "reached": "1", "note": ""}).status_code == 302
    assert Event.objects.filter(verb="record.reveal", subject_id=case.pk).count() == 0


def test_printed_list_has_no_number_another_matter_forbids_and_says_why_there_was_no_text(
    county, gateway, sign_in
):
    case = heard(county)
    joint(case, "小明", "13900001002", birth=date(TOMORROW.year - 10, 1, 1))
    joint(case, "张三", "13900001003")
    never_phoned("张三", "13900001003")
    remind()
    answer = sign_in(county.zhuren).post("/cases/telling/")
    data = b"".join(answer) if answer.streaming else answer.content
    pages = pypdfium2.PdfDocument(data)
    words = "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)
    assert ("13900001002" in words, "13900001003" in words) == (True, False)
    assert "没有短信：由法定代理人、监护人代理，须由人联系" in words
    assert "没有短信：本人或者这个号码另有安全联系的约定" in words


def test_what_is_agreed_in_this_case_holds_for_it_and_the_other_is_shown(county, gateway, sign_in):
    case = heard(county)
    Person.objects.filter(pk=case.applicant_id).update(
        safe="stated", safe_phone="13900001009", forbidden=["text"]
    )
    never_phoned("李国强", "13900001009")
    remind()
    page = f"/cases/telling/{Text.objects.get(to=case.applicant_id).pk}/"
    shown = sign_in(county.zhuren).post(page, {"dial": "1"}).content.decode()
    assert "13900001009" in shown
    assert "本人或者这个号码另有约定：不得拨打本人电话、发短信、微信" in shown


def test_list_reads_as_often_for_three_as_for_one(county, gateway, sign_in):
    case = heard(county)
    client, counts = sign_in(county.zhuren), []
    for number in range(3):
        joint(case, f"小明{number}", f"1390000100{number}", birth=date(TOMORROW.year - 10, 1, 1))
        remind()
        client.get("/cases/telling/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/cases/telling/")
        counts.append(len(seen))
    assert (counts[2], Text.objects.filter(to__lt=0).count()) == (counts[0], 3)
