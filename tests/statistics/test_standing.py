"""The standing words of the annual report are the centre's to choose; its figures are not."""

import pytest

from legalaid.faces.statistics.annual import text
from legalaid.faces.statistics.annual.collect import readings
from legalaid.faces.statistics.annual.standing import STANDING, standing
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.documents.models import PaperWording

PAGE = "/statistics/report/words/lead/"
OURS = "{年度}年，{县名}法律援助工作依照《中华人民共和国法律援助法》开展。"


@pytest.fixture
def client(county, sign_in):
    return sign_in(county.zhuren)


def opening():
    return text.sections(readings(2026))[0].printed[0]


def test_report_says_the_standing_words_anew_and_the_houses_again(client):
    before = opening()
    assert before.startswith(
        "2026年，在县委、县政府领导和上级业务部门指导下，清和县法律援助工作坚持"
    )
    sent = client.post(PAGE, {"text": OURS, "reason": "简短", "seen": "0"})
    assert sent.status_code == 302
    assert opening().startswith("2026年，清和县法律援助工作依照《中华人民共和国法律援助法》开展。")
    assert sentence(Event.objects.get(verb="paper.worded")) == (
        "修改文书用语“年度工作报告：开头：工作的依据”，第1版：简短"
    )
    client.post(PAGE, {"text": "", "reason": "照旧", "seen": "1", "house": "1"})
    assert opening() == before


def test_place_that_must_stand_is_asked_for(client):
    page = client.post(PAGE, {"text": "{年度}年，工作顺利。", "reason": "简短", "seen": "0"})
    assert page.status_code == 422
    assert page.context["form"].errors["text"] == ["这句话必须有：{县名}。"]
    assert PaperWording.objects.count() == 0


def test_preview_fills_in_examples(client):
    page = client.post(PAGE, {"text": OURS, "preview": "1"})
    assert (
        page.context["preview"]
        == "2026年，清和县法律援助工作依照《中华人民共和国法律援助法》开展。"
    )


def test_list_leads_to_every_standing_sentence(client):
    groups = dict(client.get("/wordings/").context["groups"])
    rows = groups["年度工作报告里不随数据变的话"]
    assert len(rows) == len(STANDING) == 18
    assert {client.get(row.page).status_code for row in rows} == {200}
    assert client.get("/statistics/report/words/nothing/").status_code == 404


def test_house_words_obey_their_own_rules():
    for one in STANDING.values():
        assert one.passage.check(one.passage.text) == one.passage.text


def test_report_of_an_earlier_year_keeps_the_words_it_was_sent_with(client):
    client.post(PAGE, {"text": OURS, "reason": "简短", "seen": "0"})
    worded = {2022: "2027-06-01", 2023: "2024-12-31"}  # {year of the report: day it was worded}
    found = {}
    for year, day in worded.items():
        PaperWording.objects.update(at=f"{day}T10:00:00+08:00")
        found[year] = standing(readings(year), "lead", 年度=str(year), 县名="清和县", 县="县")
    assert found == {
        2022: "2022年，在县委、县政府领导和上级业务部门指导下，清和县法律援助工作坚持以提高服务质量为目标，"
        "以完善规章制度、规范法律援助行为为支撑，依照《中华人民共和国法律援助法》履行职责。",
        2023: "2023年，清和县法律援助工作依照《中华人民共和国法律援助法》开展。",
    }
