"""The one-screen form: what is typed is kept, the panel answers, wrong input is told beside the field."""

import uuid

import pytest
from django.urls import reverse

from cases.models import Case, Cause, Draft, Person
from legalaid.platform.core.crypto import blind
from tests.factories import new_case, person

WAGES = {
    "id_kind": "resident", "id_number": "440524198801010011", "name": "李国强", "phone": "13800138000", "address": "清和县城关镇1号",
    "crowds": ["migrant_worker"], "stage": "仲裁", "applicant_role": "申请人", "opponent_name": "清和县宏达建筑工程有限公司",
    "organ": "清和县劳动人事争议仲裁委员会", "amount": "18600", "facts": "拖欠工资18600元。", "channel": "visit", "urgency": "normal",
    "received": ["application_form", "identity", "status_proof"],
}  # fmt: skip


def form(**changes):
    cause = Cause.objects.get(name=changes.pop("cause_name", "追索劳动报酬纠纷"))
    return WAGES | {"cause": cause.pk, "token": str(uuid.uuid4())} | changes


def send(client, data):
    return client.post(reverse("cases:intake"), data)


def errors(answer):
    assert answer.status_code == 422
    assert Case.objects.count() == 0
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def test_application_is_registered_with_what_follows_from_it(county, sign_in):
    answer = send(sign_in(county.chuangkou), form())
    case = Case.objects.get()
    assert answer.url == case.get_absolute_url()
    assert (case.green, case.kind, case.matter, case.applicant_age) == (True, "civil", "wages", 38)
    assert case.means.result == "passed"
    assert case.applicant.sex == "M"
    assert list(case.materials.filter(received_on=None).values_list("slot", flat=True)) == [
        "labour_relation",
        "wage_evidence",
        "case_evidence",
    ]


def test_double_submission_is_one_case(county, sign_in):
    client, data = sign_in(county.chuangkou), form()
    first, second = send(client, data), send(client, data)
    assert (Case.objects.count(), first.url) == (1, second.url)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"id_number": "440524198801010012"}, "id_number", "证件号码最后一位校验码不对，请核对是否输错。"),
        ({"id_number": "44052419880230001X"}, "id_number", "证件号码中的出生日期19880230不存在，请核对。"),
        ({"id_number": "4405241988"}, "id_number", "居民身份证号码应为18位，现为10位。"),
        ({"amount": "-1"}, "amount", "金额不能为负数。"),
        ({"amount": "12.345"}, "amount", "最多两位小数（精确到分）。"),
        ({"name": "<script>alert(1)</script>"}, "name", "姓名须为2至60个字，不能含有 < > 等符号。"),
        ({"phone": "123"}, "phone", "电话应为11位手机号，或带区号的固定电话。"),
        ({"cause": ""}, "cause", "请选择案由。"),
        ({"own_income": "2000", "family": "王芳 配偶"}, "family", "第1行应为“姓名 关系 月收入”，如：王芳 配偶 2600。"),
    ],
)  # fmt: skip
def test_wrong_input_is_told_beside_the_field_and_kept(county, sign_in, changes, field, sentence):
    answer = send(sign_in(county.chuangkou), form(**changes))
    assert errors(answer) == {field: [sentence]}
    assert "拖欠工资18600元。" in answer.content.decode()


def test_minor_applies_through_a_representative(county, sign_in):
    client = sign_in(county.chuangkou)
    data = form(id_number="440524201505010011", cause_name="抚养费纠纷")
    answer = send(client, data)
    assert list(errors(answer)) == ["representative_name"]
    send(client, data | {"representative_name": "王芳", "representative_relation": "母亲"})
    case = Case.objects.get()
    assert (case.crowds, case.secret, case.representative.name) == (["minor", "migrant_worker"], True, "王芳")


def test_side_panel_knows_an_earlier_visitor_and_lists_the_material(county, sign_in):
    new_case(county, who=person(id_number="440524198801010011", birth=None))
    data = form()
    page = sign_in(county.chuangkou).post(reverse("cases:intake_side"), data).content.decode()
    assert "来过" in page
    assert "绿色通道</span> 申请支付劳动报酬" in page
    assert "工资标准和拖欠证明" in page


def test_causes_are_found_by_initials_and_by_words(county, sign_in):
    client = sign_in(county.chuangkou)
    for text in ("zsldbc", "劳动报酬"):
        assert "追索劳动报酬纠纷" in client.get(reverse("cases:causes"), {"cause_text": text}).content.decode()


def test_draft_is_kept_encrypted_and_restored_after_the_login_expired(county, sign_in, client):
    desk, data = sign_in(county.chuangkou), form()
    assert desk.post(reverse("cases:draft"), data).status_code == 200
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM cases_draft")
        assert "440524198801010011" not in cursor.fetchone()[0]
    desk.logout()
    address = f"{reverse('cases:intake')}?draft={data['token']}"
    assert client.post(address, data).url == f"/accounts/login/?next={address.replace('?', '%3F').replace('=', '%3D')}"
    page = sign_in(county.chuangkou).get(address).content.decode()
    assert "440524198801010011" in page
    assert "已恢复" in page
    send(desk, data)
    assert Draft.objects.count() == 0


def test_draft_of_another_person_stays_theirs(county, sign_in):
    data = form()
    sign_in(county.chuangkou).post(reverse("cases:draft"), data)
    assert sign_in(county.guidang).post(reverse("cases:draft"), data).status_code == 403


def test_identity_number_is_encrypted_and_found_by_its_blind_index(county):
    case = new_case(county)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number, phone, address FROM cases_person")
        row = cursor.fetchone()
    assert all(value.startswith("1$1$") for value in row)
    assert Person.objects.get(id_blind=blind("440524198801010011", "person.id_number")) == case.applicant
