"""The papers of a step before it is done: as they will read, and nothing is left of it."""

import re

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.utils import timezone

from cases.models import Case
from cases.workflow import CASE
from legalaid.platform.audit import chain
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.documents.models import Paper
from tests.factories import LINE, actor, facts_for, hand_in, lawyer, walk

GRANT = {"codes": ["wages", "migrant_worker"], "mode": "劳动仲裁代理", "opinion": "同意。"}
PRINTED = [step for step in LINE if CASE.steps[step].papers]


def everything():
    """Every row of every table but the sessions."""
    tables = (model for model in apps.get_models() if model is not Session)
    return {model._meta.label: list(model.objects.order_by("pk").values_list()) for model in tables}


def before(county, step):
    """A case for which this step is next; who does it, and the facts."""
    place = LINE.index(step)
    case = walk(county, LINE[place - 1]) if place else None
    who, facts = facts_for(step, timezone.localdate(case.changed_at))
    if step == "assign":
        facts["handler"] = lawyer()
    if step == "report_closure":
        hand_in(case, county)
    return case, actor(county, who), facts


def test_steps_that_print_on_the_ordinary_line():
    assert PRINTED == [
        "accept", "grant", "assign", "accept_assignment", "report_closure", "follow_up",
    ]  # fmt: skip


@pytest.mark.parametrize("step", PRINTED[1:])
def test_rehearsed_step_leaves_every_row_as_it_was_and_says_what_is_issued_then(
    county, step, django_capture_on_commit_callbacks
):
    case, by, facts = before(county, step)
    kept = everything()
    with django_capture_on_commit_callbacks() as hooks:
        rehearsed = CASE.rehearse(step, Case.objects.get(pk=case.pk), by=by, **facts)

    assert everything() == kept
    assert hooks == []
    assert chain.verify()[2] is None

    CASE.acts[step](case, by=by, **facts)
    issued = Paper.objects.filter(subject_id=case.pk, kind__in=CASE.steps[step].papers)
    assert {paper.kind: paper.facts for paper in issued} == dict(rehearsed)


def test_number_taken_after_a_preview_is_the_next(county, sign_in):
    case = walk(county, "recommend")
    for _ in range(3):
        sign_in(county.zhuren).post(f"/cases/{case.pk}/grant/?preview", GRANT)
    CASE.acts["grant"](case, by=county.zhuren, grounds=["请求支付劳动报酬"], **GRANT)
    assert Paper.objects.get(kind="decision_grant").number == 1


def test_preview_shows_the_real_template_without_number_and_marked(county, sign_in):
    case = walk(county, "recommend")
    client = sign_in(county.zhuren)
    kept = everything()
    answer = client.post(f"/cases/{case.pk}/grant/?preview", GRANT)
    page = answer.content.decode()
    text = re.sub(r"\s+|<[^>]+>", "", page)
    assert answer.status_code == 200
    assert page.count('<article class="paper"') == page.count("预览，未签发</span>") == 2
    assert "现决定给予法律援助，提供法律援助的方式为劳动仲裁代理。" in text
    assert "<html" not in page
    assert "〕第" not in text
    assert "<svg" not in page
    assert {name: rows for name, rows in everything().items() if rows != kept[name]} == {}


def test_numbers_telephones_and_addresses_are_masked_in_a_preview(county, sign_in):
    case = walk(county, "recommend")
    page = sign_in(county.zhuren).post(f"/cases/{case.pk}/grant/?preview", GRANT).content.decode()
    assert "440524198801010011" not in page
    assert "13800138000" not in page
    assert "440***************" in page
    assert "138****8000" in page


def test_preview_of_a_form_not_filled_names_what_is_lacking(county, sign_in):
    case = walk(county, "recommend")
    answer = sign_in(county.zhuren).post(f"/cases/{case.pk}/refuse/?preview", {})
    said = re.sub(r"\s+|<[^>]+>", "", answer.content.decode())
    assert said == "填好“不予援助的情形”“理由（写入决定书）”以后，这里显示将打印的文书。"


def test_preview_says_what_the_step_would_be_refused_for(county, sign_in):
    case = walk(county, "recommend")
    data = GRANT | {"codes": ["migrant_worker"]}
    page = sign_in(county.zhuren).post(f"/cases/{case.pk}/grant/?preview", data).content.decode()
    assert "按现在所填的内容提交会被拒绝：请选择所申请事项的依据" in page


def test_preview_of_a_case_that_moved_on_says_so_and_of_one_barred_is_refused(county, sign_in):
    case = walk(county, "recommend")
    seen = case.version
    CASE.acts["return_to_review"](case, by=county.zhuren, reason="请补充。")
    client = sign_in(county.zhuren)
    page = client.post(f"/cases/{case.pk}/grant/?preview", GRANT | {"seen": seen}).content.decode()
    assert "提交会被拒绝：此案已有新的办理" in page
    assert (
        sign_in(county.shencha).post(f"/cases/{case.pk}/grant/?preview", GRANT).status_code == 403
    )
    assert sign_in(county.lvshi).post(f"/cases/{case.pk}/grant/?preview", GRANT).status_code == 404


def test_refused_rehearsal_leaves_nothing_either(county):
    case = walk(county, "recommend")
    kept = everything()
    with pytest.raises(DomainError):
        CASE.rehearse("refuse", case, by=county.zhuren, grounds=[], codes=[], reasons="")
    with pytest.raises(StaleState):
        CASE.rehearse("grant", case, by=county.zhuren, seen=case.version - 1, grounds=[], **GRANT)
    assert everything() == kept


def test_preview_after_the_session_has_ended_leaves_the_page_alone(county, client):
    case = walk(county, "recommend")
    path = f"/cases/{case.pk}/grant/?preview"
    assert client.post(path, GRANT, headers={"HX-Request": "true"}).status_code == 204
    assert client.post(path, GRANT).url.startswith("/accounts/login/?next=")
