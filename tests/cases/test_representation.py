"""Who may act and sign for a person that cannot act alone."""

from datetime import date
from types import SimpleNamespace

import pytest

from cases.domain.representation import check_representative
from cases.models import Case
from cases.queries.age import comes_of_age_on
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from tests.factories import START, do, new_case, person, walk
from tests.papers import assert_words, paper_of

MINOR = {"birth": date(2015, 5, 6)}
ADULT = {"birth": date(1980, 5, 6)}


def agent(agency="statutory", relation="母亲", precedence=""):
    return [
        {"role": "representative", "agency": agency, "relation": relation, "precedence": precedence}
    ]


@pytest.mark.parametrize(
    ("who", "agents", "fields"),
    [
        (MINOR, agent(), {}),
        (MINOR, agent(relation="祖母", precedence="父母均已去世"), {}),
        (MINOR, agent("relative", "伯父"), {"unrepresented": "父母双亡"}),
        (MINOR, [], {"applicant_role": "犯罪嫌疑人"}),
        (ADULT, agent(relation="妻子"), {"capacity": "none"}),
        (ADULT, agent("entrusted", "朋友"), {}),
        (ADULT, [], {}),
        ({"birth": None}, agent(relation="母亲", precedence="没有配偶"), {}),
    ],
)
def test_whoever_the_law_names_may_act(who, agents, fields):
    check_representative(who, agents, fields, START)


@pytest.mark.parametrize(
    ("who", "agents", "fields", "field", "words"),
    [
        (MINOR, [], {}, "representative_name", "未满18周岁"),
        (ADULT, [], {"capacity": "limited"}, "representative_name", "没有完全民事行为能力"),
        (MINOR, agent(relation="祖母"), {}, "representative_precedence", "祖母排在父母之后"),
        (MINOR, agent(relation="祖母", precedence="无"), {}, "representative_precedence", "民法典第二十七条"),
        (ADULT, agent(relation="母亲"), {"capacity": "none"}, "representative_precedence", "母亲排在配偶之后"),
        (ADULT, agent(relation="母亲"), {}, "representative_agency", "完全民事行为能力的成年人没有法定代理人"),
        (MINOR, agent("entrusted", "律师"), {}, "unrepresented", "没有法定代理人代为申请的原因"),
    ],
)  # fmt: skip
def test_whoever_stands_behind_another_says_why(who, agents, fields, field, words):
    with pytest.raises(DomainError, match=words) as told:
        check_representative(who, agents, fields, START)
    assert told.value.field == field


ACTS, OPPOSES = "440524198801010011", "11010519491231002X"


@pytest.mark.parametrize(
    ("acting", "opposed", "refused"),
    [
        ({"name": "王芳"}, {"name": "王芳"}, True),
        ({"name": "王 芳", "id_number": ACTS}, {"name": "王芳"}, True),
        ({"name": "王芳", "id_number": ACTS}, {"name": "王芳", "id_number": OPPOSES}, False),
        ({"name": "王芳", "id_number": ACTS}, {"name": "王小芳", "id_number": ACTS}, True),
        ({"name": "王芳"}, {"name": "李四"}, False),
    ],
)
def test_nobody_acts_for_a_person_he_is_the_opponent_of(acting, opposed, refused):
    parties = [agent()[0] | acting, {"role": "opponent"} | opposed]
    if not refused:
        return check_representative(MINOR, parties, {}, START)
    with pytest.raises(DomainError, match="是本案的对方当事人") as told:
        check_representative(MINOR, parties, {}, START)
    assert told.value.field == "representative_name"


def injured_child(office):
    facts = {
        "name": "李小明",
        "id_number": "",
        "id_kind": "none",
        "sex": "M",
        "birth": MINOR["birth"],
        "phone": "",
        "reach": "村干部张三，13700137000",
    }
    case = new_case(office, who=person(**facts), unrepresented="待登记", crowds=["minor"])
    facts = {
        "agency": "statutory",
        "relation": "祖母",
        "precedence": "父母均已去世。",
        "phone": "13700137000",
    }
    case.parties.create(role="representative", name="王芳", **facts)
    Case.objects.filter(pk=case.pk).update(unrepresented="")
    return Case.objects.get(pk=case.pk)


def test_papers_name_the_guardian_of_a_child_who_alone_signs(office):
    case = walk(office, "accept_assignment", case=injured_child(office))
    for kind in ("decision_grant", "assignment_notice", "agreement", "power_of_attorney"):
        assert_words(paper_of(case, kind), "法定代理人")
    assert_words(CASE.issue("application", case, by=office.chuangkou, at=START), "法定代理人")
    sign = CASE.acts["sign_agreement"]
    with pytest.raises(DomainError, match="应由法定代理人王芳签订"):
        sign(
            case,
            by=office.lvshi,
            at=START.replace(day=20),
            signed_on=date(2026, 3, 20),
            signer="self",
        )
    sign(
        case, by=office.lvshi, at=START.replace(day=20), signed_on=date(2026, 3, 20),
        signer="guardian", manner="thumb", read_aloud=True, helper="村干部张三",
    )  # fmt: skip
    row = case.assignments.get().agreement
    assert (row.signer, row.manner, row.read_aloud, row.helper) == (
        "guardian",
        "thumb",
        True,
        "村干部张三",
    )


def test_thumb_print_under_what_nobody_read_aloud_is_refused(office):
    case = walk(office, "accept_assignment")
    with pytest.raises(DomainError, match="应先当面宣读"):
        CASE.acts["sign_agreement"](
            case,
            by=office.lvshi,
            at=START.replace(day=20),
            signed_on=date(2026, 3, 20),
            manner="thumb",
        )
    assert Case.objects.get(pk=case.pk).signed_on is None


def test_papers_to_be_signed_are_there_before_and_follow_the_powers_chosen(office):
    case = walk(office, "accept_assignment")
    first = paper_of(case, "power_of_attorney")
    facts = {
        "codes": ["waive", "settle"],
        "copies": 4,
        "powers": "代为放弃诉讼请求（仲裁请求）、进行和解、接受调解",
    }
    CASE.acts["set_powers"](case, by=office.lvshi, at=START.replace(day=20), **facts)
    assert_words(paper_of(case, "power_of_attorney"), "特别代理")
    first.refresh_from_db()
    assert first.superseded_by == paper_of(case, "power_of_attorney")
    with pytest.raises(DomainError, match="没有改动"):
        CASE.acts["set_powers"](case, by=office.lvshi, at=START.replace(day=20), **facts)
    do(case, office, "sign_agreement", START.replace(day=21))
    kinds = Paper.objects.filter(subject_id=case.pk, superseded_by=None).values_list(
        "kind", flat=True
    )
    assert sorted(kind for kind in kinds if kind in ("agreement", "power_of_attorney")) == [
        "agreement",
        "power_of_attorney",
    ]


def test_who_has_come_of_age_signs_alone(county, sign_in):
    """Born on 20 April 2008; applied in March 2026, signs on the day itself."""
    facts = {"name": "李小明", "id_number": "", "id_kind": "none", "birth": date(2008, 4, 20)}
    case = new_case(county, who=person(**facts), unrepresented="待登记", crowds=["minor"])
    case.parties.create(role="representative", name="王芳", agency="statutory", relation="祖母")
    Case.objects.filter(pk=case.pk).update(unrepresented="")
    case = walk(county, "accept_assignment", case=Case.objects.get(pk=case.pk))
    assert paper_of(case, "agreement").facts["guardian"] == {"name": "王芳", "relation": "祖母"}

    sign, on = (
        CASE.acts["sign_agreement"],
        {"by": county.lvshi, "at": START.replace(month=4, day=21)},
    )
    with pytest.raises(DomainError, match="已经成年"):
        sign(case, **on, signed_on=date(2026, 4, 20), signer="guardian")
    with pytest.raises(DomainError, match="应由法定代理人王芳签订"):
        sign(case, **on, signed_on=date(2026, 4, 19), signer="self")
    sign(case, **on, signed_on=date(2026, 4, 20), signer="self")
    assert paper_of(case, "agreement").facts["guardian"] is None

    page = sign_in(county.lvshi).get(case.get_absolute_url()).content.decode()
    assert "2026年4月20日已成年" in page
    assert "本人已成年，文书由本人签名" in page
    Case.objects.filter(pk=case.pk).update(capacity="limited")
    page = sign_in(county.lvshi).get(case.get_absolute_url()).content.decode()
    assert "已成年" not in page


@pytest.mark.parametrize(
    ("birth", "day"),
    [(date(2008, 2, 29), date(2026, 3, 1)), (date(2008, 3, 3), date(2026, 3, 3))],
)
def test_whoever_is_born_on_a_leap_day_comes_of_age_with_march(birth, day):
    one = SimpleNamespace(applicant=SimpleNamespace(birth=birth), applicant_age=17, capacity="")
    assert comes_of_age_on(one) == day
    one.applicant_age = 18
    assert comes_of_age_on(one) is None
