"""Whoever reads personal data in clear holds the right and says why; the event stands before anything is shown."""

import pytest

from legalaid.platform.audit.disclosure import disclose
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, NotAllowed

PHONE = {"of": ("case", 7), "right": "cases.reveal"}


def events():
    return [
        (event.workflow, event.subject_id, event.actor_name, event.data, event.personal_data)
        for event in Event.objects.filter(verb="record.reveal")
    ]


def test_disclosure_is_an_event_with_who_what_why_and_by_which_right(county):
    disclose("联系电话", by=county.shencha, why="  通知补正 ", **PHONE)
    said = {"field": "联系电话", "right": "cases.reveal"}
    assert events() == [("case", 7, "陈立", said, {"reason": "通知补正"})]


@pytest.mark.parametrize("login", ["caiwu", "jiandu", "sifaju", "admin"])
def test_nobody_without_the_right_is_shown_anything(county, login):
    with pytest.raises(NotAllowed, match="您的岗位不能查看这项信息"):
        disclose("联系电话", by=getattr(county, login), why="核对", **PHONE)
    assert events() == []


@pytest.mark.parametrize("why", ["", "  ", "看", " 看 "])
def test_nothing_is_shown_without_a_reason(county, why):
    with pytest.raises(DomainError, match="请写明查看的理由"):
        disclose("联系电话", by=county.shencha, why=why, **PHONE)
    assert events() == []


def test_long_reason_is_cut_at_two_hundred_characters(county):
    disclose("联系电话", by=county.shencha, why="长" * 300, **PHONE)
    assert events()[0][4] == {"reason": "长" * 200}
