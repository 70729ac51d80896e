"""A sheet that was handed in is read by nobody else before all of them are in, by whoever handled the case not before it is told; and whose it
is, never. Every role, every address that could show it."""

import pytest
from django.test import Client

from cases.models import Case
from cases.quality.models import ScoreSheet
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from tests.conftest import BACKEND
from tests.quality.reviews import assigned, do, give
from tests.rights.test_urls import PEOPLE, ROWS, address

SECRETS = ("87.30", "盲评密语")
OPINION = "盲评密语：阅卷不及时。"
ABOUT = {"review", "score", "score file=score_file", "case", ""}
SHOWING = ("quality:", "home", "desk:", "audit:", "notifications:", "finding:", "statistics:")
OF_CASE = (
    "cases:list",
    "cases:detail",
    "cases:grade",
    "cases:papers",
    "subsidies:mine",
    "subsidies:batches",
)


def looked_at(row):
    """{address} of the pages that show reviews, their case, or what is told of either."""
    keys = {"review": row.pk, "case": row.case_id, "score": row.sheets.first().pk}
    keys["score_file"] = 1
    return [
        (name, address(name, about, keys))
        for name, about, method, *_ in ROWS
        if method == "GET" and about in ABOUT and name.startswith((*SHOWING, *OF_CASE))
    ]


def browser(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def shown_to(user, pages, words):
    """The pages that say one of these words to this person."""
    client, found = browser(user), []
    for name, path in pages:
        answer = client.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        text = body.decode(errors="ignore")
        if any(word in text for word in words):
            found.append(name)
    return found


@pytest.fixture
def half(county):
    """One of two has handed in."""
    row, experts = assigned(county)
    give(row, experts[0], "87.3", 2, opinion=OPINION)
    return row, experts


def test_sheet_is_seen_by_its_expert_alone_while_another_is_out(county, half):
    row, (one, other, *_) = half
    pages = looked_at(row)
    assert len(pages) > 50
    seen = {who: shown_to(getattr(county, login), pages, SECRETS) for who, login in PEOPLE.items()}
    assert seen == {who: [] for who in PEOPLE}
    assert shown_to(other.user, pages, SECRETS) == []
    assert shown_to(one.user, pages, SECRETS) == ["quality:score"]


def test_search_messages_history_and_papers_do_not_say_it(county, half):
    row, (one, other, *_) = half
    texts = [
        *Message.objects.values_list("text", flat=True),
        *(sentence(event) for event in Event.objects.all()),
        *map(str, Event.objects.values_list("data", flat=True)),
        *map(str, Paper.objects.values_list("context", flat=True)),
    ]
    assert [text for text in texts if any(word in text for word in SECRETS)] == []
    number = Case.objects.get(pk=row.case_id).number
    for login in PEOPLE.values():
        for asked in (number, "87.30", "同行评估"):
            answer = browser(getattr(county, login)).get("/find/", {"q": asked})
            assert "密语" not in answer.content.decode()


def test_other_expert_does_not_open_it_at_any_time(county, half):
    row, (one, other, *_) = half
    sheet = ScoreSheet.objects.get(user=one.user)
    assert browser(other.user).get(sheet.get_absolute_url()).status_code == 404
    give(row, other, "86", 3)
    assert browser(other.user).get(sheet.get_absolute_url()).status_code == 404
    assert browser(other.user).get(row.get_absolute_url()).status_code == 404


def test_handler_reads_the_result_when_it_is_told_and_never_a_name(county, half):
    row, (one, other, *_) = half
    give(row, other, "86", 3)
    page = browser(county.lvshi).get(row.get_absolute_url())
    assert page.status_code == 404
    do(row, "announce", county.shencha, 4)
    text = browser(county.lvshi).get(row.get_absolute_url()).content.decode()
    assert ("86.65" in text, OPINION in text) == (True, True)
    pages = [page for page in looked_at(row) if page[0] not in ("quality:experts",)]
    named = shown_to(county.lvshi, pages, [one.user.name, other.user.name])
    assert [name for name in named if name.startswith(("quality:", "cases:"))] == []


def test_arranger_reads_the_scores_with_names_once_all_are_in(county, half):
    row, (one, other, *_) = half
    before = browser(county.shencha).get(row.get_absolute_url()).content.decode()
    assert (one.user.name in before, "87.30" in before) == (True, False)
    give(row, other, "86", 3)
    after = browser(county.shencha).get(row.get_absolute_url()).content.decode()
    assert (one.user.name in after, "87.30" in after, OPINION in after) == (True, True, True)


def test_third_expert_does_not_learn_what_the_two_gave(county):
    row, experts = assigned(county)
    give(row, experts[0], "60", 2, opinion=OPINION)
    give(row, experts[1], "87.3", 3)
    do(row, "assign_third", county.shencha, 4, third=experts[2])
    assert shown_to(experts[2].user, looked_at(row), SECRETS) == []
    assert shown_to(county.shencha, looked_at(row), SECRETS) == []
