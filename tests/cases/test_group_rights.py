"""Who may do what about the people of a list, in four states of a case of six: registered by chuangkou, reviewed by shencha, handled by lvshi."""

import pytest

from cases.workflow import CASE, GROUP
from tests.cases.groups import act, begun, go

# + may, - may not by the post, else the beginning of the refusal; "" where nobody can take the step in this state
PEOPLE = (
    "guidang",
    "zhan2",
    "shencha",
    "shencha2",
    "zhuren",
    "lvshi",
    "lvshi2",
    "jiandu",
    "caiwu",
    "sifaju",
    "admin",
)
REFUSALS = {
    "3": "申请已移交中心",
    "6": "此案未指派给您",
    "10": "结案材料已报送或者尚未接受指派",
    "-": "您的岗位没有办理这一步的权限",
}
EARLY, LATE = "+ 3 + + + 6 6 - - - -", "+ 3 + + + + 6 - - - -"
HANDED_IN = "+ 3 + + + 10 6 - - - -"
DIRECTOR, CALLERS, HANDLER = (
    "- - - - + - - - - - -",
    "+ - + + - - - + - - -",
    "- - - - - + 6 - - - -",
)
TABLE = {
    #                 form_review, decision, handling, follow_up
    "check_members": (EARLY, "", LATE, HANDED_IN),
    "refuse_member": ("", DIRECTOR, DIRECTOR, DIRECTOR),
    "grant_member": ("", "", DIRECTOR, DIRECTOR),
    "end_member": ("", "", DIRECTOR, ""),
    "resume_member": ("", "", DIRECTOR, DIRECTOR),
    "leave_group": (EARLY, "", LATE, HANDED_IN),
    "member_died": (EARLY, "", LATE, HANDED_IN),
    "set_guardian": (EARLY, "", LATE, HANDED_IN),
    "set_contact": (EARLY, "", LATE, HANDED_IN),
    "rejoin_group": (EARLY, "", LATE, HANDED_IN),
    "change_lead": (EARLY, "", LATE, HANDED_IN),
    "elect": (EARLY, "", LATE, HANDED_IN),
    "report_group": ("", "", HANDLER, ""),
    "set_won": ("", "", LATE, HANDED_IN),
    "pay_members": ("", "", LATE, HANDED_IN),
    "void_payment": ("", "", LATE, HANDED_IN),
    "draw_calls": ("", "", "", CALLERS),
    "call_member": ("", "", "", CALLERS),
}  # fmt: skip
STATES = (("accept", "form_review"), ("recommend", "decision"), ("hold_first_meeting", "handling"), ("approve_closure", "follow_up"))  # fmt: skip


def test_table_names_every_step_about_these_people():
    assert list(TABLE) == [step.key for step in GROUP]


@pytest.mark.parametrize(
    ("until", "state", "column"), [(*pair, n) for n, pair in enumerate(STATES)]
)
def test_every_post_may_do_about_the_people_of_a_list_what_the_table_says(
    county, until, state, column
):
    case, found = begun(county, until), {}
    assert case.state == state
    for step in GROUP:
        said = [CASE.refusal(step, case, getattr(county, login)) for login in PEOPLE]
        here = case.state in step.source
        found[step.key] = " ".join(_mark(sentence) for sentence in said) if here else ""
    assert found == {key: columns[column] for key, columns in TABLE.items()}


def _mark(sentence):
    if not sentence:
        return "+"
    return next(
        (mark for mark, begins in REFUSALS.items() if sentence.startswith(begins)), sentence
    )


def test_whoever_examined_the_application_refuses_nobody_of_it(county):
    case = begun(county)
    reviewer = county.shencha
    reviewer.role = "director"
    step = CASE.steps["refuse_member"]
    assert CASE.refusal(step, case, reviewer) == "您审查过此案，决定须由另一人作出。"


def test_handler_calls_nobody_back(county):
    case = begun(county, "hold_first_meeting")
    act(case, "report_group", county.lvshi, facts="六人。", measures="已安抚。")
    go(case, county, "approve_closure")
    county.lvshi.role = "window"
    assert (
        CASE.refusal(CASE.steps["call_member"], case, county.lvshi)
        == "您承办此案，不能办理这一步。"
    )
