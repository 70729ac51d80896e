"""Where a step ends."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.workflow import CASE
from legalaid.platform.documents.models import Paper
from tests.factories import do, new_case, person, walk

PASSED = {"jurisdiction": "on", "proper_applicant": "on", "documents": "on"}


def text(answer):
    main = re.search(r"<main.*?</main>", answer.content.decode(), re.DOTALL)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


@pytest.fixture
def three(county):
    """Three accepted cases, the first falling due first."""
    start = timezone.now() - timedelta(days=3)
    made = [
        new_case(county, at=start + timedelta(hours=n), who=person(name=name, id_number=""))
        for n, name in enumerate(("甲一", "乙二", "丙三"))
    ]
    for case in made:
        do(case, county, "accept", case.changed_at + timedelta(minutes=9))
    return made


def test_step_leads_to_what_was_done_and_who_has_the_case_now(county, three, sign_in):
    case, client = three[0], sign_in(county.shencha)
    answer = client.post(f"/cases/{case.pk}/pass_form/", PASSED)
    assert answer.url == f"/cases/{case.pk}/done/pass_form/"

    said = text(client.get(answer.url))
    assert "您办理了“形式审查通过”" in said
    assert "此案现为“实体审查”，轮到审查人员。" in said
    assert "提出审查意见" in said
    assert "下一件：乙二" in said


def test_done_page_opened_again_is_the_same_and_later_tells_the_state_of_then(
    county, three, sign_in
):
    case, client = three[0], sign_in(county.shencha)
    path = client.post(f"/cases/{case.pk}/pass_form/", PASSED).url
    assert text(client.get(path)) == text(client.get(path))

    CASE.acts["withdraw"](case, by=county.chuangkou, reason="不再需要。")
    said = text(client.get(path))
    assert "您办理了“形式审查通过”" in said
    assert "此案现为“已撤回”。" in said
    assert "提出审查意见" not in said


def test_done_page_is_only_for_whoever_did_the_step(county, three, sign_in):
    case = three[0]
    path = sign_in(county.shencha).post(f"/cases/{case.pk}/pass_form/", PASSED).url
    assert sign_in(county.chuangkou).get(path).status_code == 404
    assert sign_in(county.lvshi).get(path).status_code == 404
    assert sign_in(county.shencha).get(f"/cases/{case.pk}/done/grant/").status_code == 404
    assert sign_in(county.shencha).get(f"/cases/{case.pk}/done/nothing/").status_code == 404


def test_next_button_leads_to_the_next_by_limit_and_from_the_last_to_the_end(
    county, three, sign_in
):
    client, first = sign_in(county.shencha), three[0]
    page = client.get(f"/cases/{first.pk}/pass_form/").content.decode()
    assert "形式审查通过，看下一件" in page
    way = [
        client.post(f"/cases/{case.pk}/pass_form/", PASSED | {"then": "next"}).url for case in three
    ]
    assert way == [
        f"/cases/{three[1].pk}/pass_form/",
        f"/cases/{three[2].pk}/pass_form/",
        f"/cases/{three[2].pk}/done/pass_form/",
    ]


def test_papers_of_the_step_stand_there_and_are_looked_at_again_while_they_are_made(
    county, sign_in
):
    case, client = walk(county, "recommend"), sign_in(county.zhuren)
    grant = {"codes": ["wages", "migrant_worker"], "mode": "劳动仲裁代理", "opinion": "同意。"}
    path = client.post(f"/cases/{case.pk}/grant/", grant).url
    page = client.get(path)
    assert "给予法律援助决定书" in text(page)
    assert text(page).count("生成中") == 2
    assert 'hx-get="?looked=1"' in page.content.decode()
    assert "hx-get" not in client.get(f"{path}?looked=10").content.decode().split('id="papers"')[1]

    Paper.objects.update(state="ready")
    page = client.get(path)
    assert text(page).count("已生成") == 2
    assert "looked=" not in page.content.decode()


def test_optional_step_leads_back_to_the_case(county, sign_in):
    case = walk(county, "hold_first_meeting")
    entry = {"starts_at": "2036-03-03T09:00", "place": "第一仲裁庭", "organ": "清和县仲裁委"}
    answer = sign_in(county.lvshi).post(f"/cases/{case.pk}/schedule_hearing/", entry)
    assert (answer.status_code, answer.url) == (302, case.get_absolute_url())
