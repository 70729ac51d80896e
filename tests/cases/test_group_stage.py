"""Who and what goes along to the next stage: what is so today, chosen person by person."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from legalaid.platform.core.errors import DomainError
from tests.cases.groups import act, anew, begun, go, who
from tests.cases.test_stage import sued
from tests.factories import START, do, new_case, person

AT = START + timedelta(days=20)
REFUSAL = {
    "codes": ["not_poor"],
    "grounds": ["不符合经济困难条件"],
    "reasons": "家庭人均收入高于标准。",
}


@pytest.fixture
def case(county):
    """Of six: 周大勇 was refused alone, 工友4 has died, 工友5 left."""
    case = begun(county)
    act(case, "refuse_member", county.zhuren, person=who(case, "周大勇"), **REFUSAL)
    case = go(case, county, "conclude")
    day = case.closed_on
    death = {"person": who(case, "工友4"), "died_on": day, "proof": "派出所注销户口证明"}
    act(case, "member_died", county.zhuren, **death)
    left = {"person": who(case, "工友5"), "left_on": day, "reason": "已与公司和解"}
    act(case, "leave_group", county.zhuren, **left)
    contact = {"address": "清和县北街2号", "safe": "stated", "forbidden": ["mail"]}
    said = {"person": who(case, "吴小妹"), "contact": contact, "reason": "本人要求不寄信"}
    act(case, "set_contact", county.zhuren, **said)
    return anew(case)


def test_only_those_still_aided_go_along_with_how_each_is_reached(county, case):
    later = anew(sued(case, county, days=20, means=None))
    assert [one.name for one in later.joint] == ["吴小妹", "工友6"]
    assert (later.applicant_count, later.indivisible, later.members.count()) == (3, False, 3)
    one = later.members.get(joint__name="吴小妹")
    assert (one.address, one.safe, one.forbidden, one.granted) == (
        "清和县北街2号", "stated", ["mail"], None,
    )  # fmt: skip


def test_they_are_chosen_person_by_person_and_nobody_else_can_be(county, sign_in, case):
    client = sign_in(county.chuangkou)
    page = client.get(reverse("cases:open_stage", args=[case.pk]))
    form = page.context["form"]
    assert [name for _, name in form.fields["people"].choices] == ["吴小妹", "工友6"]
    assert form.initial["people"] == [who(case, "吴小妹"), who(case, "工友6")]
    said = page.content.decode()
    assert [
        words
        for words in ("周大勇（未获援助）", "工友4（已去世）", "工友5（已退出）")
        if words not in said
    ] == []

    with pytest.raises(DomainError, match="已经退出、去世、未获援助"):
        sued(case, county, days=20, people=[who(case, "工友5")])
    later = anew(sued(case, county, days=20, people=[], means=None))
    assert (later.joint, later.applicant_count, later.indivisible) == ([], 1, True)


def test_whoever_has_come_of_age_goes_on_without_a_statutory_representative(county):
    young = person(id_number="", id_kind="none", birth=date(2008, 3, 8))
    case = new_case(county, who=young, unrepresented="父母在外务工，联系不上")
    for number, step in enumerate(
        (
            "accept",
            "pass_form",
            "recommend",
            "grant",
            "assign",
            "accept_assignment",
            "sign_agreement",
            "hold_first_meeting",
            "conclude",
        ),
        1,
    ):
        do(case, county, step, START + timedelta(days=number))
    case.parties.create(role="representative", name="李父", agency="statutory", relation="父亲")
    case = anew(case)
    later = anew(sued(case, county, days=20))
    assert ([party.name for party in later.parties.all()], later.unrepresented) == (
        ["清和县宏达建筑工程有限公司"], "",
    )  # fmt: skip
