"""A notice that cannot be read throughout is registered all the same: its three days run, the organ is asked, and nothing untrue is printed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cases.domain.notice import amend_notice
from cases.enums import Notified, Organ
from cases.models import Case, Cause
from cases.queries.owed import not_yet, owed_of
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from tests.cases.test_notice import NOTICE, PERSON, clocks, notified, on
from tests.factories import START, do
from tests.papers import words_of

HALF_READ = {
    "number": "清法援通〔2026〕□号",
    "dated_on": None,
    "unclear": ",number,dated_on,cause,notified,",
}
OPEN = {"notified": "unclear", "crowds": []}
ASKED = "向清和县人民法院核实通知书看不清的通知书文号、通知书日期、涉嫌罪名、通知情形"


def half_read(county, **more):
    return notified(
        county, cause=Cause.objects.get(name="罪名待核实"), notice=HALF_READ, **OPEN, **more
    )


def completed(case, county, day=2, **more):
    facts = {
        "fields": {"cause": Cause.objects.get(name="盗窃罪"), "notified": "sensory", "stage": "一审", "applicant_role": "被告人",
                   "organ": "清和县人民法院", "crowds": [], "facts": ""},
        "person": PERSON,
        "notice": NOTICE | {"unclear": ""},
        "reason": "书记员3月4日电话告知",
    }  # fmt: skip
    amend_notice(case, by=county.chuangkou, at=START + timedelta(days=day), **facts | more)
    case.refresh_from_db()
    return case


def test_three_days_run_from_receipt_while_the_organ_is_asked(county, sign_in):
    case = half_read(county)
    assert (case.state, clocks(case)["notified_assignment"][0]) == ("granted", date(2026, 3, 6))
    assert [(owed.who, owed.task, owed.step) for owed in owed_of(case, date(2026, 3, 3))] == [
        ("window", ASKED, "amend_notice")
    ]

    page = sign_in(county.chuangkou).get(reverse("home")).content.decode()
    assert "3月3日收到的通知书看不清通知书文号、通知书日期、涉嫌罪名、通知情形" in page
    page = sign_in(county.chuangkou).get(case.get_absolute_url()).content.decode()
    assert ASKED in page
    assert "看不清，待核实" in page


def test_papers_say_what_could_not_be_read_and_assert_nothing_in_its_place(county):
    case = on(half_read(county), county, "assign", "accept_assignment")
    reply = words_of(Paper.objects.get(subject_id=case.pk, kind="notice_reply"))
    assert (
        "（通知书日期看不清，待核实）清法援通〔2026〕□号（看不清，待核实）通知收悉。本中心已指派"
        in reply
    )
    assert (
        "来件的通知书文号、通知书日期、涉嫌罪名、通知情形看不清，请核实后书面告知本中心。" in reply
    )
    assert "担任被告人赵小军罪名待核实一案的辩护人" in reply
    assert "第三十六条" not in reply


def test_completed_with_a_reason_it_is_owed_no_more_and_what_went_out_is_issued_anew(county):
    case = completed(on(half_read(county), county, "assign", "accept_assignment"), county)
    assert (case.notified, case.cause.name, case.notice.unread) == ("sensory", "盗窃罪", [])
    assert owed_of(case, date(2026, 3, 5))[0].task.startswith("送达")

    standing = Paper.objects.filter(subject_id=case.pk, superseded_by=None)
    anew = {paper.kind: words_of(paper) for paper in standing}
    assert sorted(anew) == [
        "agreement",
        "assignment_notice",
        "notice_reply",
        "official_letter",
        "power_of_attorney",
    ]
    assert [kind for kind, words in anew.items() if "待核实" in words] == []
    assert "3月2日清法援通〔2026〕12号通知收悉" in anew["notice_reply"]


def test_file_is_not_closed_before_it_is_known(county):
    case = on(
        half_read(county),
        county,
        "assign",
        "accept_assignment",
        "sign_agreement",
        "hold_first_meeting",
    )
    said = (
        "通知书看不清的通知书文号、通知书日期、涉嫌罪名、通知情形还没有核实，请先“更正通知登记”。"
    )
    assert not_yet(case)["conclude"] == said
    with pytest.raises(DomainError, match="还没有核实"):
        do(case, county, "conclude", START + timedelta(days=9))

    do(completed(case, county, day=9), county, "conclude", START + timedelta(days=10))
    assert case.state == "concluded"


@pytest.mark.parametrize(
    ("notice", "fields", "field"),
    [
        ({"dated_on": None}, {}, "dated_on"),
        ({"number": ""}, {}, "number"),
        ({"unclear": ",dated_on,"}, {}, "dated_on"),
        ({}, {"notified": "unclear"}, "notified"),
        ({"unclear": ",stage,"}, {}, "stage"),
        ({"unclear": ",stage,"}, {"stage": "看不清，待核实", "applicant_role": "犯罪嫌疑人"}, "applicant_role"),
    ],
)  # fmt: skip
def test_what_is_left_open_is_named_and_what_is_named_is_left_open(county, notice, fields, field):
    with pytest.raises(DomainError) as refused:
        notified(county, notice=notice, **fields)
    assert refused.value.field == field
    assert not Case.objects.exists()


def test_stage_that_cannot_be_read_is_not_printed_as_one(county):
    case = notified(county, notice={"unclear": ",stage,"}, stage="看不清，待核实")
    on(case, county, "assign", "accept_assignment")
    letter = words_of(Paper.objects.get(subject_id=case.pk, kind="official_letter"))
    assert "在刑事诉讼中担任赵小军的辩护人" in letter


def test_form_takes_what_is_legible_and_asks_for_what_is_neither_given_nor_ticked(county, sign_in):
    client, page = sign_in(county.chuangkou), reverse("cases:notice_new")
    typed = {
        "organ_kind": Organ.COURT, "organ": "清和县人民法院", "number": "清法援通〔2026〕□号", "received_on": "2026-03-02", "name": "赵□军",
        "applicant_role": "被告人", "id_kind": "resident", "stage": "一审", "token": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
    }  # fmt: skip
    answer = client.post(page, typed)
    assert sorted(answer.context["form"].errors) == ["cause", "contact", "dated_on", "notified"]

    ticked = ["number", "dated_on", "contact", "name", "cause", "notified"]
    client.post(page, typed | {"unclear": ticked})
    case = Case.objects.get()
    assert (case.applicant.name, case.notified, case.cause.name) == (
        "赵□军",
        Notified.UNCLEAR,
        "罪名待核实",
    )
    assert case.notice.unread == ticked


def test_no_charge_is_offered_where_a_charge_is_looked_for(county, sign_in):
    page = sign_in(county.chuangkou).get(reverse("cases:charges"), {"cause_text": "罪名"})
    assert "罪名待核实" not in page.content.decode()
