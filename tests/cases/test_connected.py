"""The conflict check goes further than the parties: husband or wife, employer, legal representative or guardian; the office by number."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.matter import tell_conflict
from cases.domain.search import index
from cases.models import Case, Party
from cases.queries.assignment import candidates_for
from cases.queries.conflict import compared, conflicts_of, office_called
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.crypto import blind
from stations.forms.staff import StaffForm
from stations.models import Handler, Staff, Station
from tests.factories import START, lawyer, new_case, person, walk

ONE, ANOTHER = "440524198001010014", "110105194912310025"
MEANS = {"exempt": "migrant_worker", "proof": "工资条", "committed": True}


def code(number):
    return blind(number, "person.id_number")


def faces(case, name, **facts):
    """The only opponent of a case, with who stands behind."""
    case.parties.all().delete()
    number = facts.get("id_number", "")
    facts["id_blind"] = code(number) if number else ""
    Party.objects.create(case=case, role="opponent", name=name, **facts)
    return known(case)


def marry(case, name, relation="配偶", number=""):
    case.means.members.create(name=name, relation=relation, id_number=number)
    return known(case)


def known(case):
    index(Case.objects.get(pk=case.pk))
    return Case.objects.get(pk=case.pk)


def sentences(case, how="behind"):
    return [hit.sentence for hit in conflicts_of(known(case)) if hit.how == how]


@pytest.fixture
def two(county):
    """A recipient 王小丽 against 甲公司, and another case, whoever it is against."""
    case = new_case(county, who=person(name="王小丽", id_number=ONE))
    other = new_case(county, who=person(name="周文", id_number=ANOTHER, work_unit="乙公司"))
    return faces(case, "甲公司"), faces(other, "丙公司")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"head": "王小丽"}, "王小丽在{}中有同名的对方当事人甲厂的法定代表人或者监护人，请核对是否同一人。"),
        ({"spouse": "王小丽"}, "王小丽在{}中有同名的对方当事人甲厂的配偶，请核对是否同一人。"),
        ({"work_unit": "王小丽"}, "王小丽在{}中有同名的对方当事人甲厂的工作单位，请核对是否同一人。"),
    ],
)  # fmt: skip
def test_recipient_stands_behind_the_opponent_of_another_case(two, facts, said):
    case, other = two
    faces(other, "甲厂", **facts)
    assert sentences(case) == [said.format(other.number)]


def test_opponent_is_husband_or_wife_or_employer_of_another_recipient(two):
    case, other = two
    faces(case, "乙公司")
    marry(other, "赵强", "丈夫")
    assert sentences(case) == [
        f"乙公司在{other.number}中有同名的受援人周文的工作单位，请核对是否同一人。"
    ]
    faces(case, "赵 强")
    assert sentences(case) == [
        f"赵 强在{other.number}中有同名的受援人周文的配偶，请核对是否同一人。"
    ]


def test_who_stands_behind_a_party_is_a_party_of_another_case(two):
    case, other = two
    faces(case, "甲公司", head="周文", spouse="周文")
    assert sentences(case) == [
        f"周文（甲公司的法定代表人或者监护人）在{other.number}中有同名的受援人，请核对是否同一人。",
        f"周文（甲公司的配偶）在{other.number}中有同名的受援人，请核对是否同一人。",
    ]
    marry(case, "丙公司")
    assert f"丙公司（王小丽的配偶）在{other.number}中有同名的对方当事人，请核对是否同一人。" in (
        sentences(case)
    )


def test_by_number_it_is_said_and_two_numbers_are_two_people(two):
    case, other = two
    marry(other, "赵强", number=ONE)
    faces(case, "赵强", id_number=ONE)
    assert sentences(case) == [f"赵强在{other.number}中是受援人周文的配偶（证件号码相同）。"]
    faces(case, "赵强", id_number=ANOTHER)
    assert sentences(case) == []


def test_who_sues_employer_or_spouse_meets_no_conflict(two):
    case, _ = two
    marry(case, "赵强")
    faces(case, "赵强", work_unit="某学校")
    assert sentences(case) == []


def test_both_sides_of_one_case(two):
    case, _ = two
    marry(case, "赵强")
    faces(case, "甲公司", head="赵强")
    assert sentences(case) == [
        "赵强（王小丽的配偶）与本案的对方当事人甲公司的法定代表人或者监护人同名，请核对。"
    ]
    faces(case, "甲公司", head="王小丽")
    assert sentences(case) == [
        "王小丽（甲公司的法定代表人或者监护人）与本案的申请人一方同名，请核对。"
    ]


def test_office_is_compared_by_number_where_it_is_known(county, two):
    case, _ = two
    Staff.objects.filter(user=county.shencha).update(id_blind=code(ONE))
    assert sentences(case, "number") == [
        f"审查人员{county.shencha.name}与本案的申请人一方证件号码相同，是同一人，应当回避。"
    ]
    faces(case, county.shencha.name, id_number=ANOTHER)
    Staff.objects.filter(user=county.shencha).update(id_blind=code("440524198001010022"))
    assert sentences(case, "name") == []
    Staff.objects.filter(user=county.shencha).update(id_blind="")
    assert sentences(case, "name") == [
        f"审查人员{county.shencha.name}与本案的对方当事人同名，请核对是否本人；是本人的，应当回避。"
    ]


def test_office_behind_a_party_is_named(county, two):
    case, _ = two
    marry(case, county.zhuren.name)
    assert sentences(case, "name") == [
        f"中心负责人{county.zhuren.name}与本案的申请人一方同名，请核对是否本人；是本人的，应当回避。"
    ]


def test_handler_who_is_a_party_by_number_is_not_assigned(county):
    case = walk(county, "grant", case=new_case(county))
    faces(case, "别的姓名", id_number=ONE)
    Handler.objects.filter(pk=lawyer().pk).update(id_blind=code(ONE))
    [found] = candidates_for(known(case), Handler.objects.filter(pk=lawyer().pk))
    assert (found.eligible, found.reasons) == (False, ("本人就是本案的对方当事人（证件号码相同）",))


def test_assignment_is_warned_of_who_stands_behind(county):
    other = walk(county, "assign", case=new_case(county))
    faces(other, "甲厂", head="王小丽")
    at = START + timedelta(days=9)
    case = walk(county, "grant", case=new_case(county, at=at, who=person(name="王小丽")), at=at)
    faces(case, "甲公司")
    [found] = candidates_for(known(case), Handler.objects.filter(pk=other.handler_id))
    said = f"其本人或者所在机构在{other.number}中办理，该案有本案当事人的关系人，请核对"
    assert (found.eligible, said in found.reasons) == (True, True)


def test_party_that_is_added_is_compared_and_the_directors_hear(county):
    case = walk(county, "assign")
    Handler.objects.filter(pk=lawyer().pk).update(id_blind=code(ONE))
    case = faces(case, "乙公司", head=lawyer().user.name)
    assert tell_conflict(case) == (
        f"承办人{lawyer().user.name}与本案的对方当事人同名，请核对是否本人；是本人的，应当回避"
    )


def test_what_was_compared_and_what_could_not_be_is_said(county, two):
    case, _ = two
    Staff.objects.filter(user=county.shencha).update(id_blind=code(ANOTHER))
    marry(case, "赵强")
    said = compared(known(case))
    assert said["parties"] == [
        ("申请人一方", "王小丽", "证件号码和姓名"),
        ("对方当事人", "甲公司", "姓名"),
    ]
    assert said["behind"] == ["受援人王小丽的配偶赵强"]
    assert (said["by_number"], said["by_name"] > 5) == (1, True)
    assert said["lacking"] == [
        "甲公司的证件号码", "甲公司的法定代表人或者监护人", "甲公司的配偶", "甲公司的工作单位",
    ]  # fmt: skip


def test_reviewer_reads_what_was_compared(county, sign_in):
    at = timezone.now() - timedelta(days=2)
    case = walk(county, "pass_form", case=new_case(county, at=at, green=False), at=at)
    said = sign_in(county.shencha).get(reverse("cases:recommend", args=[case.pk])).content.decode()
    assert "核对了什么" in said
    assert "没有登记、不能核对：" in said


def test_window_is_told_while_it_types(county):
    station = Station.objects.get(parent=None)
    Staff.objects.filter(user=county.zhuren).update(id_blind=code(ONE))
    assert office_called(station, [], [("另名", code(ONE))]) == [
        f"中心负责人{county.zhuren.name}与本案的对方当事人证件号码相同，是同一人，应当回避。"
    ]


def test_of_a_number_of_staff_only_the_code_is_kept(county):
    row = county.shencha.staff
    asked = {"stations": Station.objects.all(), "roles": [Role(row.user.role)]}
    data = {"name": row.user.name, "station": row.station.name, "post": row.post, "full_time": "on"}
    form = StaffForm(data | {"id_number": "11010519491231002x"}, instance=row, **asked)
    assert form.is_valid(), form.errors
    assert form.facts()["id_blind"] == code("11010519491231002X")
    assert "id_number" not in form.facts()
    again = StaffForm(data, instance=row, **asked)
    assert again.is_valid(), again.errors
    assert "id_blind" not in again.facts()
