"""Who wrote is told by a text that an answer waits, as far as safe contact allows, and never what it says."""

from datetime import timedelta

import pytest

from cases.models import JointApplicant, Party, Person
from legalaid.faces.portal.letters.domain import settling
from legalaid.platform.notifications.models import Text
from legalaid.platform.notifications.sentences import SENTENCES
from legalaid.platform.notifications.texts import words_of
from tests.factories import walk

from .letters import written

pytestmark = pytest.mark.django_db
SAID = "您在网上写给我们的，已经有了答复，请凭查询码查看，或者打{}。"


@pytest.fixture
def case(county):
    return walk(county, "accept_assignment")


def reach(row):
    return SENTENCES[row.sentence].reach(row)


def test_answer_is_told_without_its_words(county, case):
    letter = written(case)
    assert not Text.objects.exists()
    letter = settling.answer(letter, by=county.lvshi, text="带身份证来。")
    row = Text.objects.get()
    assert (row.to, row.workflow, row.subject_id) == (case.applicant_id, "case", case.pk)
    assert words_of(row) == SAID.format(case.station.phone)
    assert reach(row).number == "13800138000"
    assert row.until == letter.settled_at + timedelta(days=14)


def test_agent_looks_and_no_joint_applicant_is_told_instead(county, case):
    number = "440524199001010095"
    agent = Party.objects.create(case=case, role="representative", name="李敏", id_number=number)
    JointApplicant.objects.create(pk=agent.pk, case=case, name="张三", phone="13900001003")
    letter = written(case, who="代理人", last="0095")
    settling.answer(letter, by=county.lvshi, text="带身份证来。")
    assert not Text.objects.exists()


def test_letter_that_was_noted_alone_tells_nobody(county, case):
    settling.note(written(case), by=county.lvshi)
    assert not Text.objects.exists()


def test_answer_taken_back_is_told_no_more_and_the_next_one_is(county, case):
    letter = settling.answer(written(case), by=county.lvshi, text="带身份证来。")
    settling.reopen(letter, by=county.lvshi, reason="答错了来信。")
    assert words_of(Text.objects.get()) == ""
    settling.answer(letter, by=county.lvshi, text="不用带。")
    assert [bool(words_of(row)) for row in Text.objects.order_by("pk")] == [False, True]


def test_telephone_that_is_not_to_be_texted_is_not(county, case):
    Person.objects.filter(pk=case.applicant_id).update(safe="stated", forbidden=["text"])
    settling.answer(written(case), by=county.lvshi, text="带身份证来。")
    found = reach(Text.objects.get())
    assert (found.number, found.bar) == (
        "",
        "当事人要求不得发短信、微信，请按“安全联系”的方式联系。",
    )


def test_one_of_several_is_told_at_a_number_of_ones_own(county, case):
    other = JointApplicant.objects.create(
        case=case, name="张三", id_number="440524199001010095", phone="13900001003"
    )
    letter = written(case, who="共同申请人", last="0095")
    settling.answer(letter, by=county.lvshi, text="带身份证来。")
    assert Text.objects.get().to == -other.pk
