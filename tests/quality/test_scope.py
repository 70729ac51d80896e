"""What a reviewer of another station reads of the quality of these cases: nothing; and who stands too near a review to deal with it."""

from datetime import date

import pytest

from cases.models import Case, Closure
from cases.quality.domain.expert import appoint
from cases.quality.domain.filecheck import check_file
from cases.quality.models import DrawnCase
from cases.quality.queries.callback import rates_by_handler
from cases.quality.queries.draw import drawn_to_ask, draws_for
from cases.quality.queries.expert import experts_for
from cases.quality.queries.filecheck import files_for
from cases.quality.queries.inquiry import figures_by_organ, inquiries_for
from cases.quality.queries.observation import hearings_ahead, observations_for
from cases.quality.queries.plan import lines_for, plans_for
from cases.quality.queries.review import drawable_for, figures, reviews_for, sheets_for
from legalaid.platform.accounts.models import User
from legalaid.platform.core.errors import DomainError, NotAllowed
from stations.models import Handler, Staff, Station
from tests.factories import lawyer, walk
from tests.quality.complaints import complaint
from tests.quality.hearings import NOW, hearing, sent
from tests.quality.plans import APRIL, center, closed, drawn
from tests.quality.reviews import assigned, do, settled, told
from tests.quality.test_complaint import accepted, act, on
from tests.quality.test_inquiry import asked

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def moved(user):
    """The same person at a station of a township."""
    Staff.objects.filter(user=user).update(station=Station.objects.exclude(parent=None).first())
    return User.objects.get(pk=user.pk)


def seen_by(user):
    rows = {
        "plans": plans_for(user), "lines": lines_for(user), "draws": draws_for(user), "files": files_for(user),
        "letters": inquiries_for(user), "drawn": drawn_to_ask(user), "organs": figures_by_organ(user, *YEAR),
        "observations": observations_for(user), "hearings": hearings_ahead(user, NOW), "experts": experts_for(user),
        "reviews": reviews_for(user), "drawable": drawable_for(user), "rates": rates_by_handler(user, *YEAR),
    }  # fmt: skip
    return {name for name, found in rows.items() if len(found)} | (
        {"figures"} if figures(user, *YEAR)["read"] else set()
    )


def test_reviewer_of_another_station_reads_nothing_of_these_cases(county):
    settled(county)
    walk(county, "follow_up")
    case, _ = closed(county, 2)
    drawn(county, tool="file", share=100)
    drawn(county, tool="inquiry", share=100)
    asked(county, case)
    sent(county)
    hearing(county)
    everything = seen_by(county.shencha)
    assert everything == {
        "plans", "lines", "draws", "files", "letters", "drawn", "organs", "observations", "hearings", "experts", "reviews",
        "drawable", "rates", "figures",
    }  # fmt: skip
    assert seen_by(moved(county.shencha)) == set()


def test_expert_of_a_review_neither_arranges_nor_reads_it(county):
    row, experts = assigned(county)
    Case.objects.filter(pk=row.case_id).update(reviewed_by=county.guidang)
    Closure.objects.filter(case=row.case_id).update(reviewed_by=county.guidang)
    row.refresh_from_db()
    mine = appoint(by=county.zhuren, station=center(), user=county.shencha, from_on=YEAR[0])
    sheet = row.sheets.get(user=experts[0].user)
    do(row, "replace_expert", county.zhuren, 2, sheet=sheet, expert=mine, reason="住院治疗")
    assert list(reviews_for(county.shencha)) == []
    with pytest.raises(NotAllowed, match="您是此案的评估专家"):
        do(row, "withdraw", county.shencha, 3, reason="列错了案件")
    assert list(sheets_for(experts[0].user)) == []
    do(row, "withdraw", county.zhuren, 3, reason="列错了案件")
    assert list(sheets_for(county.shencha)) == []


def test_reviewer_who_handled_the_case_arranges_no_review_and_checks_no_file_of_it(county):
    closed(county)
    row = drawn(county, tool="file", share=100).cases.get()
    review, _ = told(county)
    Handler.objects.filter(pk=lawyer().pk).update(user=county.shencha)
    review.refresh_from_db()
    user = User.objects.get(pk=county.shencha.pk)
    assert (list(reviews_for(user)), list(files_for(user))) == ([], [])
    with pytest.raises(NotAllowed, match="您承办此案"):
        do(review, "withdraw", user, 5, reason="列错了案件")
    found = dict.fromkeys(
        ("met", "read", "evidence", "hearing", "told", "reported", "filed"), "yes"
    )
    with pytest.raises(NotAllowed, match="案卷须由他人检查"):
        check_file(DrawnCase.objects.get(pk=row.pk), by=user, found=found, at=APRIL)


def test_result_is_told_to_whoever_handled_the_case_who_objects_once_and_not_after_agreeing(county):
    row, _ = told(county)
    assert list(reviews_for(county.lvshi)) == [row]
    assert list(reviews_for(county.lvshi2)) == []
    with pytest.raises(NotAllowed, match="不是您承办的"):
        do(row, "object", county.lvshi2, 5, content="分数太低了。")
    do(row, "agree_result", county.lvshi, 5)
    with pytest.raises(DomainError, match="您已表示没有异议"):
        do(row, "object", county.lvshi, 6, content="分数太低了。")
    with pytest.raises(DomainError, match="您已表示没有异议"):
        do(row, "agree_result", county.lvshi, 6)


def test_question_names_nobody_whose_complaint_was_merged_into_this_one(county):
    row = complaint(county.zhan1, at=on(3), accused=county.lvshi.name)
    again = complaint(county.zhan1, at=on(4), accused=county.lvshi.name, phone="13911112222")
    act("merge_complaint", again, county.sifaju, 4, other=row)
    row.refresh_from_db()
    accepted(row, county, 5)
    ask = {"to": county.lvshi, "kind": "statement", "due_on": date(2026, 3, 12)}
    with pytest.raises(DomainError, match="不能写出投诉人"):
        act("ask_statement", row, county.sifaju, 6, question="用13911112222的人说您收了钱。", **ask)
