"""The words a page uses for each state of a case and for each decision, against tables that are written out (words.txt)."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from cases.queries.case import waiting_for
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.documents.models import Paper
from stations.workflow import REFERRAL
from tests.factories import FINDINGS, START, do, walk
from tests.rights.tables import read
from tests.rights.walks import PROCEDURES
from tests.stations.test_referral import slip_to_center

TABLE = read(Path(__file__).with_name("words.txt"))
PAGE = {state: words for state, *words in TABLE["page"]}
PUBLIC = dict(TABLE["public"])
TURNS = {
    "工作站人员": "zhan1",
    "窗口人员": "guidang",
    "审查人员": "shencha",
    "中心负责人": "zhuren",
    "承办人": "lvshi",
    "监督员": "jiandu",
    "财务人员": "caiwu",
    "司法局人员": "sifaju",
    "": None,
}


def found_in(page, *patterns):
    """What each pattern finds in the page; "" where it finds nothing."""
    hits = (re.search(pattern, page) for pattern in patterns)
    return [strip_tags(hit.group(1)) if hit else "" for hit in hits]


def words_on(page):
    """[state, turn, phase, how the person is called, decision] of a page of a case."""
    return found_in(
        page,
        r'<span class="chip state">(.*?)</span>',
        r"<span>轮到</span>\s*<b>([^<　]*)",
        r'<li class="now"[^>]*>(.*?)<(?:span|/li)',
        r"<dt>(申请人|受援人)</dt>",
        r"<dt>决定</dt>\s*<dd>\s*(<span.*?</span>)",
    )


def states_in_row(page, number):
    """The words of states in the line of a list that tells of this case."""
    [row] = [row for row in re.findall(r"<tr.*?</tr>", page, re.S) if number in row]
    return [word for word, *_ in PAGE.values() if word in strip_tags(row)]


def test_pages_say_of_each_state_what_the_table_says(county, sign_in):
    client, reached = sign_in(county.zhuren), set()
    for case in PROCEDURES["case"].walk(county):
        words = PAGE[case.state]
        assert words_on(client.get(case.get_absolute_url()).content.decode()) == words
        listed = client.get(reverse("cases:list"), {"state": case.state}).content.decode()
        assert states_in_row(listed, case.number) == words[:1]

        people = {login for login in TURNS.values() if login}
        waits = {login for login in people if case in waiting_for(getattr(county, login))}
        # whom the page names beside an end, because something is still to be sent, has no turn
        assert waits == ({TURNS[words[1]]} - {None} if case.turn else set())
        reached.add(case.state)
    assert reached == set(PAGE)


def test_each_step_has_its_public_words_or_none():
    assert {key: step.public or "-" for key, step in CASE.steps.items()} == PUBLIC


DECISIONS = (
    (
        "grant", "给予", "kept", "给予法律援助", "待指派", "已决定给予法律援助", "给予法律援助决定书",
        "决定给予法律援助：请求支付劳动报酬", False,
    ),
    (
        "refuse", "不予", "quiet", "不予法律援助", "不予援助", "已决定不予法律援助", "不予法律援助决定书",
        "决定不予法律援助：不属于范围", True,
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("key", "short", "colour", "words", "state", "public", "paper", "sentence", "objection"),
    DECISIONS,
)
def test_decision_is_called_the_same_everywhere(
    county, sign_in, key, short, colour, words, state, public, paper, sentence, objection
):
    case = walk(county, "recommend")
    slip = slip_to_center(county.zhan2)
    REFERRAL.acts["accept_slip"](slip, by=county.chuangkou, at=START)
    type(case).objects.filter(pk=case.pk).update(referral=slip)
    case.refresh_from_db()
    do(case, county, key, START.replace(day=8))

    where = f"{case.get_absolute_url()}?tab=findings"
    page = sign_in(county.zhuren).get(where).content.decode()
    assert re.findall(r'<h3>决定 <span class="chip (\w+)">(.*?)</span>', page) == [(colour, words)]
    assert ("起提出异议" in page) == objection
    assert (str(case.decision), case.get_state_display()) == (words, state)
    assert [event.sentence for event in events_for("case", case.pk)][-1] == sentence
    kinds = Paper.objects.filter(workflow="case", subject_id=case.pk, kind__startswith="decision")
    assert [row.title for row in kinds] == [paper]
    assert slip.feedback.last().text == public
    other = sign_in(county.zhan2).get(slip.get_absolute_url()).content.decode()
    assert public in other


@pytest.mark.parametrize(("proposal", "words"), [("给予", "建议给予"), ("不予", "建议不予")])
def test_recommendation_is_called_what_was_proposed(county, sign_in, proposal, words):
    case = walk(county, "pass_form")
    CASE.acts["recommend"](
        case,
        by=county.shencha,
        at=START.replace(day=8),
        proposal=proposal,
        opinion="x",
        findings=FINDINGS,
    )
    where = f"{case.get_absolute_url()}?tab=findings"
    page = sign_in(county.zhuren).get(where).content.decode()
    assert found_in(page, r"<h3>审查 (<span.*?</span>)") == [words]


@pytest.mark.parametrize(
    ("key", "data", "said"),
    [
        ("grant", {"codes": ["wages", "migrant_worker"], "mode": "劳动仲裁代理", "opinion": "同意"}, "已决定给予法律援助"),
        ("refuse", {"codes": ["out_of_scope"], "reasons": "申请事项是一般买卖合同纠纷。"}, "已决定不予法律援助"),
    ],
)  # fmt: skip
def test_page_tells_whoever_decided_what_was_decided(county, sign_in, key, data, said):
    case = walk(county, "recommend")
    client = sign_in(county.zhuren)
    answer = client.post(reverse(f"cases:{key}", args=[case.pk]), data, follow=True)
    [message] = answer.context["messages"]
    assert str(message).split("，")[0] == said
