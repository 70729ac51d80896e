"""Lists, stale pages, two at once, exports, calendar feed: what a page must never get wrong."""

import re
from datetime import date, timedelta
from io import BytesIO
from threading import Barrier, Thread

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from cases.domain.calendar import subscribe, token_of
from cases.enums import State
from cases.models import Case
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.office import office
from tests.conftest import BACKEND
from tests.factories import START, do, new_case, person, walk


def queries_of(client, path, django_assert_num_queries=None):
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    cache.clear()  # a desk keeps for a minute what it asks
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


@pytest.mark.parametrize(
    "path",
    ["/", "/cases/", "/cases/?state=submitted", "/cases/calendar/"],
)
def test_list_page_needs_the_same_queries_for_one_row_and_three(county, sign_in, path):
    new_case(county)
    client = sign_in(county.chuangkou)
    one = queries_of(client, path)
    new_case(county)
    new_case(county)
    assert queries_of(client, path) == one


def test_stale_page_changes_nothing_and_keeps_what_was_typed(county, sign_in):
    case = walk(county, "pass_form")
    client = sign_in(county.shencha)
    page = client.get(f"/cases/{case.pk}/recommend/").content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', page).group(1)
    now = timezone.localtime()
    do(case, county, "recommend", now)
    data = {
        "seen": seen, "scope_passed": "1", "scope_reason": "x", "means_passed": "1", "means_reason": "x", "merits_passed": "1",
        "merits_reason": "我写的很长的理由", "conflict_checked": "on", "proposal": "给予", "opinion": "同意",
    }  # fmt: skip
    answer = client.post(f"/cases/{case.pk}/recommend/", data)
    assert answer.status_code == 409
    assert "我写的很长的理由" in answer.content.decode()
    done = f"{county.shencha.name} {now.month}月{now.day}日 {now:%H:%M} 办理了“提出审查意见”"
    told = f"此案已有新的办理（现为“待决定”）：{done}。现在不能再办理“提出审查意见”。"
    assert told in answer.content.decode()
    assert Event.objects.filter(verb="case.recommend").count() == 1


def test_page_of_a_step_whose_case_moved_on_says_so(county, sign_in):
    case = walk(county, "recommend")
    answer = sign_in(county.shencha).get(f"/cases/{case.pk}/pass_form/")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "此案现为“待决定”，不能办理“形式审查通过”。" in page
    assert f"{county.shencha.name} 3月6日 09:00 办理了“提出审查意见”。" in page.replace(
        "2026年", ""
    )


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_at_once_leave_one_review():
    from tests.conftest import build_county

    county = build_county()
    case = walk(county, "accept")
    gate, answers = Barrier(2), []

    def review(user):
        client = Client()
        client.force_login(user, backend=BACKEND)
        data = {
            "seen": case.version,
            "jurisdiction": "on",
            "proper_applicant": "on",
            "documents": "on",
        }
        gate.wait(10)
        answers.append(client.post(f"/cases/{case.pk}/pass_form/", data).status_code)
        connection.close()

    threads = [Thread(target=review, args=[user]) for user in (county.shencha, county.shencha2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 409]
    assert Event.objects.filter(verb="case.pass_form").count() == 1
    assert Case.objects.get().state == State.MERITS_REVIEW


@pytest.mark.parametrize(
    ("step", "field", "day", "words"),
    [
        ("sign_agreement", "signed_on", date(2026, 3, 1), "签订日期不能早于2026年3月8日"),
        ("sign_agreement", "signed_on", date(2036, 3, 1), "签订日期不能晚于今天"),
        ("hold_first_meeting", "met_on", date(2026, 3, 1), "会见日期不能早于2026年3月8日"),
        ("conclude", "closed_on", date(2026, 3, 2), "结案日不能早于2026年3月11日"),
        ("record_payment", "paid_on", date(2026, 3, 1), "发放日期不能早于2026年3月12日"),
    ],
)  # fmt: skip
def test_dates_in_the_wrong_order_are_refused_beside_their_field(county, step, field, day, words):
    from tests.factories import LINE, actor, facts_for

    case = walk(county, LINE[LINE.index(step) - 1])
    who, facts = facts_for(step, day)
    with pytest.raises(DomainError, match=words) as refused:
        CASE.acts[step](
            case, by=actor(county, who), at=START + timedelta(days=20), **facts | {field: day}
        )
    assert refused.value.field == field


def test_script_in_a_name_is_shown_as_text(county, sign_in):
    case = new_case(county, who=person(name="<script>alert(1)</script>"))
    page = sign_in(county.chuangkou).get(f"/cases/{case.pk}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_export_holds_exactly_the_filtered_rows_and_is_an_event(county, sign_in):
    new_case(county)
    walk(county, "accept")
    answer = sign_in(county.chuangkou).get("/cases/?state=submitted&export=xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[:4] for row in rows] == [
        ["案件编号", "申请人", "案由", "状态"],
        ["清援案〔2026〕0001号", "李国强", "追索劳动报酬纠纷", "已申请待受理"],
    ]
    assert Event.objects.get(verb="list.export").data["count"] == 1


def test_formula_in_a_name_is_text_in_the_export(county, sign_in):
    new_case(county, who=person(name="=1+1"))
    answer = sign_in(county.chuangkou).get("/cases/?export=xlsx")
    assert (
        CalamineWorkbook.from_filelike(BytesIO(answer.content))
        .get_sheet_by_index(0)
        .to_python()[1][1]
        == "=1+1"
    )


def test_search_beyond_ones_rights_is_masked_and_access_can_be_asked_for(county, sign_in):
    case = new_case(county)
    client = sign_in(county.zhan1)
    page = client.get("/find/?q=lgq").content.decode()
    assert "李**" in page
    assert "李国强" not in page
    client.post(reverse("cases:ask", args=[case.pk]), {"reason": "同一当事人来访"})
    assert Event.objects.get(verb="access.request").personal_data == {"reason": "同一当事人来访"}
    assert county.zhuren.messages.filter(kind="access").count() == 1


def test_calendar_feed_names_no_person_and_refuses_a_guessed_address(county, client):
    case = walk(county, "hold_first_meeting")
    starts = timezone.now() + timedelta(days=5)
    CASE.acts["schedule_hearing"](
        case, by=county.lvshi, starts_at=starts, organ="清和县仲裁委", place="第一庭"
    )
    subscribe(county.lvshi)
    token = token_of(county.lvshi.feed)
    text = client.get(reverse("cases:feed", args=[token])).content.decode()
    assert "清和县仲裁委" in text
    assert "李国强" not in text
    assert client.get(reverse("cases:feed", args=["x" + token])).status_code == 404


def test_case_page_says_whose_turn_it_is_and_what_to_do(county, sign_in):
    case = walk(county, "pass_form")
    reviewer = sign_in(county.shencha).get(f"/cases/{case.pk}/")
    assert [step.key for step in reviewer.context["main_steps"]] == ["recommend"]
    clerk = sign_in(county.chuangkou).get(f"/cases/{case.pk}/")
    assert clerk.context["main_steps"] == []
    assert CASE.steps["request_supplement"] in clerk.context["other_steps"]
    director = sign_in(county.zhuren).get(f"/cases/{case.pk}/").content.decode()
    assert "现在由审查人员办理，您不必操作。" in director


def test_case_page_dates_the_phases_and_says_first_what_is_missing(county, sign_in):
    case = new_case(county)
    dossier = sign_in(county.chuangkou).get(f"/cases/{case.pk}/").context["dossier"]
    first = dossier.lines[0]
    assert (dossier.count, first.title, first.said) == ("3 / 4 份", "工资标准和拖欠证明", "未收到")
    walk(county, "conclude", case=case)
    steps = {
        name: (mark, on)
        for name, mark, on in sign_in(county.zhuren).get(f"/cases/{case.pk}/").context["phases"]
    }
    case.refresh_from_db()
    assert steps["决定"] == ("done", case.decided_at)
    assert steps["结案"] == ("now", case.closed_on)
    assert steps["归档"] == ("", None)


def test_refused_upload_opens_the_tab_of_the_material(county, sign_in):
    case = new_case(county)
    client = sign_in(county.chuangkou)
    answer = client.post(reverse("cases:upload", args=[case.pk]), {"slot": "identity"})
    assert (answer.status_code, answer.context["tab"]) == (422, "materials")
    assert answer.context["upload_errors"] == ["请先选择文件。"]


def test_part_of_the_case_page_is_read_when_it_is_opened(county, sign_in):
    case = walk(county, "conclude")
    client, where = sign_in(county.zhuren), f"/cases/{case.pk}/"
    said = "收到李国强关于“追索劳动报酬纠纷”的法律援助申请"
    page = client.get(where).content.decode()
    assert f'hx-get="{where}?tab=history"' in page
    assert said not in page
    part = client.get(where, {"tab": "history"}, headers={"HX-Request": "true"}).content.decode()
    assert said in part
    assert "<html" not in part
    for query in ("tab=history", "all=1"):  # without script, and for paper
        whole = client.get(f"{where}?{query}").content.decode()
        assert said in whole
        assert "<html" in whole
    assert "hx-get" not in client.get(f"{where}?all=1").content.decode().split("<main")[1]
    assert client.get(where, {"tab": "nonsense"}, headers={"HX-Request": "true"}).status_code == 200


@pytest.mark.parametrize(("until", "most"), [("pass_form", 27), ("record_payment", 38)])
def test_case_page_reads_each_table_once(
    county, sign_in, django_assert_max_num_queries, until, most
):
    case = walk(county, until)
    client = sign_in(county.shencha)
    office()  # kept for a minute, for all pages
    with django_assert_max_num_queries(most):
        client.get(f"/cases/{case.pk}/")


@pytest.mark.parametrize(("until", "word"), [("recommend", "申请人"), ("grant", "受援人")])
def test_applicant_is_called_recipient_from_the_grant_on(county, sign_in, until, word):
    page = sign_in(county.shencha).get(f"/cases/{walk(county, until).pk}/").content.decode()
    assert [name for name in ("申请人", "受援人") if f"<dt>{name}</dt>" in page] == [word]


@pytest.mark.parametrize(
    ("until", "who", "step", "data", "said"),
    [("conclude", "zhuren", "waive", {"item": "discussion", "reason": "简单案件"}, "免除“一案一讨论”：简单案件"),
     ("approve_closure", "chuangkou", "try_follow_up", {"manner": "电话", "result": "off"}, "回访停机")],
)  # fmt: skip
def test_history_says_what_was_chosen_in_words(county, sign_in, until, who, step, data, said):
    case = walk(county, until)
    assert (
        sign_in(getattr(county, who))
        .post(reverse(f"cases:{step}", args=[case.pk]), data)
        .status_code
        == 302
    )
    assert events_for("case", case.pk)[-1].sentence == said


def test_part_asked_for_after_the_login_has_expired_leads_to_the_login_and_back(county, client):
    case = new_case(county)
    answer = client.get(f"/cases/{case.pk}/?tab=history", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == f"/accounts/login/?next=/cases/{case.pk}/%3Ftab%3Dhistory"
    assert answer.content == b""


def test_supplement_of_what_was_received_and_cannot_be_read_is_written_down(county, sign_in):
    case = walk(county, "pass_form")
    client, page = sign_in(county.shencha), f"/cases/{case.pk}/request_supplement/"
    form = client.get(page).context["form"]
    assert "items" not in form.fields
    due = f"{timezone.localdate() + timedelta(days=7)}"
    refused = client.post(page, {"due": due, "seen": case.version}).context["form"]
    assert refused.errors == {"other": ["请列明全部须补充的材料（一次性告知）。"]}
    client.post(page, {"due": due, "seen": case.version, "other": "工资条扫描件看不清"})
    assert case.supplements.get().items == ["工资条扫描件看不清"]
