"""The one-screen form: what is typed is kept, the panel answers, wrong input is told beside the field."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.domain.material import add_file
from cases.forms.amendment import application_on_file
from cases.models import Case, Cause, Draft, Person
from cases.queries.eligibility import findings_for
from legalaid.platform.core.crypto import blind
from tests.cases.test_assignment import picture
from tests.factories import UNPROVEN, age_of_applicant, new_case

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
    assert (case.green, case.kind, case.matter, case.applicant_age) == (
        True,
        "civil",
        "wages",
        age_of_applicant(),
    )
    assert case.means.result == "passed"
    assert case.applicant.sex == "M"
    assert list(case.materials.filter(received_on=None).values_list("slot", flat=True)) == [
        "means_statement",
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
        ({"applicant_count": "3", "joint": "王芳"}, "joint", "申请人共3人，除申请人本人外应填2人，现在填了1人。"),
    ],
)  # fmt: skip
def test_wrong_input_is_told_beside_the_field_and_kept(county, sign_in, changes, field, sentence):
    answer = send(sign_in(county.chuangkou), form(**changes))
    assert errors(answer) == {field: [sentence]}
    assert "拖欠工资18600元。" in answer.content.decode()


def test_every_row_of_opponents_and_household_is_kept(county, sign_in):
    data = form(
        crowds=[], opponent_name=["宏达公司", "", "张三"], opponent_id_number=["", "", "11010519491231002X"], opponent_phone=["", "", ""],
        opponent_address=["城关镇", "", ""], own_income="900", member_name=["王芳", "李小明"], member_relation=["配偶", "儿子"],
        member_age=["36", "9"], member_occupation=["务农", ""], member_income_kind=["务农", ""], member_monthly_income=["600", "0"],
        savings="3000", debts="20000", committed="on",
    )  # fmt: skip
    answer = send(sign_in(county.chuangkou), data)
    assert answer.status_code == 302, answer.context["form"].problems
    case = Case.objects.get()
    assert [(p.name, p.id_kind, p.address) for p in case.opponents] == [
        ("宏达公司", "", "城关镇"),
        ("张三", "resident", ""),
    ]
    rows = case.means.members.values_list(
        "name", "relation", "age", "income_kind", "monthly_income"
    )
    assert list(rows) == [
        ("李国强", "本人", age_of_applicant(), "", 900),
        ("王芳", "配偶", 36, "务农", 600),
        ("李小明", "儿子", 9, "", 0),
    ]
    assert (case.means.result, case.means.per_head, case.means.debts) == ("passed", 500, 20000)


def test_wrong_row_is_told_in_its_row_and_every_row_is_kept(county, sign_in):
    data = form(
        opponent_name=["宏达公司", ""], opponent_id_number=["", "110105194912310020"], opponent_phone=["12", ""], opponent_address=["", ""],
        own_income="2000", member_name=["王芳"], member_relation=[""], member_monthly_income=["-5"],
    )  # fmt: skip
    answer = send(sign_in(county.chuangkou), data)
    assert (answer.status_code, Case.objects.count()) == (422, 0)
    assert answer.context["form"].problems == [
        ("对方当事人第1行电话", "电话应为11位手机号，或带区号的固定电话。"),
        ("对方当事人第2行姓名或名称", "请填写这一项。"),
        (
            "对方当事人第2行证件号码或统一社会信用代码",
            "证件号码最后一位校验码不对，请核对是否输错。",
        ),
        ("家庭成员第1行与申请人关系", "请填写这一项。"),
        ("家庭成员第1行月收入（元）", "金额不能为负数。"),
    ]
    page = answer.content.decode()
    assert 'value="王芳"' in page
    assert 'value="110105194912310020"' in page


def test_what_is_not_asked_is_not_kept(county, sign_in):
    data = form(
        cause_name="盗窃罪",
        stage="侦查",
        applicant_role="犯罪嫌疑人",
        mode="刑事辩护",
        amount="900",
        opponent_in_household="on",
    )
    send(sign_in(county.chuangkou), data)
    case = Case.objects.get()
    assert (case.amount, case.opponents, case.means.opponent_in_household) == (None, [], False)


def test_stage_of_another_kind_of_case_is_refused(county, sign_in):
    assert errors(send(sign_in(county.chuangkou), form(stage="侦查"))) == {
        "stage": ["这个案由没有这一选项，请重新选择。"]
    }


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"birth": ""}, "birth", "证件号码看不出出生日期，请按证件填写。"),
        ({"birth": "1999-02-30"}, "birth", "没有这个日期，请按年-月-日填写，如 1988-01-31。"),
        ({"birth": "2099-01-01"}, "birth", "出生日期不能晚于今天。"),
        ({"birth": "1799-01-01"}, "birth", "年份应在1900年至2100年之间。"),
        ({"id_number": "G1"}, "id_number", "护照号码应为5至17位字母或数字。"),
        (
            {"id_kind": "hmt", "id_number": "440524198801010011"},
            "id_number",
            "港澳台居民居住证号码应以81、82或83开头。",
        ),
        (
            {"id_kind": "foreigner", "id_number": "440524198801010011"},
            "id_number",
            "外国人永久居留身份证号码应以9开头。",
        ),
    ],
)
def test_other_documents_are_checked_by_their_own_rule(county, sign_in, changes, field, sentence):
    data = form(
        **{"id_kind": "passport", "id_number": "G12345678", "sex": "F", "birth": "1960-05-01"}
        | changes
    )
    assert errors(send(sign_in(county.chuangkou), data)) == {field: [sentence]}


def test_holder_of_a_passport_is_sorted_by_the_birth_date_given(county, sign_in):
    send(
        sign_in(county.chuangkou),
        form(
            id_kind="passport",
            id_number="G12345678",
            sex="F",
            birth="1960-05-01",
            crowds=["foreigner"],
        ),
    )
    assert Case.objects.get().crowds == ["elderly", "woman", "foreigner"]


def test_minor_applies_through_a_representative(county, sign_in):
    client = sign_in(county.chuangkou)
    data = form(id_number="440524201505010011", cause_name="抚养费纠纷")
    answer = send(client, data)
    assert list(errors(answer)) == ["representative_name"]
    send(
        client,
        data
        | {
            "representative_name": "王芳",
            "representative_relation": "母亲",
            "representative_agency": "statutory",
        },
    )
    case = Case.objects.get()
    assert (case.crowds, case.secret, case.representative.name) == (
        ["minor", "migrant_worker"],
        True,
        "王芳",
    )
    assert case.representative.agency == "statutory"


def test_minor_who_is_accused_applies_alone(county, sign_in):
    data = form(
        id_number="440524201505010011",
        cause_name="盗窃罪",
        stage="侦查",
        applicant_role="犯罪嫌疑人",
        mode="刑事辩护",
        crowds=[],
    )
    send(sign_in(county.chuangkou), data)
    assert (Case.objects.get().crowds, Case.objects.get().representative) == (["minor"], None)


def test_ticking_no_document_exempts_nobody(county, sign_in):
    send(sign_in(county.chuangkou), form(received=["application_form", "identity"], proof="打工"))
    assert Case.objects.get().means.result == "documents"


def test_grounds_the_cause_does_not_tell_are_chosen_at_the_window(county, sign_in):
    client = sign_in(county.chuangkou)
    send(
        client,
        form(
            cause_name="名誉权纠纷", crowds=[], stage="一审", applicant_role="原告", basis="heroes"
        ),
    )
    free = Case.objects.get()
    assert (free.matter, free.means.not_limited, free.means.result) == (
        "heroes",
        "heroes",
        "passed",
    )
    assert findings_for(free).codes == ["heroes"]
    send(
        client,
        form(
            cause_name="离婚纠纷",
            crowds=["veteran"],
            stage="一审",
            applicant_role="原告",
            status="assisted",
            basis="other_31",
        ),
    )
    waived = Case.objects.exclude(pk=free.pk).get()
    assert (waived.means.exempt, findings_for(waived).codes) == (
        "assisted",
        ["other_31", "assisted"],
    )
    page = client.get(reverse("cases:amend", args=[waived.pk]))
    assert [page.context["form"][name].value() for name in ("basis", "status")] == [
        "other_31",
        "assisted",
    ]


def test_list_of_applicants_is_asked_for_when_each_is_counted(county, sign_in):
    client = sign_in(county.chuangkou)
    send(
        client,
        form(applicant_count="12", separable="on", received=["application_form", "applicant_list"]),
    )
    case = Case.objects.get()
    assert (
        case.materials.exclude(received_on=None)
        .filter(slot="applicant_list", required=True)
        .exists()
    )
    assert "12人，请求可分，按人数计件" in client.get(case.get_absolute_url()).content.decode()


def test_draft_is_kept_encrypted_and_restored_after_the_login_expired(county, sign_in, client):
    desk, data = sign_in(county.chuangkou), form()
    assert desk.post(reverse("cases:draft"), data).status_code == 200
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM cases_draft")
        assert "440524198801010011" not in cursor.fetchone()[0]
    desk.logout()
    address = f"{reverse('cases:intake')}?draft={data['token']}"
    assert (
        client.post(address, data).url
        == f"/accounts/login/?next={address.replace('?', '%3F').replace('=', '%3D')}"
    )
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
    assert (
        Person.objects.get(id_blind=blind("440524198801010011", "person.id_number"))
        == case.applicant
    )


def test_uploaded_document_proves_the_status_at_once(county):
    """Law art. 42."""
    case = new_case(county, materials=UNPROVEN, means={"exempt": "migrant_worker"})
    add_file(
        case,
        SimpleUploadedFile("a.png", picture()),
        slot="status_proof",
        title="务工证明",
        by=county.chuangkou,
    )
    case.means.refresh_from_db()
    assert case.means.result == "passed"


def test_claim_for_the_vehicle_alone_is_an_answer_and_stays_one(county, sign_in):
    told = form(cause_name="机动车交通事故责任纠纷", basis="property", crowds=[], stage="一审")
    send(sign_in(county.chuangkou), told | {"applicant_role": "原告"})
    case = Case.objects.get()
    found = findings_for(case).scope
    assert (case.matter, case.green, found.passed) == ("property", False, False)
    assert application_on_file(case)["basis"] == "property"


def test_criminal_application_without_a_position_is_refused_beside_the_field(county, sign_in):
    told = form(cause_name="盗窃罪", stage="侦查", applicant_role="", crowds=[])
    assert errors(send(sign_in(county.chuangkou), told)) == {
        "applicant_role": ["刑事案件请选择申请人的法律地位（法律援助法第二十四条、第二十九条）。"]
    }


def test_farmer_and_migrant_worker_exclude_each_other(county, sign_in):
    told = form(crowds=["farmer", "migrant_worker"])
    assert errors(send(sign_in(county.chuangkou), told)) == {
        "crowds": ["农民和农民工只能选一项，请按主要从事的工作选。"]
    }
