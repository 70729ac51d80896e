"""What the desk reads from the matter: pages of its handbook, topics of a question, a place in the line."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from cases.law import handbook, topics
from stations.hall.law import queueing

PATH = ["追索劳动报酬纠纷", "劳动合同纠纷", "劳动争议"]


def page(**changes):
    return SimpleNamespace(**{"kind": "", "roles": [], "words": [], "crowds": []} | changes)


@pytest.mark.parametrize(
    ("facts", "distance"),
    [
        ({"words": ["劳动报酬"]}, 0),
        ({"words": ["无", "劳动争议"]}, 2),
        ({"words": ["离婚"]}, None),
        ({"crowds": ["elderly"]}, 0),
        ({"crowds": ["minor"]}, None),
        ({"crowds": ["minor"], "words": ["劳动合同"]}, 1),
        ({"crowds": ["elderly"], "words": ["离婚"]}, 0),
        ({"kind": "civil"}, 3),
        ({"kind": "criminal"}, None),
        ({"kind": "criminal", "crowds": ["elderly"]}, None),
        ({"kind": "civil", "words": ["劳动合同"]}, 1),
        ({"roles": ["申请人"], "crowds": ["elderly"]}, 0),
        ({"roles": ["被告"], "crowds": ["elderly"]}, None),
        ({"kind": "civil", "roles": ["被告"]}, None),
        ({}, None),
    ],
)
def test_how_near_a_page_is_to_the_matter(facts, distance):
    found = handbook.distance(
        page(**facts), kind="civil", cause_path=PATH, crowds=["elderly"], role="申请人"
    )
    assert found == distance


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("劳动报酬", "wages"),
        (" 工伤 ", "work_injury"),
        ("追索劳动报酬", "wages"),
        ("工", "work_injury"),
        ("民间借贷纠纷", "lending"),
        ("天气", None),
        ("", None),
        ("   ", None),
    ],
)
def test_call_log_names_its_topic(text, code):
    found = topics.named(text)
    assert (found and found.code) == code


def test_topic_knows_its_row_and_its_block():
    assert topics.topic_of("alimony_children") == topics.Topic(
        "alimony_children", "抚养费", "family", "civil"
    )


def test_green_number_counts_as_taken_half_an_hour_earlier():
    noon = datetime(2026, 3, 3, 12, 0)
    assert queueing.place(noon, "elderly") == datetime(2026, 3, 3, 11, 30)
    assert queueing.place(noon, "") == noon


def test_ground_of_a_number_names_the_crowd_of_the_forms():
    assert queueing.crowds("migrant_worker") == ["migrant_worker"]
    assert queueing.crowds("minor") == ["minor"]
    assert queueing.crowds("accident") == []
    assert queueing.crowds("") == []
