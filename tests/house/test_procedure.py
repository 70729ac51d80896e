"""The drawn procedure shows every step, and the picture of the README is today's."""

from html import escape

from legalaid.faces.portal.chart import DRAWINGS
from legalaid.platform.procedure.clocks import RULES

from .procedure import PICTURE, drawn


def test_picture_is_drawn_from_the_tables_of_today():
    assert PICTURE.read_text() == drawn(), "make procedure"


def test_every_step_is_drawn():
    text = drawn()
    steps = [step for drawing in DRAWINGS for step in drawing.flow.steps.values()]
    assert len(steps) > 130
    assert [step.label for step in steps if escape(step.label) not in text] == []


def test_limits_stand_beside_what_keeps_them_begins_them_or_tells_of_them():
    text = drawn()
    assert "异议审查5日：维持原决定、责令改正" in text
    assert "决定是否更换承办人5日：更换承办人、不予更换承办人" in text
    assert "值班律师转交申请24小时：转交申请、转为申请" in text
    assert "日：自“决定终止”“登记终止决定的送达”起" in text
    assert "提出异议15日：随“" in text


def test_way_beside_its_place_says_where_it_leads():
    assert "通知补正 → 补正中" in drawn()
    assert f"审查并作出决定{RULES['examination'].limit}日" in drawn()
    assert "由“登记通知辩护”开始" in drawn()
