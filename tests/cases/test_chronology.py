"""经过: one chronology of steps, papers, files, meetings, the log and hearings, newest first, in sentences, by filter, bounded."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.domain.material import add_file, remove_file
from cases.queries.chronology import SHOWN, chronology_of
from cases.workflow import CASE
from legalaid.platform.audit.chain import record
from legalaid.platform.documents.models import Attachment
from tests.documents.test_dossier import foreign_pdf
from tests.factories import START, new_case, walk

HTMX = {"HX-Request": "true"}


def lines(found):
    """[(day and hour, who, sentence, what it leads to)]."""
    return [
        (
            f"{timezone.localtime(entry.at):%m-%d{' %H:%M' if entry.timed else ''}}",
            entry.who,
            entry.says,
            [text for text, _ in entry.links],
        )
        for entry in found.entries
    ]


def handled(county):
    """A case with a log of the same day, one written down later, a report to the recipient and a hearing that was."""
    case = walk(county, "hold_first_meeting")
    at = START + timedelta(days=10)
    log = {"by": county.lvshi, "at": at, "manner": "电话"}
    talk = {"entry_kind": "集体讨论", "done_on": timezone.localdate(at), "content": "先仲裁。"}
    CASE.acts["add_log"](case, **log, **talk)
    earlier = {"entry_kind": "调查取证", "done_on": timezone.localdate(at - timedelta(days=1))}
    CASE.acts["add_log"](case, **log, **earlier, content="调取工资条。")
    told = {"done_on": timezone.localdate(at), "content": "告知开庭时间。"}
    CASE.acts["report_progress"](case, **log, **told)
    court = {"organ": "清和县仲裁委", "place": "第一庭", "starts_at": at + timedelta(hours=5)}
    CASE.acts["schedule_hearing"](case, by=county.lvshi, at=at, **court)
    return case


def test_whole_life_is_told_in_sentences_newest_first(county):
    names = {key: getattr(county, key).name for key in ("chuangkou", "shencha", "zhuren", "lvshi")}
    clerk, reviewer, director, lawyer = names.values()
    case = handled(county)
    given = f"指派{lawyer}承办，未指派推荐首位{case.assignments.get().passed_over}：专长相符"
    assert lines(chronology_of(case)) == [
        ("03-13 14:00", "", "清和县仲裁委第一庭开庭", []),
        ("03-13 09:00", lawyer, "向受援人通报（电话）：告知开庭时间。", []),
        ("03-13 09:00", lawyer, "集体讨论（电话）：先仲裁。", []),
        ("03-13 09:00", lawyer, "登记开庭：2026年3月13日 14:00 第一庭", []),
        ("03-12", lawyer, "调查取证（电话）：调取工资条。", []),
        ("03-11 09:00", lawyer, "首次会见（约见）：接待室，当面，已告知4项", []),
        ("03-10 09:00", lawyer, "2026年3月10日签订委托协议和授权委托书，受援人本人签名", []),
        ("03-09 09:00", lawyer, "接受指派", ["法律援助公函", "委托代理/辩护协议", "授权委托书"]),
        ("03-08 09:00", director, given, ["指派通知书"]),
        ("03-07 09:00", director, "决定给予法律援助：请求支付劳动报酬", ["给予法律援助决定书", "法律援助审查表"]),
        ("03-06 09:00", reviewer, "审查意见：给予", []),
        ("03-05 09:00", reviewer, "形式审查通过", []),
        ("03-04 09:00", clerk, "受理申请，收到材料法律援助申请表", ["申请材料接收凭证"]),
        ("03-03 09:00", clerk, "收到李国强关于“追索劳动报酬纠纷”的法律援助申请", ["法律援助申请表"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("show", "said"),
    [
        ("papers", ["接受", "指派", "决定", "受理", "收到"]),
        ("materials", []),
        ("contacts", ["向受", "首次"]),
        ("readings", ["查看"]),
        ("corrections", []),
        ("nonsense", None),
    ],
)
def test_filter_leaves_what_it_names(county, show, said):
    case = handled(county)
    record("record.reveal", by=county.zhuren, workflow="case", subject_id=case.pk, field="电话", reason="回访")  # fmt: skip
    found = [
        re.sub("^[-0-9]+", "", says)[:2] for _, _, says, _ in lines(chronology_of(case, show=show))
    ]
    everything = [re.sub("^[-0-9]+", "", says)[:2] for _, _, says, _ in lines(chronology_of(case))]
    assert found == (everything if said is None else said)


def test_files_of_one_person_in_one_minute_are_one_line_and_a_removed_one_leads_nowhere(county):
    case = new_case(county)
    for title in ("身份证明", "工资条"):
        pdf = SimpleUploadedFile("a.pdf", foreign_pdf(), content_type="application/pdf")
        add_file(case, pdf, slot="identity", title=title, by=county.chuangkou)
    minute = timezone.now().replace(second=10)
    Attachment.objects.update(uploaded_at=minute)
    remove_file(case, Attachment.objects.last(), by=county.chuangkou, reason="放错了")

    found = chronology_of(case, show="materials").entries
    [upload] = [entry for entry in found if entry.links]
    first = Attachment.objects.first()
    where = reverse("documents:file", args=[first.pk])
    pages = f"（{first.pages}页）" if first.pages > 1 else ""
    assert upload.links == ((f"身份证明{pages}", where), ("工资条（已移除）", ""))
    assert upload.who == county.chuangkou.name


def test_hearings_ahead_stand_above_the_past_and_only_among_the_acts(county):
    case = walk(county, "hold_first_meeting")
    for days in (1, 3):
        starts = timezone.localtime().replace(hour=10, minute=0) + timedelta(days=days)
        court = {"organ": "清和县仲裁委", "place": "第一庭", "starts_at": starts}
        CASE.acts["schedule_hearing"](case, by=county.lvshi, **court)
    assert [entry.note for entry in chronology_of(case).coming] == ["明天", "3 天后"]
    assert len(chronology_of(case, show="acts").coming) == 2
    assert chronology_of(case, show="papers").coming == ()


def test_long_life_is_shown_in_parts_and_whole_on_paper(county, sign_in):
    case = new_case(county)
    for number in range(SHOWN + 5):
        record("record.reveal", by=county.zhuren, workflow="case", subject_id=case.pk, field=f"第{number}次", reason="回访")  # fmt: skip
    total = SHOWN + 6
    first, rest = chronology_of(case), chronology_of(case, skip=SHOWN)
    assert (len(first.entries), first.older) == (SHOWN, SHOWN)
    assert (len(rest.entries), rest.older) == (total - SHOWN, 0)

    client, where = sign_in(county.zhuren), case.get_absolute_url()
    part = client.get(where, {"tab": "history"}, headers=HTMX).content.decode()
    assert f'hx-get="{where}?tab=history&amp;show=&amp;skip={SHOWN}"' in part
    assert (part.count("<li"), "更早的" in part) == (SHOWN, True)
    paper = client.get(f"{where}?all=1").content.decode()
    assert (paper.count("次：回访"), "更早的" in paper) == (SHOWN + 5, False)


def test_filter_answers_in_place_and_its_address_opens_the_same(county, sign_in):
    case = walk(county, "accept")
    client, where = sign_in(county.zhuren), case.get_absolute_url()
    asked = {"tab": "history", "show": "papers"}
    part = client.get(where, asked, headers=HTMX).content.decode()
    assert re.findall(r'aria-current="true">(.*?)<', part) == ["文书"]
    assert "<html" not in part
    whole = client.get(where, asked).content.decode()
    assert ("<html" in whole, "受理申请，收到材料" in whole) == (True, True)
    assert re.findall(r'aria-current="true">([^<]+)<', whole) == ["文书"]


@pytest.mark.parametrize("tab", ["history", "materials", "papers", "work", "findings", "clocks"])
def test_part_needs_the_same_queries_for_one_row_and_three(county, sign_in, tab):
    case, client = handled(county), sign_in(county.zhuren)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as found:
            client.get(case.get_absolute_url(), {"tab": tab}, headers=HTMX)
        counts.append(len(found))
        for number in range(2):
            one_more_of_each(county, case, number)
    assert counts[0] == counts[1]


def one_more_of_each(county, case, number):
    at = timezone.now()
    log = {"done_on": timezone.localdate(at), "manner": "电话", "content": "x"}
    CASE.acts["report_progress"](case, by=county.lvshi, at=at, **log)
    court = {
        "organ": "清和县仲裁委",
        "place": "第一庭",
        "starts_at": at + timedelta(days=number + 1),
    }
    CASE.acts["schedule_hearing"](case, by=county.lvshi, at=at, **court)
    pdf = SimpleUploadedFile("a.pdf", foreign_pdf(), content_type="application/pdf")
    add_file(case, pdf, slot="meeting", title="会见笔录", by=county.lvshi)
    CASE.issue("service_receipt", case, by=county.chuangkou, at=at, document="决定书")


def test_case_page_needs_the_same_queries_for_one_row_and_three(county, sign_in):
    case, client = handled(county), sign_in(county.zhuren)
    counts = []
    client.get(case.get_absolute_url())  # what is kept for all pages is there
    for _ in range(2):
        with CaptureQueriesContext(connection) as found:
            client.get(case.get_absolute_url())
        counts.append(len(found))
        for number in range(2):
            one_more_of_each(county, case, number)
    assert counts[0] == counts[1]


def test_correction_is_counted_and_leads_to_its_line(county, sign_in):
    case = walk(county, "accept")
    record("case.amend", by=county.chuangkou, workflow="case", subject_id=case.pk, changes="联系电话 1 → 2", reason="来电")  # fmt: skip
    client, where = sign_in(county.zhuren), case.get_absolute_url()
    page = client.get(where).content.decode()
    assert f'href="{where}?tab=history&amp;show=corrections#history">更正记录 1</a>' in page
    asked = {"tab": "history", "show": "corrections"}
    part = client.get(where, asked, headers=HTMX).content.decode()
    assert (part.count("<li"), "更正登记信息：联系电话 1 → 2。理由：来电" in part) == (1, True)
