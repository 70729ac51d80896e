"""Two officers, or the bureau and the centre, at one decision in the same moment: one is first, the other is told."""

import pytest

from cases.models import Decision, Objection
from cases.workflow import CASE, OBJECTION
from legalaid.platform.audit.chain import verify
from legalaid.platform.audit.models import Event
from tests.at_once import at_once, one_refused
from tests.conftest import build_county
from tests.factories import do, walk

from .test_objection import GRANT, REVIEWED, objects
from .test_service import on


@pytest.fixture
def county(transactional_db):
    return build_county()


def refused(county):
    case = walk(county, "recommend")
    do(case, county, "refuse", on(10))
    return case


def test_objection_is_decided_by_one_of_two_officers(county):
    row = objects(refused(county), county.chuangkou)

    def decide(key):
        mine = Objection.objects.get(pk=row.pk)
        OBJECTION.acts[key](mine, by=county.sifaju, at=on(26), seen=row.version, **REVIEWED)
        return key

    answers = at_once(lambda: [decide("uphold")], lambda: [decide("order_correction")])
    assert one_refused(answers)[:9] == "此异议已有新的办理"
    verbs = Event.objects.filter(verb__in=("objection.uphold", "objection.order_correction"))
    row.refresh_from_db()
    assert (verbs.count(), row.state in ("upheld", "ordered"), verify()[2]) == (1, True, None)


def test_objection_and_correction_by_the_centre_at_once_are_one_of_the_two(county):
    case = refused(county)

    def correct():
        mine = type(case).objects.get(pk=case.pk)
        facts = {**GRANT, "opinion": "", "reason": "原决定把工资当成买卖。"}
        CASE.acts["correct_refusal"](mine, by=county.zhuren, at=on(25), **facts)

    told = one_refused(at_once(lambda: objects(case, county.chuangkou), correct))
    case.refresh_from_db()
    if Objection.objects.exists():
        assert (case.state, told) == (
            "refused",
            "异议正在司法局审查，审查决定作出以后才能改正。",
        )
    else:
        assert (case.state, told) == (
            "granted",
            "这份决定已不再执行：已经改正、撤销，或者重新作出。",
        )
    assert Decision.objects.filter(case=case).count() == (1 if Objection.objects.exists() else 2)
    assert verify()[2] is None


def test_objection_is_registered_once_by_two_stations(county):
    case = refused(county)
    answers = at_once(
        *(lambda who=who: objects(case, who) for who in (county.chuangkou, county.zhan1))
    )
    assert one_refused(answers) == "对这份决定的异议已经登记。"
    assert (Objection.objects.count(), verify()[2]) == (1, None)
