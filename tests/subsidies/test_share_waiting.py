"""Whoever was replaced is paid his part: finance finds it on its desk with what was proposed, until something is said of it."""

import pytest

from cases.enums import State
from cases.models import Case
from cases.workflow import CASE
from stations.models import Handler
from subsidies.queries.todo import shares_to_propose
from tests.factories import START, walk

from .test_proposal import enter


def replaced(county, percent):
    case = walk(county, "sign_agreement")
    other = Handler.objects.get(user=county.lvshi2)
    facts = {"handler": other, "reason": "原承办人生病住院。", "percent": percent}
    CASE.acts["replace_handler"](case, by=county.zhuren, at=START.replace(day=15), **facts)
    return case


def waiting(county):
    return [row.case for row in shares_to_propose(county.caiwu)]


@pytest.mark.parametrize(("percent", "asks"), [(None, True), (30, True), (0, False)])
def test_finance_is_asked_unless_nothing_was_earned(county, percent, asks):
    case = replaced(county, percent)
    assert waiting(county) == ([case] if asks else [])
    assert shares_to_propose(county.zhuren) == []


def test_what_was_said_of_it_takes_it_off_the_desk(county):
    case = replaced(county, 30)
    enter(county, "share", case=case, handler=Handler.objects.get(user=county.lvshi), percent=30)
    assert waiting(county) == []


def test_handler_who_is_only_reimbursed_and_a_closed_file_ask_nothing(county):
    case = replaced(county, 30)
    Case.objects.filter(pk=case.pk).update(state=State.ARCHIVED)
    assert waiting(county) == []
    Case.objects.filter(pk=case.pk).update(state=State.HANDLING)
    Handler.objects.filter(user=county.lvshi).update(public_post=True)
    assert waiting(county) == []


def test_desk_leads_to_the_form_with_what_was_proposed(county, sign_in):
    case = replaced(county, 30)
    client, page = sign_in(county.caiwu), f"/subsidies/claims/{case.pk}/share/"
    desk = client.get("/").content.decode()
    assert f'href="{page}"' in desk
    assert f"原承办人{county.lvshi.name}，更换时建议30%" in desk
    form = client.get(page).context["form"]
    assert (form["percent"].value(), form["handler"].value()) == (30, Handler.objects.get(user=county.lvshi).pk)  # fmt: skip
