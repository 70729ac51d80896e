"""The cases of minors, the abused and whoever may be reached only as agreed: read by those who work on them, counted by all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.law.protection import kept_apart
from cases.models import Case
from cases.queries.case import cases_for, reach_of, waiting_for
from cases.workflow import CASE
from legalaid.platform.audit.models import Event
from subsidies.queries.calculation import claimable
from tests.factories import START, new_case, person, scan, walk

OFFICE = ("chuangkou", "guidang", "shencha", "shencha2", "zhuren", "jiandu", "caiwu", "sifaju", "lvshi", "lvshi2", "zhan1")  # fmt: skip

ACCEPTED = {"received": ["application_form", "identity", "wage_evidence"], "materials": ["法律援助申请表"]}  # fmt: skip


def readers(county, case):
    """Read afresh: a user keeps the post as loaded."""
    return [name for name in OFFICE if cases_for(getattr(county, name)).filter(pk=case.pk).exists()]


@pytest.mark.parametrize(
    ("facts", "apart"),
    [
        ({"crowds": []}, False),
        ({"crowds": ["minor"]}, True),
        ({"crowds": ["abuse_victim"]}, True),
        ({"crowds": [], "guarded": True}, True),
        ({"crowds": [], "basis": "abused"}, True),
        ({"crowds": [], "cause_path": ["申请人身安全保护令", "非讼程序"]}, True),
        ({"crowds": [], "cause_path": ["虐待罪"], "role": "被害人"}, True),
        ({"crowds": [], "cause_path": ["虐待罪"], "role": "被告人"}, False),
        ({"crowds": [], "cause_path": ["申请人身安全保护令"], "role": "被申请人"}, False),
    ],
)
def test_which_file_is_kept_apart(facts, apart):
    assert kept_apart(**facts) == apart


@pytest.mark.parametrize(
    ("until", "who"),
    [
        (None, ["chuangkou", "guidang", "zhuren"]),
        ("accept", ["chuangkou", "shencha", "shencha2", "zhuren"]),
        ("recommend", ["chuangkou", "shencha", "zhuren"]),
        ("sign_agreement", ["chuangkou", "shencha", "zhuren", "lvshi"]),
        (
            "approve_closure",
            ["chuangkou", "guidang", "shencha", "shencha2", "zhuren", "jiandu", "lvshi"],
        ),
    ],
)
def test_marked_case_is_read_by_those_who_work_on_it(county, until, who):
    case = new_case(county, secret=True)
    if until:
        walk(county, until, case=case)
    assert readers(county, case) == who
    open_case = new_case(county, who=person(name="王芳", id_number=""))
    assert set(readers(county, open_case)) == set(OFFICE) - {"lvshi", "lvshi2", "zhan1", "sifaju"}


def test_whoever_registered_and_reviewed_it_reads_it_no_longer_once_it_is_sealed(county):
    case = walk(county, "record_payment", case=new_case(county, secret=True))
    assert {"chuangkou", "shencha"} <= set(readers(county, case))

    scan(case, "application_form", by=county.chuangkou)
    CASE.acts["archive"](case, by=county.guidang, at=START + timedelta(days=20))
    assert readers(county, case) == ["zhuren", "lvshi"]


def test_whoever_took_a_step_sees_for_some_days_what_came_of_it_and_asking_is_no_step(
    county, sign_in
):
    case = new_case(county, secret=True)
    now = timezone.now()
    CASE.acts["accept"](case, by=county.guidang, at=now - timedelta(days=6), **ACCEPTED)
    assert "guidang" in readers(county, case)

    old = new_case(county, secret=True, who=person(name="王芳", id_number=""))
    CASE.acts["accept"](old, by=county.guidang, at=now - timedelta(days=8), **ACCEPTED)
    assert "guidang" not in readers(county, old)
    client = sign_in(county.guidang)
    assert client.get(old.get_absolute_url()).status_code == 404
    client.post(f"{old.get_absolute_url()}ask/", {"reason": "当事人来电询问"})
    assert Event.objects.filter(verb="access.request", actor=county.guidang).count() == 1
    assert "guidang" not in readers(county, old)


def test_counts_turns_and_sums_take_in_what_is_marked(county):
    case = walk(county, "approve_closure", case=new_case(county, secret=True))
    assert [list(reach_of(user)) for user in (county.sifaju, county.caiwu)] == [[case], [case]]
    assert list(waiting_for(county.guidang)) == [case]
    assert list(claimable(county.caiwu)) == [case]
    assert not cases_for(county.caiwu).exists()
    assert Case.objects.get().secret
