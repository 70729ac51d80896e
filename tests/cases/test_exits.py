"""From every state that is not final a lawful way out exists for own counsel, death, withdrawal and fraud: over the table of the procedure."""

import pytest

from cases.workflow import CASE
from legalaid.platform.procedure.steps import BACK

BEFORE_THE_GRANT = (
    "at_station", "handed_over", "returned_to_station", "submitted", "supplement", "form_review", "merits_review", "cooperation", "decision",
)  # fmt: skip
AIDED = ("granted", "offered", "agreement", "first_meeting", "handling", "lawyer_refused")
# the work of the stage is done, its file is not accepted yet
CLOSED = ("concluded", "closing_review", "closing_returned")
# given in full: nothing is left to end; the file goes its way
GIVEN = ("item_owed", "follow_up", "archiving", "sealing")
REASONS = ("own_counsel", "death", "withdrawal", "fraud")

# the step that is taken at once, and the final state that is reached by it or over the steps behind it
EXITS = {
    **{(state, "own_counsel"): ("withdraw", "withdrawn") for state in BEFORE_THE_GRANT},
    **{(state, "withdrawal"): ("withdraw", "withdrawn") for state in BEFORE_THE_GRANT},
    **{(state, "death"): ("close_on_death", "applicant_died") for state in BEFORE_THE_GRANT},
    ("at_station", "fraud"): ("hand_over", "refused"),
    ("returned_to_station", "fraud"): ("hand_over", "refused"),
    ("handed_over", "fraud"): ("sign_for", "refused"),
    ("submitted", "fraud"): ("accept", "refused"),
    ("supplement", "fraud"): ("receive_supplement", "refused"),
    ("form_review", "fraud"): ("pass_form", "refused"),
    ("cooperation", "fraud"): ("receive_cooperation", "refused"),
    ("merits_review", "fraud"): ("recommend", "refused"),
    ("decision", "fraud"): ("refuse", "refused"),
    **{(state, why): ("propose_termination", "archived") for state in (*AIDED, *CLOSED) for why in REASONS},
    **{("terminating", why): ("terminate", "archived") for why in REASONS},
    **{("terminated", why): ("report_closure", "archived") for why in REASONS},
    **{("item_owed", why): ("give_item", "archived") for why in REASONS},
    **{("follow_up", why): ("skip_follow_up", "archived") for why in REASONS},
    **{("archiving", why): ("archive", "archived") for why in REASONS},
    **{("sealing", why): ("seal", "archived") for why in REASONS},
}  # fmt: skip


def reached(state):
    """Every state that steps lead to from here, over any number of them."""
    found, ahead = set(), {state}
    while ahead:
        here = ahead.pop()
        found.add(here)
        for step in CASE.steps.values():
            if here in step.source and step.target is not None:
                ahead |= step.targets - found
    return found


def test_table_names_a_way_out_of_every_state_that_is_not_final():
    open_states = {state for state in CASE.places if state not in CASE.final}
    named = {*BEFORE_THE_GRANT, *AIDED, *CLOSED, *GIVEN, "terminating", "terminated"}
    assert named ^ open_states == set()
    assert {state for state, _ in EXITS} ^ open_states == set()
    assert len(EXITS) == len(open_states) * 4


@pytest.mark.parametrize(("state", "why"), EXITS)
def test_way_out_is_a_step_of_this_state_and_ends_where_it_is_said_to(state, why):
    key, end = EXITS[state, why]
    step = CASE.steps[key]
    assert state in step.source
    assert end in CASE.final
    targets = step.returns_to if step.target is BACK else {step.target}
    assert any(end in reached(target) for target in targets)


def test_deceit_is_referred_to_the_bureau_wherever_aid_was_given():
    given = {*AIDED, *CLOSED, "terminating", "terminated", "item_owed", "follow_up", "archiving"}
    assert CASE.steps["refer_fraud"].source == given | {"archived"}
    assert CASE.steps["record_fraud_answer"].source == given | {"archived"}


def test_nobody_ends_the_aid_of_a_case_by_a_closing_that_is_none():
    """Only who handles it to its end closes it; the rest goes through a proposal, which two people see."""
    closes = [step.key for step in CASE.steps.values() if step.target == "concluded"]
    assert closes == ["conclude"]
    leads = [step.key for step in CASE.steps.values() if step.target == "terminated"]
    assert leads == ["terminate"]
    assert CASE.steps["terminate"].source == {"terminating"}
