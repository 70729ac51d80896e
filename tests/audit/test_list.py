"""The auditor's page: what was done in words, never the personal part."""

from django.urls import reverse

from cases.workflow import CASE
from tests.factories import START, new_case, walk


def rows(client, query=""):
    return [
        (event.outline, event.noun)
        for event in client.get(f"{reverse('audit:list')}?{query}").context["events"]
    ]


def test_event_is_told_in_words_without_its_personal_part(county, sign_in):
    case = new_case(county)
    CASE.acts["withdraw"](case, by=county.chuangkou, reason="李国强自行和解")
    client = sign_in(county.zhuren)
    assert rows(client, "verb=case.withdraw") == [("申请人撤回申请：…", "案")]
    assert rows(client, "verb=case.apply") == [("收到…关于“追索劳动报酬纠纷”的法律援助申请", "案")]
    assert "李国强" not in client.get(reverse("audit:list")).content.decode()


def test_log_is_narrowed_to_one_case(county, sign_in):
    first = walk(county, "accept")
    new_case(county, at=START)
    client = sign_in(county.zhuren)
    assert [words[:2] for words, _ in rows(client, f"about=case&number={first.pk}")] == [
        "受理",
        "收到",
    ]
    assert rows(client, "about=batch") == []
    assert len(rows(client, "number=x&about=case")) == 3
