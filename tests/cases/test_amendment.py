"""Correcting what was registered: who may, when, what the history says of it, and what follows from it anew."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.enums import MeansResult
from cases.law.counting import CROWD_BITS
from cases.models import Case, Person
from cases.workflow import CASE
from legalaid.platform.audit import chain
from legalaid.platform.audit.models import Event
from legalaid.platform.documents.models import Paper
from tests.cases.test_intake import form
from tests.factories import new_case, walk

AMENDABLE = [
    "at_station",
    "cooperation",
    "form_review",
    "merits_review",
    "returned_to_station",
    "submitted",
    "supplement",
]
ON_FILE = {
    "id_kind": "resident", "id_number": "", "name": "李国强", "phone": "", "address": "", "household_address": "", "sex": "M",
    "birth": "1988-01-01", "crowds": ["migrant_worker"], "stage": "仲裁", "applicant_role": "申请人", "mode": "",
    "organ": "清和县劳动人事争议仲裁委员会", "amount": "18600.00", "urgency": "normal", "proof": "",
    "facts": "在宏达公司工地做砌筑工，三月至六月工资18600元未付，多次催要未果。",
    "opponent_name": ["清和县宏达建筑工程有限公司"], "reason": "申请人来电更正",
}  # fmt: skip


@pytest.fixture
def case(county, sign_in):
    return registered(sign_in(county.chuangkou))


def registered(client, **changes):
    """A wage claim as the intake form registers it."""
    answer = client.post(reverse("cases:intake"), form(facts=ON_FILE["facts"], **changes))
    assert answer.status_code == 302, answer.context["form"].problems
    return Case.objects.latest("pk")


def send(client, case, **changes):
    return client.post(
        reverse("cases:amend", args=[case.pk]), ON_FILE | {"seen": case.version} | changes
    )


def told(case):
    event = Event.objects.filter(verb="case.amend", subject_id=case.pk).latest("seq")
    return event.personal_data["changes"]


def test_step_stands_open_until_the_file_is_before_the_director():
    assert sorted(CASE.steps["amend"].source) == AMENDABLE


def test_phone_is_corrected_and_told_masked_while_what_was_left_empty_stays(case, county, sign_in):
    assert send(sign_in(county.chuangkou), case, phone="13900139111").status_code == 302
    case.refresh_from_db()
    person = case.applicant
    assert (person.phone, person.address, person.id_number) == (
        "13900139111",
        "清和县城关镇1号",
        "440524198801010011",
    )
    assert told(case) == "联系电话 138****8000 → 139****9111"
    assert case.state == "submitted"
    page = sign_in(county.chuangkou).get(case.get_absolute_url() + "?all=1").content.decode()
    assert "更正登记信息：联系电话 138****8000 → 139****9111。理由：申请人来电更正" in page
    assert "13900139111" not in page
    assert chain.verify()[2] is None


def test_page_shows_no_number_phone_or_address_in_clear(case, county, sign_in):
    page = sign_in(county.chuangkou).get(reverse("cases:amend", args=[case.pk])).content.decode()
    found = [secret in page for secret in ("440524198801010011", "13800138000", "城关镇1号")]
    assert found == [False] * 3
    assert 'placeholder="138****8000（不改请留空）"' in page


def test_opponents_and_facts_are_told_from_old_to_new(case, county, sign_in):
    facts = ON_FILE["facts"].replace("18600", "19600")
    send(
        sign_in(county.shencha),
        case,
        opponent_name=["清和县宏达建筑工程有限公司", "王五"],
        facts=facts,
        amount="19600",
    )
    case.refresh_from_db()
    assert [party.name for party in case.opponents] == ["清和县宏达建筑工程有限公司", "王五"]
    assert told(case) == (
        "对方当事人 清和县宏达建筑工程有限公司 → 清和县宏达建筑工程有限公司、王五；涉及金额 18,600.00元 → 19,600.00元；"
        "案情及请求 …月工资18600元… → …月工资19600元…"
    )


def test_what_a_row_leaves_empty_is_kept_with_the_opponent_of_that_name(case, county, sign_in):
    client = sign_in(county.chuangkou)
    rows = {"opponent_name": ["宏达公司", "张三"], "opponent_id_number": ["", "11010519491231002X"], "opponent_phone": ["", "13700137000"],
            "opponent_address": ["城关镇", ""]}  # fmt: skip
    send(client, case, **rows)
    case.refresh_from_db()
    rows |= {
        "opponent_name": ["张三", "宏达建筑公司"],
        "opponent_id_number": ["", ""],
        "opponent_phone": ["", ""],
        "opponent_address": ["", ""],
    }
    send(client, case, **rows)
    case.refresh_from_db()
    assert [(p.name, p.id_kind, p.id_number, p.phone) for p in case.opponents] == [
        ("张三", "resident", "11010519491231002X", "13700137000"),
        ("宏达建筑公司", "", "", ""),
    ]


def test_means_are_counted_anew_and_the_reviewers_finding_on_the_old_ones_ends(county, sign_in):
    client = sign_in(county.chuangkou)
    case = registered(
        client,
        crowds=[],
        own_income="5000",
        committed="on",
        received=["application_form", "identity"],
    )
    CASE.acts["accept_with_gaps"](case, by=county.chuangkou, owed=[], owed_by=timezone.localdate())
    CASE.acts["override_means"](
        case, by=county.shencha, result=MeansResult.FAILED, reason="收入未说明清楚"
    )
    send(client, case, crowds=[], own_income="900", savings="3000", committed="on")
    case = Case.objects.get()
    assert (case.means.result, case.means.overridden, case.means.members.get().monthly_income) == (
        "passed",
        "",
        900,
    )
    assert told(case) == (
        "家庭成员和收入 李国强（本人）5,000.00元 → 李国强（本人）900.00元；存款和有价证券 未填 → 3,000.00元；经济状况结论 不符合 → 符合"
    )
    CASE.acts["override_means"](
        case, by=county.shencha, result=MeansResult.FAILED, reason="收入未说明清楚"
    )
    send(
        client,
        case,
        crowds=[],
        own_income="900",
        savings="3000",
        committed="on",
        contact_note="勿打家中电话",
    )
    assert Case.objects.get().means.overridden == "failed"


def test_crowd_brings_its_favour_its_material_and_its_clock(county, sign_in):
    client = sign_in(county.chuangkou)
    case = registered(client, crowds=[], own_income="900", committed="on", received=[])
    before = set(case.materials.values_list("slot", flat=True))
    send(client, case, own_income="900", committed="on")
    case.refresh_from_db()
    assert (case.crowds, case.green, case.means.exempt) == (
        ["migrant_worker"],
        True,
        "migrant_worker",
    )
    assert set(case.materials.values_list("slot", flat=True)) - before == {"status_proof"}
    assert sorted(d.rule for d in case.deadlines.open()) == [
        "examination",
        "green_promise",
        "window_promise",
    ]
    assert case.counted.get().profile.crowds == CROWD_BITS["migrant_worker"]
    send(client, case, crowds=[], own_income="900", committed="on")
    case.refresh_from_db()
    assert (case.green, set(case.materials.values_list("slot", flat=True))) == (False, before)
    assert sorted(d.rule for d in case.deadlines.open()) == ["examination", "window_promise"]


def test_application_is_printed_anew_and_the_earlier_one_points_to_it(case, county, sign_in):
    old = Paper.objects.get(subject_id=case.pk, kind="application")
    send(sign_in(county.chuangkou), case, phone="13900139111")
    old.refresh_from_db()
    assert (old.supersede_reason, old.superseded_by.facts["person"]["phone"]) == (
        "更正登记信息",
        "13900139111",
    )
    case.refresh_from_db()
    send(sign_in(county.chuangkou), case, contact_note="勿打家中电话")
    assert Paper.objects.filter(subject_id=case.pk, kind="application").count() == 2


def test_person_of_an_earlier_case_stays_as_recorded_there(case, county, sign_in):
    later = registered(sign_in(county.chuangkou))
    assert later.applicant_id == case.applicant_id
    send(sign_in(county.chuangkou), later, name="李国庆")
    assert list(Case.objects.order_by("pk").values_list("applicant__name", flat=True)) == [
        "李国强",
        "李国庆",
    ]
    assert Person.objects.count() == 2


def test_renamed_applicant_is_found_by_the_new_name(case, county, sign_in):
    client = sign_in(county.chuangkou)
    send(client, case, name="王芳")
    (who,) = client.get("/find/", {"q": "wf"}).context["answer"].people
    assert (who.name, [row["pk"] for row in who.cases]) == ("王芳", [case.pk])


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"reason": ""}, [("更正理由", "请填写这一项。")]),
        ({"reason": "改"}, [("更正理由", "请写明更正的理由（不少于4个字）。")]),
        ({}, [("", "没有改动任何一项。")]),
        ({"phone": "12"}, [("联系电话", "电话应为11位手机号，或带区号的固定电话。")]),
        ({"id_number": "440524198801010012"}, [("证件号码", "证件号码最后一位校验码不对，请核对是否输错。")]),
        ({"id_kind": "passport"}, [("证件号码", "请填写证件号码。")]),
        ({"id_number": "440524201505010011"}, [("代理人姓名", "申请人未满18周岁，请填写法定代理人；没有法定代理人代为申请的，请写明原因（法律援助法第四十条）。")]),
        ({"opponent_name": [""], "opponent_phone": ["13700137000"]}, [("对方当事人第1行姓名或名称", "请填写这一项。")]),
    ],
)  # fmt: skip
def test_wrong_correction_is_told_and_nothing_changes(case, county, sign_in, changes, problems):
    answer = send(sign_in(county.chuangkou), case, **changes)
    assert (answer.status_code, answer.context["form"].problems) == (422, problems)
    assert Event.objects.filter(verb="case.amend").count() == 0


def test_two_corrections_from_the_same_page_are_one_and_a_refusal(case, county, sign_in):
    first, second = (
        send(sign_in(county.chuangkou), case, name="李国庆"),
        send(sign_in(county.shencha), case, name="李国富"),
    )
    assert (first.status_code, second.status_code) == (302, 409)
    assert Case.objects.get().applicant.name == "李国庆"


def test_station_corrects_its_own_until_it_has_handed_over(county, sign_in):
    case = new_case(county, by=county.zhan1, station=county.zhan1.staff.station)
    assert case.state == "at_station"
    assert send(sign_in(county.zhan1), case, name="李国庆").status_code == 302
    Case.objects.filter(pk=case.pk).update(state="submitted")
    case.refresh_from_db()
    assert send(sign_in(county.zhan1), case, name="李国富").status_code == 403


@pytest.mark.parametrize("who", ["zhuren", "jiandu", "caiwu"])
def test_others_do_not_correct(case, county, sign_in, who):
    assert send(sign_in(getattr(county, who)), case, name="李国庆").status_code == 403


def test_after_the_review_nothing_is_corrected_unless_it_comes_back(county, sign_in):
    case = walk(county, "recommend")
    assert send(sign_in(county.chuangkou), case, name="李国庆").status_code == 409
    CASE.acts["return_to_review"](case, by=county.zhuren, reason="姓名有误")
    assert send(sign_in(county.shencha), case, name="李国庆").status_code == 302
