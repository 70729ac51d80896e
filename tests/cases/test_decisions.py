"""The director's reading pane."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.enums import State
from cases.models import Case
from cases.workflow import CASE
from tests.factories import facts_for, new_case, person

PANE = "/cases/decisions/"
GRANT = {"codes": ["wages", "migrant_worker"], "mode": "劳动仲裁代理", "opinion": "同意。", "then": "decisions"}  # fmt: skip


def waiting(county, name, days, proposal="给予", **fields):
    """A case that waits for the decision, received so many days ago."""
    at = timezone.now() - timedelta(days=days)
    case = new_case(county, at=at, who=person(name=name, id_number=""), green=False, **fields)
    for minutes, step in enumerate(("accept", "pass_form", "recommend"), 1):
        who, facts = facts_for(step, timezone.localdate())
        if step == "recommend":
            facts |= {"proposal": proposal}
        CASE.acts[step](case, by=getattr(county, who), at=at + timedelta(minutes=minutes), **facts)
    return case


@pytest.fixture
def four(county):
    """Received a week one after the other, so that none's limit ends with another's on the Monday; registered here out of order; one of
    them is proposed to be refused."""
    names = (("丙三", 14, "给予"), ("甲一", 28, "给予"), ("丁四", 7, "不予"), ("乙二", 21, "给予"))
    made = {name: waiting(county, name, days, proposal) for name, days, proposal in names}
    return [made[name] for name in ("甲一", "乙二", "丙三", "丁四")]


def listed(answer):
    names = re.findall(r'class="matter".*?<b>(.*?)</b>', answer.content.decode(), re.DOTALL)
    current = re.findall(
        r'class="matter"[^>]*aria-current="true"[^>]*>\s*<b>(.*?)</b>', answer.content.decode()
    )
    return names, current


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_what_waits_is_listed_by_limit_and_the_first_is_open(county, four, sign_in):
    answer = sign_in(county.zhuren).get(PANE)
    assert listed(answer) == (["甲一", "乙二", "丙三", "丁四"], ["甲一"])
    page = answer.content.decode()
    assert f'action="/cases/{four[0].pk}/grant/"' in page
    assert 'form="step">给予法律援助并签署</button>' in page
    assert f'href="/cases/{four[0].pk}/refuse/?then=decisions"' in page
    assert len(answer.content) < 60_000


def test_row_asked_for_is_open_and_one_that_is_gone_is_said_to_be(county, four, sign_in):
    client = sign_in(county.zhuren)
    assert listed(client.get(f"{PANE}?case={four[2].pk}"))[1] == ["丙三"]
    for asked in ("999999", "x"):
        answer = client.get(f"{PANE}?case={asked}")
        assert (answer.status_code, listed(answer)[1]) == (200, ["甲一"])
    CASE.acts["return_to_review"](four[1], by=county.zhuren, reason="请补充。")
    page = client.get(f"{PANE}?case={four[1].pk}").content.decode()
    assert "要看的那件已不在待您决定之列，下面是先到期的一件。" in page


def test_case_proposed_to_be_refused_is_granted_only_on_its_own_page(county, four, sign_in):
    page = sign_in(county.zhuren).get(f"{PANE}?case={four[3].pk}").content.decode()
    assert "给予法律援助并签署" not in page
    assert f'href="/cases/{four[3].pk}/grant/?then=decisions"' in page


def test_signing_leads_on_to_the_one_that_follows_and_signs_one_alone(county, four, sign_in):
    client = sign_in(county.zhuren)
    answer = client.post(f"/cases/{four[1].pk}/grant/", GRANT | {"seen": four[1].version})
    assert answer.url == f"{PANE}?case={four[2].pk}"
    states = dict(Case.objects.values_list("applicant__name", "state"))
    assert states == {
        "甲一": State.DECISION, "乙二": State.GRANTED, "丙三": State.DECISION, "丁四": State.DECISION,
    }  # fmt: skip
    page = client.get(answer.url)
    assert "乙二：已决定给予法律援助，请指派承办人。" in page.content.decode()
    assert listed(page) == (["甲一", "丙三", "丁四"], ["丙三"])


def test_those_alike_are_walked_alone_until_there_is_none(county, four, sign_in):
    client = sign_in(county.zhuren)
    page = client.get(PANE).content.decode()
    assert "同类 3 件：追索劳动报酬纠纷，均建议给予" in page
    alike = f"{four[0].cause_id}-给予"
    assert listed(client.get(PANE, {"alike": alike}))[0] == ["甲一", "乙二", "丙三"]

    way = []
    for case in four[:3]:
        way.append(client.post(f"/cases/{case.pk}/grant/", GRANT | {"alike": alike}).url)
    assert [re.search(r"case=(\d+)", url) and re.search(r"case=(\d+)", url)[1] for url in way] == [
        str(four[1].pk), str(four[2].pk), None,
    ]  # fmt: skip
    assert "这一类都办完了。" in client.get(way[-1]).content.decode()
    assert listed(client.get(PANE))[0] == ["丁四"]


def test_refused_decision_stays_with_what_was_typed_and_leads_back(county, four, sign_in):
    data = GRANT | {"codes": ["migrant_worker"], "opinion": "请优先指派。"}
    answer = sign_in(county.zhuren).post(f"/cases/{four[0].pk}/grant/", data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请优先指派。" in page
    assert '<input type="hidden" name="then" value="decisions" />' in page
    assert f'href="/cases/decisions/?case={four[0].pk}"' in page


def test_pane_is_for_directors_and_without_what_they_examined_themselves(county, four, sign_in):
    assert sign_in(county.shencha).get(PANE).status_code == 403
    Case.objects.filter(pk=four[0].pk).update(reviewed_by=county.zhuren)
    assert listed(sign_in(county.zhuren).get(PANE))[0] == ["乙二", "丙三", "丁四"]


def test_typed_opinion_is_there_again(county, four, sign_in):
    client = sign_in(county.zhuren)
    client.post(f"/cases/{four[0].pk}/draft/grant/", GRANT | {"opinion": "写到一半"})
    page = client.get(PANE).content.decode()
    assert "写到一半</textarea>" in page
    assert "自动保存的内容，请核对后提交。" in page


def test_nothing_waiting_says_so(county, sign_in):
    assert "没有等您决定的案件。" in sign_in(county.zhuren).get(PANE).content.decode()


def test_pane_needs_the_same_queries_for_one_case_and_three(county, sign_in):
    waiting(county, "甲一", 3)
    client = sign_in(county.zhuren)
    one = queries(client, PANE)
    waiting(county, "乙二", 2)
    waiting(county, "丙三", 1)
    assert queries(client, PANE) == one


def test_row_asked_for_after_the_session_has_ended_leads_to_the_login(county, client):
    answer = client.get(PANE, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/accounts/login/?next=/cases/decisions/"


@pytest.mark.parametrize("looked", ["reviewed_by", "form_by"])
def test_whoever_looked_at_either_half_of_it_finds_it_neither_listed_nor_open(
    county, four, sign_in, looked
):
    case = four[0]
    row = case if looked == "reviewed_by" else case.review
    type(row).objects.filter(pk=row.pk).update(**{looked: county.zhuren})

    client = sign_in(county.zhuren)
    assert listed(client.get(PANE)) == (["乙二", "丙三", "丁四"], ["乙二"])
    assert client.get(f"/cases/{case.pk}/grant/").status_code == 403


def test_page_of_the_case_leads_to_the_reading_before_the_decision(county, four, sign_in):
    page = sign_in(county.zhuren).get(f"/cases/{four[3].pk}/").content.decode()
    filled = re.findall(r'class="btn btn-lg btn-primary" href="([^"]*)">([^<]*)<', page)
    assert filled == [(f"{PANE}?case={four[3].pk}", "阅办")]
