"""Who may be given a case, and what happens when the handler changes (Law art. 13, 14, 25, 26, 28, 55; Procedure Rules art. 26, 37, 38)."""

from datetime import date, timedelta

import pytest

from cases.models import Cause, Party
from cases.queries.assignment import candidates_for
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from stations.models import Handler
from tests.factories import START, do, lawyer, new_case, person, walk


def defence(county, **fields):
    cause = Cause.objects.filter(kind="criminal").order_by("pk").last()
    facts = {"kind": "criminal", "cause": cause, "stage": "一审", "applicant_role": "被告人", "mode": "刑事辩护", "organ": "清和县人民法院",
             "crowds": [], "matter": "defence", "green": False, "green_ground": ""}  # fmt: skip
    means = {"committed": True, "exempt": "", "proof": ""}
    case = new_case(county, means=means, **facts | fields)
    return walk(county, "grant", case=case)


def judged(case, handler):
    [found] = candidates_for(case, Handler.objects.filter(pk=handler.pk))
    return found.eligible, found.reasons


@pytest.mark.parametrize("fields", [{"notified": "life_or_death"}, {"notified": "death_review"}, {"stage": "死刑复核"}])
def test_case_of_life_or_death_asks_for_three_years_of_defence(county, fields):
    case, handler = defence(county, **fields), lawyer()
    Handler.objects.filter(pk=handler.pk).update(criminal_start=None, practice_start=date(2026, 2, 1))
    with pytest.raises(DomainError, match="须有三年以上刑事辩护经历"):
        do(case, county, "assign", START + timedelta(days=6))
    Handler.objects.filter(pk=handler.pk).update(criminal_start=date(2020, 2, 1))
    do(case, county, "assign", START + timedelta(days=6))
    assert case.handler == handler


@pytest.mark.parametrize("kind", ["lawyer", "agency", "volunteer", "grassroots"])
def test_notified_case_goes_to_a_licensed_lawyer_only(county, kind):
    case, handler = defence(county, notified="commitment"), lawyer()
    Handler.objects.filter(pk=handler.pk).update(kind=kind, licence="", qualified=False)
    assert judged(case, handler)[0] is False


def test_notified_minor_asks_for_who_knows_minors(county):
    case, handler = defence(county, notified="minor"), lawyer()
    assert judged(case, handler) == (False, ("未成年人案件须由熟悉未成年人身心特点的律师承办",))


def test_agency_staff_without_the_qualification_take_no_case(county):
    case, handler = walk(county, "grant"), lawyer()
    Handler.objects.filter(pk=handler.pk).update(kind="agency", qualified=False)
    assert judged(case, handler) == (False, ("法律援助机构工作人员没有登记法律职业资格，不能承办案件",))


def test_nobody_acts_against_a_client_of_their_own_firm(county):
    first = walk(county, "assign")
    second = new_case(county, who=person(name="王五", id_number="440524198001010014"))
    second.parties.all().delete()
    Party.objects.create(case=second, role="opponent", name="李国强", id_blind=first.applicant.id_blind)
    second = walk(county, "grant", case=second)
    words = f"其本人或者所在机构在{first.number}中为对方办理，有利益冲突"
    mate = Handler.objects.filter(firm=lawyer().firm).exclude(pk=lawyer().pk).first()
    other = Handler.objects.filter(kind="lawyer").exclude(firm=lawyer().firm).first()
    assert [judged(second, handler)[1] for handler in (lawyer(), mate)] == [(words,), (words,)]
    assert judged(second, other)[0] is True
    with pytest.raises(DomainError, match="有利益冲突"):
        do(second, county, "assign", START + timedelta(days=6))
