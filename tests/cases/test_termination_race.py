"""An end of aid that two decide, or that one decides while another does something else: one is first, the other is told."""

import pytest

from cases.models import Case
from cases.workflow import CASE
from legalaid.platform.audit.chain import verify
from legalaid.platform.documents.models import Paper
from tests.at_once import at_once, one_refused
from tests.conftest import build_county
from tests.factories import facts_for, walk

from .test_service import on
from .test_termination import WHY, heard, proposed


@pytest.fixture
def county(transactional_db):
    return build_county()


def acts(case, *rows):
    """What two say to the case as both have it before them: [(step, who, facts)]."""

    def act(key, who, facts):
        mine = Case.objects.get(pk=case.pk)
        CASE.acts[key](mine, by=who, at=on(25), seen=case.version, **facts)

    answers = at_once(*(lambda row=row: act(*row) for row in rows))
    case.refresh_from_db()
    return one_refused(answer or 0 for answer in answers)


def letters(case):
    return Paper.objects.filter(subject_id=case.pk, kind="termination_decision").count()


def test_end_of_aid_is_decided_once(county):
    case = heard(proposed(walk(county, "hold_first_meeting"), county), county)
    told = acts(
        case,
        ("terminate", county.zhuren, {"reasons": WHY}),
        ("refuse_termination", county.zhuren, {"reason": "受援人撤回了终止的请求。"}),
    )
    assert told[:8] == "此案已有新的办理"
    assert (case.state, letters(case)) in (("terminated", 1), ("handling", 0))
    assert (case.terminations.exclude(end="").count(), verify()[2]) == (1, None)


def test_recipient_who_dies_while_an_end_is_decided_is_not_ended_twice(county):
    """Whoever hears of the death takes the proposal back, to propose it anew for that reason; the decision was made, or it was not."""
    case = heard(proposed(walk(county, "hold_first_meeting"), county), county)
    told = acts(
        case,
        ("terminate", county.zhuren, {"reasons": WHY}),
        ("withdraw_termination", county.guidang, {"reason": "受援人已于当日死亡。"}),
    )
    assert told[:8] == "此案已有新的办理"
    assert (case.state, letters(case)) in (("terminated", 1), ("handling", 0))
    assert verify()[2] is None


def test_applicant_who_dies_while_the_director_decides_is_granted_or_dead_not_both(county):
    case = walk(county, "recommend")
    _, grant = facts_for("grant", None)
    told = acts(
        case,
        ("grant", county.zhuren, grant),
        ("close_on_death", county.chuangkou, {"died_on": on(20).date(), "proof": "家属来电告知。"}),
    )
    assert told[:8] == "此案已有新的办理"
    granted = Paper.objects.filter(subject_id=case.pk, kind="decision_grant").count()
    assert (case.state, granted) in (("granted", 1), ("applicant_died", 0))
    assert verify()[2] is None
