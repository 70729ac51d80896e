"""A person without a document is recognised and offered; records of one human being are joined with all that is theirs, and parted."""

from datetime import date

import pytest
from django.urls import reverse

from cases.domain.intake import correct_person
from cases.domain.person import join, part
from cases.models import Case, Joining, Person
from cases.queries.person import likely, owned_by
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from tests.cases.test_consultation import consult
from tests.cases.test_intake import form, send
from tests.factories import new_case, person

BORN = date(1960, 5, 4)
WITHOUT = {"id_kind": "none", "id_number": "", "phone": "13800138000", "birth": BORN}
REASON = "身份证已补办，本人到场核对。"
SAME = (
    {"name": "买买提·艾力"}, {"name": "买买提•艾力"}, {"name": "买买提 · 艾力"}, {"name": "買買提.艾力"}, {"name": "买买提·艾力（小名阿力）"},
    {"phone": "138 0013 8000"}, {"phone": "+86 138-0013-8000"}, {"phone": "", "birth": BORN}, {"phone": "13911112222"}, {"birth": None},
    {"name": "阿力（曾用名买买提·艾力）"}, {"name": "买买提艾力"}, {"name": "麦麦提·艾里"},
)  # fmt: skip
ANOTHER = (
    {"name": "买买提·艾山"}, {"name": "艾力"}, {"name": ""}, {"phone": "13911112222", "birth": date(1961, 5, 4)}, {"phone": "", "birth": None},
    {"phone": "13911112222", "birth": None},
)  # fmt: skip


def registered(county, **who):
    return new_case(county, who=person(**{"name": "买买提·艾力", **WITHOUT, **who}))


def test_person_without_a_document_is_recognised_by_name_and_telephone_or_birth_date(county):
    case = registered(county)
    asked = {"name": "买买提·艾力", "phone": WITHOUT["phone"], "birth": BORN}
    found = [
        [one.person for one in likely(county.chuangkou, **(asked | changes))]
        for changes in (*SAME, *ANOTHER)
    ]
    assert found == [[case.applicant]] * len(SAME) + [[]] * len(ANOTHER)


def test_offer_says_what_is_the_same_and_leaves_out_who_has_another_number(county):
    registered(county, birth=date(1970, 1, 1))
    asked = {"name": "买买提·艾力", "phone": WITHOUT["phone"], "birth": BORN}
    (one,) = likely(county.chuangkou, **asked)
    assert one.why == "姓名、电话相同，出生日期不同"
    (one,) = likely(county.chuangkou, **asked | {"name": "买买提艾力"})
    assert one.why == "姓名读音、电话相同，出生日期不同"

    registered(county, id_kind="resident", id_number="440524198001010014")
    offered = likely(county.chuangkou, **asked, id_blind="another")
    assert [one.person.id_number for one in offered] == [""]


def test_who_lies_beyond_ones_rights_is_not_offered(county):
    registered(county)
    asked = {"name": "买买提·艾力", "phone": WITHOUT["phone"]}
    assert [len(likely(user, **asked)) for user in (county.chuangkou, county.zhan1)] == [1, 0]


def typed(**changes):
    return form(**{"id_kind": "none", "id_number": "", "sex": "M"} | changes)


def test_window_says_it_is_the_same_and_the_new_application_is_the_same_person_s(county, sign_in):
    case, client = registered(county, address="清和县石桥乡3号"), sign_in(county.chuangkou)
    data = typed(name="买买提•艾力", phone="13800138000", birth="1960-05-04")
    page = client.post(reverse("cases:intake_side"), data)
    assert ("可能来过" in page.text, "是同一人" in page.text) == (True, True)
    assert '"address": "清和县石桥乡3号"' not in page.context["fill"]

    said = data | {"known_person": case.applicant_id}
    page = client.post(reverse("cases:intake_side"), said)
    assert '"address": "清和县石桥乡3号"' in page.context["fill"]
    assert f'name="known_person" value="{case.applicant_id}"' in page.text
    assert [event.verb for event in events_for("case", case.pk)][-1] == "record.reveal"

    send(client, said)
    made = Case.objects.latest("pk")
    assert (made.applicant_id != case.applicant_id, made.applicant.being) == (
        True,
        case.applicant.being,
    )
    assert set(Case.objects.of_person(case.applicant)) == {case, made}


@pytest.mark.parametrize(
    "changes", [{"name": "王二"}, {"phone": "13911112222", "birth": ""}, {"known_person": ""}, {"known_person": "x"}, {"known_person": "999999"}]
)  # fmt: skip
def test_what_no_longer_fits_makes_another_person(county, sign_in, changes):
    case = registered(county)
    data = typed(name="买买提·艾力", phone="13800138000", birth="1960-05-04")
    send(sign_in(county.chuangkou), data | {"known_person": case.applicant_id} | changes)
    assert list(Case.objects.of_person(case.applicant)) == [case]


def test_correction_of_who_has_no_document_keeps_the_person(county):
    case = registered(county)
    other = new_case(county, known=case.applicant, who=person(name="买买提·艾力", **WITHOUT))
    facts = person(name="买买提·艾力", id_number="440524198801010011")
    correct_person(case, facts)
    case.save()
    assert set(Case.objects.of_person(other.applicant)) == {case, other}

    correct_person(case, facts | {"id_number": "440524198001010014"})  # a number of somebody else
    case.save()
    assert list(Case.objects.of_person(other.applicant)) == [other]


@pytest.fixture
def two(county):
    """Somebody registered without a document, and with one."""
    county.first = registered(county)
    county.second = new_case(county, who=person(name="买买提艾力", phone="13911112222"))
    return county


def beings():
    return list(Person.objects.order_by("pk").values_list("being", flat=True))


def test_joined_records_own_together_what_each_owned_and_parted_what_they_had(two):
    before = beings()
    asked = consult(two, name="买买提·艾力", phone="13800138000")
    made = join(two.second.applicant, two.first.applicant, by=two.chuangkou, reason=REASON)
    assert join(two.second.applicant, two.first.applicant, by=two.chuangkou, reason=REASON) == made
    second = Person.objects.get(pk=two.second.applicant_id)
    assert set(Case.objects.of_person(second)) == {two.first, two.second}
    cases, questions = owned_by(two.chuangkou, second)
    assert ({*cases}, [*questions]) == ({two.first, two.second}, [asked])

    told = [events_for("case", case.pk)[-1].sentence for case in (two.first, two.second)]
    assert told == [
        f"认定与{two.second.number}的当事人是同一人：{REASON}",
        f"认定与{two.first.number}的当事人是同一人：{REASON}",
    ]

    part(made, by=two.shencha, reason="是同名的两人。")
    part(made, by=two.shencha, reason="是同名的两人。")
    assert beings() == before
    assert events_for("case", two.first.pk)[-1].sentence == (
        f"撤销与{two.second.number}的当事人是同一人的认定：是同名的两人。"
    )
    assert Joining.objects.get().parted_by == two.shencha


def test_number_of_a_marked_case_stands_in_no_other_s_history(two):
    Case.objects.filter(pk=two.first.pk).update(secret=True)
    join(two.second.applicant, two.first.applicant, by=two.chuangkou, reason=REASON)
    told = [events_for("case", case.pk)[-1].sentence for case in (two.second, two.first)]
    assert told == [
        f"认定与另一份登记的当事人是同一人：{REASON}",
        f"认定与{two.second.number}的当事人是同一人：{REASON}",
    ]


def test_what_came_after_the_joining_goes_with_its_number_when_they_are_parted(two):
    made = join(two.first.applicant, two.second.applicant, by=two.chuangkou, reason=REASON)
    later = new_case(two, who=person(name="买买提·艾力", phone="13700000000"))
    assert later.applicant.being == two.first.applicant.being
    part(made, by=two.chuangkou, reason="是同名的两人。")
    assert set(Case.objects.of_person(Person.objects.get(pk=two.second.applicant_id))) == {
        two.second,
        later,
    }
    assert set(Case.objects.of_person(two.first.applicant)) == {two.first}


def test_joinings_are_parted_in_the_order_in_which_they_were_made(two):
    third = registered(two, phone="", name="阿力")
    earlier = join(two.second.applicant, two.first.applicant, by=two.chuangkou, reason=REASON)
    second = Person.objects.get(pk=two.second.applicant_id)
    latest = join(third.applicant, second, by=two.chuangkou, reason=REASON)
    with pytest.raises(DomainError, match="请先撤销后来的合并"):
        part(earlier, by=two.chuangkou, reason="是同名的两人。")
    part(latest, by=two.chuangkou, reason="是同名的两人。")
    part(earlier, by=two.chuangkou, reason="是同名的两人。")
    assert len(set(beings())) == 3


def test_two_identity_numbers_are_two_people(county):
    first = new_case(county)
    second = new_case(county, who=person(id_number="440524198001010014"))
    with pytest.raises(DomainError, match="登记了不同的居民身份证号码"):
        join(first.applicant, second.applicant, by=county.chuangkou, reason=REASON)
    passport = new_case(county, who=person(id_kind="passport", id_number="E12345678"))
    join(first.applicant, passport.applicant, by=county.chuangkou, reason=REASON)
    assert Joining.objects.count() == 1


def test_page_joins_and_parts_with_a_reason(two, sign_in):
    client, page = sign_in(two.chuangkou), reverse("cases:person", args=[two.second.pk])
    registered(two, name="买买提艾力", phone="13911112222", birth=None)
    assert [one.why for one in client.get(page).context["likely"]] == ["姓名、电话相同"]

    sent = {"act": "join", "join-number": "清援案〔2020〕9999号", "join-reason": REASON}
    answer = client.post(page, sent)
    assert answer.context["join"].errors == {
        "number": ["没有找到这个编号的案件，请核对；其他站点的案件，请联系中心合并。"]
    }
    answer = client.post(page, sent | {"join-number": two.first.number, "join-reason": "同"})
    assert answer.context["join"].errors == {"reason": ["请写明理由（不少于4个字）。"]}
    assert answer.context["join"]["number"].value() == two.first.number

    answer = client.post(page, sent | {"join-number": two.first.number})
    assert (answer.status_code, Joining.objects.count()) == (302, 1)
    assert two.first.number in client.get(page).text
    made = Joining.objects.get()
    parting = {"act": "part", "part-joining": made.pk, "part-reason": "是同名的两人。"}
    assert client.post(page, parting).status_code == 302
    assert "已撤销：是同名的两人。" in client.get(page).text
    assert client.post(page, parting | {"part-joining": "0"}).status_code == 404
