"""The conflict check over the cases of the installation: every spelling, representatives, both sides, and the decision on record."""

from datetime import timedelta

import pytest

from cases.domain.matter import tell_conflict
from cases.domain.person import join
from cases.models import Case, Party, Person, Review
from cases.queries.assignment import candidates_for
from cases.queries.conflict import conflicts_of
from cases.workflow import CASE
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.models import Message
from stations.models import Handler
from tests.cases.test_notice import notified
from tests.factories import FINDINGS, START, do, lawyer, new_case, person, walk

NUMBER = "440524198001010014"
SPELLINGS = {
    "孙贵英": {
        "name": ("孙 贵 英", "孙　贵英", "孙\u200b贵英", "\ufeff孙贵英", "孫貴英", "孙贵英（小名英子）", "孙桂花（曾用名孙贵英）", "孙贵英[女]"),
        "sound": ("孙桂英", "孙贵瑛", "孙桂瑛", "孫桂英", "孙 桂 英"),
        "near": ("孙秀英", "孙贵兰", "孙贵珍", "孙 秀 英", "孙玉英"),
        "": ("孙秀兰", "孙贵", "赵贵英", "孙某某", "孙英"),
    },
    "买买提·艾力": {
        "name": ("买买提•艾力", "买买提.艾力", "买买提‧艾力", "买买提 · 艾力", "買買提·艾力"),
        "sound": ("买买提艾力", "买买提 艾力", "麦麦提·艾里", "麦麦提·艾力", "买买提•艾里"),
        "near": ("买买提·艾尼", "买买提·艾山", "买买提·阿力", "买买提.艾尼", "买买提·肖力"),
        "": ("买买提·吐尔逊", "艾力·买买提", "买买提", "艾力", "阿不都·艾力"),
    },
    "John Smith": {
        "name": ("JOHN SMITH", "ＪＯＨＮ　ＳＭＩＴＨ", "john smith", "John·Smith", "John  Smith(Johnny)"),
        "sound": ("Smith, John", "SMITH JOHN", "Smith·John", "smith  john", "Smith John (Johnny)"),
        "near": ("John Smyth", "John Smitth", "John Smitt", "John Smithe", "JOHN SMYTH"),
        "": ("John Brown", "Jane Smith", "J. Smith", "John", "Smith"),
    },
}  # fmt: skip


def opponents(case, *names):
    case.parties.all().delete()
    return [Party.objects.create(case=case, role="opponent", name=name) for name in names]


@pytest.mark.parametrize("name", SPELLINGS)
def test_opponent_is_found_in_every_spelling(county, name):
    case = new_case(county, who=person(name=name, id_number=NUMBER))
    other = new_case(county)
    found = {}
    for written in SPELLINGS[name].values():
        for spelling in written:
            [party] = opponents(other, spelling)
            found[spelling] = [(hit.case, hit.how) for hit in conflicts_of(case)]
            party.delete()

    expected = {
        spelling: [(other.pk, how)] if how else []
        for how, written in SPELLINGS[name].items()
        for spelling in written
    }
    assert found == expected


def test_representatives_are_compared_on_both_sides(county):
    case, other = new_case(county), new_case(county, who=person(name="钱大明", id_number=""))
    mark = blind(NUMBER, "person.id_number")
    opponents(case)
    opponents(other, "王桂英")
    case.parties.create(role="representative", name="王桂英", id_blind=mark)
    said = f"王桂英在{other.number}中有同名的对方当事人，请核对是否同一人。"
    assert [hit.sentence for hit in conflicts_of(case)] == [said]

    theirs = f"王桂英在{case.number}中有同名的受援人的代理人，请核对是否同一人。"
    assert [hit.sentence for hit in conflicts_of(other)] == [theirs]
    other.parties.update(id_blind=mark)
    other = Case.objects.get(pk=other.pk)
    sure = f"王桂英在{case.number}中是受援人的代理人（证件号码相同）。"
    assert [(hit.sentence, hit.certain) for hit in conflicts_of(other)] == [(sure, True)]


def reviewed(county, case, **changes):
    facts = {"proposal": "给予", "opinion": "建议给予。", "findings": FINDINGS | changes}
    CASE.acts["recommend"](case, by=county.shencha, at=START + timedelta(days=4), **facts)


def on_both_sides(case):
    case.parties.all().delete()
    return case.parties.create(role="opponent", name="李国祥", id_blind=case.applicant.id_blind)


def test_certain_hit_asks_for_a_decision_on_record(county, sign_in):
    case = new_case(county)
    on_both_sides(case)
    case = walk(county, "pass_form", case=Case.objects.get(pk=case.pk))
    said = "李国强和李国祥在本案双方登记了同一证件号码，请核对。"
    assert "利益冲突的处理" in sign_in(county.shencha).get(f"/cases/{case.pk}/recommend/").text

    with pytest.raises(DomainError, match="请选择处理意见") as refused:
        reviewed(county, case)
    assert refused.value.field == "conflict_finding"
    with pytest.raises(DomainError, match="请写明核对情况") as refused:
        reviewed(county, case, conflict_finding="none", conflict_note="无")
    assert refused.value.field == "conflict_note"

    reviewed(county, case, conflict_finding="none", conflict_note="对方证件号码登记有误。")
    review = Review.objects.get(case=case)
    assert (review.conflict_finding, review.conflict_known) == ("none", [said])
    do(case, county, "grant", START + timedelta(days=5))
    assert case.decision.granted is True


def test_hit_that_came_after_the_review_goes_back_to_it(county):
    case = walk(county, "recommend")
    on_both_sides(case)
    case = Case.objects.get(pk=case.pk)
    with pytest.raises(DomainError, match="这是审查以后才发现的，请退回审查"):
        do(case, county, "grant", START + timedelta(days=5))


def test_namesake_asks_for_no_decision(county, sign_in):
    case = walk(county, "pass_form")
    opponents(new_case(county, who=person(name="钱大明", id_number="")), case.applicant.name)
    page = sign_in(county.shencha).get(f"/cases/{case.pk}/recommend/").text
    assert ("同名的对方当事人" in page, "利益冲突的处理" in page) == (True, False)
    reviewed(county, case)
    do(case, county, "grant", START + timedelta(days=5))
    assert case.review.conflict_known == []


def test_notified_case_is_assigned_with_the_hit_in_the_reason(county):
    case = notified(county)
    case.parties.create(role="opponent", name="李国祥", id_blind="b1")
    Person.objects.filter(pk=case.applicant_id).update(id_blind="b1")
    case = Case.objects.get(pk=case.pk)
    act = CASE.acts["assign"]
    with pytest.raises(DomainError, match="请在指派理由中写明核对情况"):
        act(case, by=county.zhuren, at=START + timedelta(days=1), handler=lawyer())
    reason = "核对过，被害人的号码登记有误。"
    act(case, by=county.zhuren, at=START + timedelta(days=1), handler=lawyer(), reason=reason)
    assert case.handler == lawyer()


def test_joined_records_are_compared_with_all_their_names_and_numbers(county):
    holder = new_case(county, who=person(name="钱大明", id_number=NUMBER))
    case = new_case(county, who=person(name="钱小明", id_kind="none", id_number="", phone=""))
    other = new_case(county)
    other.parties.all().delete()
    other.parties.create(role="opponent", name="钱大明", id_blind=blind(NUMBER, "person.id_number"))
    assert [hit.how for hit in conflicts_of(case)] == ["near"]

    join(holder.applicant, case.applicant, by=county.chuangkou, reason="是同一人，已核对。")
    case, other = (Case.objects.get(pk=row.pk) for row in (case, other))
    assert [hit.certain for hit in conflicts_of(case)][:1] == [True]
    sure = [hit.case for hit in conflicts_of(other) if hit.certain]
    assert sorted(sure) == [holder.pk, case.pk]


def test_somebody_of_the_office_with_the_name_of_a_party_is_named(county):
    case = new_case(county, who=person(name=county.shencha.name))
    opponents(case, "清和县宏达建筑工程有限公司", county.zhuren.name)
    assert {hit.sentence for hit in conflicts_of(case)} == {
        f"审查人员{county.shencha.name}与本案的申请人一方同名，请核对是否本人；是本人的，应当回避。",
        f"中心负责人{county.zhuren.name}与本案的对方当事人同名，请核对是否本人；是本人的，应当回避。",
    }
    assert not any(hit.certain for hit in conflicts_of(case))


def test_handler_with_the_name_of_a_party_is_warned_of_and_not_barred(county):
    case = walk(county, "grant", case=new_case(county))
    opponents(case, lawyer().user.name)
    [found] = candidates_for(case, Handler.objects.filter(pk=lawyer().pk))
    assert (found.eligible, found.reasons[0]) == (True, "与本案的对方当事人同名，请核对是否本人")


def test_directors_hear_of_a_new_party_with_the_name_of_the_handler(county):
    case = walk(county, "assign")
    opponents(case, lawyer().user.name)
    said = f"承办人{lawyer().user.name}与本案的对方当事人同名，请核对是否本人；是本人的，应当回避"
    assert tell_conflict(Case.objects.get(pk=case.pk)) == said
    assert Message.objects.get(text__contains="同名").text == f"{case.number}：{said}。"
