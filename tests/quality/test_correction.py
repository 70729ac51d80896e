"""What was registered of the quality of the work is put right with a reason; an organ's word holds the case as a bad answer does."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import Case
from cases.quality.domain import callback, filecheck
from cases.quality.domain import inquiry as inquiries
from cases.quality.models import Callback, ComplaintHearing, FileCheck
from cases.quality.workflow import COMPLAINT, RATING
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.access import allowed
from legalaid.platform.documents.models import Paper
from subsidies.queries.calculation import gate_of
from tests.factories import walk
from tests.quality import reviews
from tests.quality.complaints import complaint
from tests.quality.plans import APRIL
from tests.quality.ratings import rated
from tests.quality.test_callback import BAD, MAY, called
from tests.quality.test_complaint import heard, on
from tests.quality.test_filecheck import FINE, taken
from tests.quality.test_inquiry import ORGAN, SENT, answered, asked
from tests.quality.test_review import settled

WRONG = "录入时选错了。"


def last(workflow, row):
    return [event.sentence for event in events_for(workflow, row.pk)][-1]


def test_call_while_the_work_runs_has_its_form_32_which_the_handler_does_not_open(county):
    row = called(county, walk(county, "hold_first_meeting"))
    paper = Paper.objects.get(kind="follow_up_record")
    assert (paper.workflow, paper.subject_id, paper.facts["stage"]) == (
        "callback",
        row.pk,
        "指派后",
    )
    assert allowed(county.guidang, "callback", row.pk)
    assert not allowed(county.lvshi, "callback", row.pk)


def test_call_nobody_answered_has_no_form(county):
    called(county, walk(county, "hold_first_meeting"), result="off")
    assert not Paper.objects.filter(kind="follow_up_record").exists()


def test_call_while_the_work_runs_is_put_right_and_what_it_told_of_still_waits(county):
    row = called(county, walk(county, "hold_first_meeting"), **BAD)
    said = {"by": county.guidang, "reason": WRONG, "at": MAY + timedelta(hours=1)}
    callback.correct_call(row, money_asked=False, **said)
    row = Callback.objects.get()
    assert (row.money_asked, row.found, row.version) == (False, ["money"], 1)
    old, new = Paper.objects.filter(kind="follow_up_record").order_by("pk")
    assert (old.superseded_by, new.facts["money_asked"]) == (new, False)
    assert last("callback", row) == "更正：是否收取财物 是 → 否。理由：录入时选错了。"
    callback.correct_call(row, met=False, **said)
    assert Callback.objects.get().found == ["money", "not_met"]


def test_page_of_a_call_lists_it_and_puts_it_right(county, sign_in):
    row, client = called(county, walk(county, "hold_first_meeting")), sign_in(county.guidang)
    page = row.get_absolute_url()
    assert page in client.get(reverse("quality:calls_made")).content.decode()
    typed = {"met": "1", "told": "1", "reported": "0", "money_asked": "0", "satisfaction": "5"}
    typed |= {"suggestions": "", "reason": WRONG, "seen": "0"}
    assert client.post(page, typed).status_code == 302
    assert client.post(page, typed).status_code == 409
    assert Callback.objects.get().reported is False
    assert sign_in(county.lvshi).get(page).status_code in (403, 404)


def doubted(county):
    row = asked(county)
    answered(county, row, clean=False)
    return row, Case.objects.get(pk=row.case_id)


def test_organ_that_doubts_the_handlers_honesty_holds_grade_and_payment(county):
    _, case = doubted(county)
    alarm = case.alarms.get()
    assert (case.held, alarm.found, alarm.organ) == (True, ["unclean"], ORGAN)
    assert gate_of(case) == "反映的问题尚未核实处理。"
    for who in ("zhuren", "jiandu"):
        assert f"{ORGAN}反映了须核实的问题" in getattr(county, who).messages.latest("pk").text

    later = {"at": case.changed_at + timedelta(days=1)}
    settle = {
        "by": county.zhuren,
        "confirmed": [],
        "note": "已向审理人员核实。",
        "found": "都不属实",
    }
    with pytest.raises(DomainError, match="请先由另一人"):
        CASE.acts["settle_alarm"](case, **settle, **later)
    with pytest.raises(DomainError, match="须由另一人"):
        CASE.acts["check_alarm"](case, by=county.shencha, note="已电话核实。", **later)
    CASE.acts["check_alarm"](case, by=county.jiandu, note="书记员答复没有此事。", **later)
    with pytest.raises(NotAllowed, match="没有反映须再次核实"):
        CASE.acts["check_alarm"](case, by=county.zhuren, note="再问一次。", **later)
    CASE.acts["settle_alarm"](case, **settle, **later)
    assert not case.held


def test_page_of_the_check_shows_what_the_organ_said(county, sign_in):
    _, case = doubted(county)
    client = sign_in(county.jiandu)
    page = reverse("cases:check_alarm", args=[case.pk])
    assert "廉洁方面的问题" in client.get(page).content.decode()
    assert (
        client.post(page, {"note": "书记员答复没有此事。", "seen": case.version}).status_code == 302
    )
    assert case.alarms.get().checked_by == county.jiandu
    assert sign_in(county.lvshi).get(page).status_code == 403


def test_answer_of_an_organ_is_put_right_and_a_doubt_taken_back_releases_nothing(county):
    row, case = doubted(county)
    said = {
        name: getattr(row, name)
        for name in ("answered_on", "manner", "timely", "prepared", "opinion", "overall", "remarks")
    }
    at = SENT + timedelta(days=8)
    inquiries.correct(row, by=county.shencha, at=at, reason=WRONG, clean=True, **said)
    assert last("inquiry", row) == "更正答复的登记：廉洁 否 → 是。理由：录入时选错了。"
    case.refresh_from_db()
    assert (case.held, case.alarms.count()) == (True, 1)
    inquiries.void(row, by=county.shencha, at=at, reason="是另一案的答复。")
    assert row.state == "void"


def test_doubt_found_at_the_correction_holds_the_case(county):
    row = asked(county)
    answered(county, row)
    said = {
        name: getattr(row, name)
        for name in ("answered_on", "manner", "timely", "prepared", "opinion", "overall", "remarks")
    }
    inquiries.correct(
        row, by=county.shencha, at=SENT + timedelta(days=8), reason=WRONG, clean=False, **said
    )
    assert Case.objects.get(pk=row.case_id).held


def test_hearing_of_the_bureau_is_put_right(county):
    row = complaint(county.zhan1, at=on(3), accused=county.lvshi.name)
    heard(row, county)
    one = ComplaintHearing.objects.get()
    facts = {"on": one.on, "heard": "事务所会计", "said": one.said}
    act = COMPLAINT.acts["correct_hearing"]
    with pytest.raises(DomainError, match="更正的理由"):
        act(row, by=county.sifaju, at=on(6), hearing=one, reason="", **facts)
    act(row, by=county.sifaju, at=on(6), hearing=one, reason=WRONG, **facts)
    assert ComplaintHearing.objects.get().heard == "事务所会计"
    assert (
        last("complaint", row)
        == "更正调查记录：向谁调查 事务所出纳 → 事务所会计。理由：录入时选错了。"
    )


def test_rating_that_was_rectified_is_put_right(county):
    row = rated(county.guidang, at=on(3))
    act = RATING.acts
    act["call_rater"](row, by=county.zhuren, at=on(4), reached="reached", said="已致歉说明。")
    act["rectify_rating"](row, by=county.zhuren, at=on(5), how="增开一个窗口。")
    said = {"reached": "reached", "told": "已致歉说明。", "how": "增开两个窗口。"}
    act["correct_rating"](row, by=county.zhuren, at=on(6), reason=WRONG, **said)
    assert (row.state, row.how) == ("rectified", "增开两个窗口。")
    assert (
        last("rating", row) == "更正：整改情况 增开一个窗口。 → 增开两个窗口。理由：录入时选错了。"
    )


def test_grade_after_the_mending_is_read_anew_or_the_check_taken_back(county):
    row, _ = settled(county, "62", "64")
    reviews.do(row, "order_rectification", county.shencha, 7, faults="补交会见笔录。")
    reviews.do(row, "report_rectified", county.lvshi, 8, done="已补交笔录。")
    reviews.do(row, "accept_rectified", county.shencha, 9, found="")
    reviews.do(row, "recheck_again", county.shencha, 10, reason="看错了案卷。")
    assert row.state == "rechecking"
    reviews.do(row, "accept_rectified", county.shencha, 11, found="")
    reviews.do(row, "review_anew", county.shencha, 12, reason="评分表用错了。")
    assert (row.state, row.round) == ("drawn", 2)


def test_file_check_is_put_right_with_a_reason(county):
    row = taken(county)
    filecheck.check_file(row, by=county.shencha, found=FINE, at=APRIL)
    wrong = {"found": FINE | {"told": "no"}, "faults": "没有告知书。"}
    with pytest.raises(DomainError, match="更正的理由"):
        filecheck.check_file(row, by=county.shencha, at=APRIL, **wrong)
    filecheck.check_file(row, by=county.shencha, at=APRIL, reason=WRONG, **wrong)
    assert FileCheck.objects.get().wrong == ["履行告知义务"]
    assert last("case", row.case) == (
        "更正案卷检查：履行告知义务 符合 → 不符合；发现的问题 未填 → 没有告知书。理由：录入时选错了。"
    )
