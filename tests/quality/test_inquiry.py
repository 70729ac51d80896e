"""Asking the organs: the letter and its slip, the answer by its code, reminders by rule rows, figures by organ."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cases.quality.domain import inquiry as acts
from cases.quality.models import Inquiry
from cases.quality.queries.draw import drawn_for, drawn_to_ask
from cases.quality.queries.inquiry import figures_by_organ, of_code
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Attachment
from legalaid.platform.notifications.models import Message
from legalaid.platform.procedure.models import ClockRule
from tests.factories import SHEET, new_case, walk
from tests.papers import assert_words, paper_of
from tests.quality.plans import closed, drawn

SENT = timezone.make_aware(datetime(2026, 4, 1, 9))
SAID = {
    "answered_on": date(2026, 4, 8), "manner": "slip", "timely": "4", "prepared": "3", "opinion": "3", "clean": True,
    "overall": "4", "remarks": "沟通顺畅。",
}  # fmt: skip
ORGAN = "清和县劳动人事争议仲裁委员会"


def asked(county, case=None, *, by=None, organ=ORGAN, at=SENT):
    case = case or closed(county)[0]
    return acts.ask(
        case, by=by or county.shencha, organ=organ, organ_number="清劳人仲〔2026〕12号", at=at
    )


def answered(county, row, **changes):
    acts.answer(row, by=county.shencha, at=SENT + timedelta(days=7), **SAID | changes)


def test_letter_has_a_code_of_its_own_and_a_limit(county):
    row = asked(county)
    other = asked(county, organ="清和县人民法院", case=row.case)
    assert len({row.code, other.code}) == 2
    assert set(row.code) <= set("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
    assert timezone.localdate(row.due_at) == date(2026, 4, 16)


def test_organ_is_asked_once_of_a_case_unless_the_letter_was_voided(county):
    row = asked(county)
    with pytest.raises(DomainError, match="已经就此案征询过") as told:
        asked(county, row.case)
    assert told.value.field == "organ"
    acts.void(row, by=county.shencha, at=SENT + timedelta(days=1), reason="寄错了机关。")
    assert asked(county, row.case, at=SENT + timedelta(days=2)).state == "sent"


def test_case_without_handler_and_organ_without_name_are_refused(county):
    with pytest.raises(DomainError, match="还没有承办人"):
        asked(county, new_case(county))
    with pytest.raises(DomainError, match="全称"):
        asked(county, organ=" ")


def test_answer_is_found_by_its_code_and_put_right_with_a_reason(county):
    row = asked(county)
    assert of_code(county.shencha, f" {row.code.lower()} ") == row
    assert of_code(county.chuangkou, row.code) is None
    with pytest.raises(DomainError, match="发函之日与今天之间"):
        answered(county, row, answered_on=date(2026, 3, 31))
    answered(county, row)
    again = SAID | {"overall": "2"}
    with pytest.raises(DomainError, match="不少于4个字"):
        acts.correct(row, by=county.shencha, at=SENT + timedelta(days=8), reason="错", **again)
    acts.correct(row, by=county.shencha, at=SENT + timedelta(days=8), reason="看错一栏。", **again)
    assert (row.state, row.overall, row.due_at) == ("answered", "2", None)


def test_answer_does_what_was_drawn(county):
    (case,) = closed(county)
    drawn(county, tool="inquiry", share=100)
    row = asked(county, case, at=SENT + timedelta(days=100))
    acts.answer(
        row,
        by=county.shencha,
        at=SENT + timedelta(days=101),
        **SAID | {"answered_on": date(2026, 7, 11)},
    )
    assert drawn_for("inquiry").count() == 0


def test_what_is_said_of_money_reaches_the_director(county):
    row = asked(county)
    answered(county, row, clean=False)
    said = Message.objects.filter(user=county.zhuren).latest("pk")
    assert (
        said.text
        == f"{row.case.number}{ORGAN}反映了须核实的问题，质量等次和补贴已暂停，请核实处理。"
    )


def reminders(county, days):
    acts.remind_inquiries(SENT + timedelta(days=days))
    return Message.objects.filter(user=county.shencha, kind="due").count()


def test_sender_is_reminded_after_the_limit_and_again_after_the_days_of_the_rule(county):
    asked(county)
    assert [reminders(county, days) for days in (14, 16, 17, 26)] == [0, 1, 1, 2]


def test_limits_are_rows_an_administrator_sets(county):
    for key, limit in (("inquiry", 5), ("remind_inquiry", 3)):
        rule = {"limit": limit, "unit": "day", "roll": False}
        ClockRule.objects.create(key=key, valid_from=date(2026, 1, 1), **rule)
    asked(county)
    assert [reminders(county, days) for days in (5, 6, 7, 9)] == [0, 1, 1, 2]


def test_figures_by_organ(county):
    first, second, third = (asked(county, case) for case in closed(county, 3))
    asked(county, first.case, organ="清和县人民法院")
    answered(county, first)
    answered(county, second, overall="2", clean=False)
    acts.void(third, by=county.shencha, at=SENT + timedelta(days=1), reason="寄错了机关。")
    rows = figures_by_organ(county.zhuren, date(2026, 4, 1), date(2026, 4, 30))
    assert list(rows) == [
        {
            "organ": "清和县人民法院",
            "asked": 1,
            "answered": 0,
            "average": None,
            "good": 0,
            "unclean": 0,
        },
        {"organ": ORGAN, "asked": 2, "answered": 2, "average": 3.0, "good": 1, "unclean": 1},
    ]
    assert list(figures_by_organ(county.zhuren, date(2026, 5, 1), date(2026, 5, 30))) == []


def test_handler_does_not_ask_about_the_own_work(county):
    case = walk(county, "conclude")
    with pytest.raises(NotAllowed):
        asked(county, case, by=county.lvshi)


def test_letter_names_numbers_and_handler_and_nobody_else(office):
    row = asked(office)
    paper = paper_of(row, "inquiry_letter")
    assert_words(paper, "征询仲裁委", 编码=row.code)
    assert "李国强" not in str(paper.context)


def test_pages_from_the_letter_to_the_answer_with_its_scan(county, sign_in):
    (case,) = closed(county)
    client = sign_in(county.shencha)
    new = reverse("quality:organ_inquiry_new")
    wrong = client.post(new, {"number": "没有"})
    assert wrong.context["form"].errors == {"number": ["没有这个编号的案件，请核对。"]}
    page = client.post(new, {"number": case.number}, follow=True)
    row = Inquiry.objects.get()
    assert (row.organ, page.status_code) == (case.organ, 200)
    found = client.get(reverse("quality:organ_inquiries"), {"code": row.code})
    assert found.url == row.get_absolute_url()
    assert (
        "没有这个回执编码"
        in client.get(reverse("quality:organ_inquiries"), {"code": "X"}).content.decode()
    )
    today = timezone.localdate().isoformat()
    said = {name: str(value) for name, value in SAID.items()} | {"clean": "1", "answered_on": today}
    said["scan"] = SimpleUploadedFile("slip.pdf", SHEET)
    assert client.post(f"{row.get_absolute_url()}record_opinion/", said).status_code == 302
    assert Attachment.objects.get(workflow="inquiry", subject_id=row.pk).title == "征询意见回执"
    assert "沟通顺畅" in client.get(row.get_absolute_url()).content.decode()
    assert ORGAN in client.get(reverse("quality:organ_figures")).content.decode()


def test_drawn_case_waits_for_a_letter_again_once_its_own_was_voided(county):
    (case,) = closed(county)
    drawn(county, tool="inquiry", share=100)
    assert [row.case for row in drawn_to_ask(county.shencha)] == [case]
    row = asked(county, case)
    assert list(drawn_to_ask(county.shencha)) == []
    acts.void(row, by=county.shencha, at=SENT + timedelta(days=1), reason="寄错了机关。")
    assert [row.case for row in drawn_to_ask(county.shencha)] == [case]


def test_case_whose_answer_was_voided_is_asked_again(county):
    (case,) = closed(county)
    made = drawn(county, tool="inquiry", share=100)
    row = asked(county, case)
    answered(county, row)
    assert made.cases.get().done_at == SENT + timedelta(days=7)
    acts.void(row, by=county.shencha, at=SENT + timedelta(days=8), reason="回执属于另一案。")
    assert made.cases.get().done_at is None
    assert [row.case for row in drawn_to_ask(county.shencha)] == [case]


def test_case_of_which_another_organ_answered_stays_done(county):
    (case,) = closed(county)
    made = drawn(county, tool="inquiry", share=100)
    one, other = asked(county, case), asked(county, case, organ="清和县人民法院")
    answered(county, one)
    answered(county, other)
    acts.void(one, by=county.shencha, at=SENT + timedelta(days=8), reason="回执属于另一案。")
    assert made.cases.get().done_at == SENT + timedelta(days=7)
