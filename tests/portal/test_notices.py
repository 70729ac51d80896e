"""Public notices: prepared, checked, published by another person, withdrawn by a third; the public page shows what is in force."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from legalaid.faces.portal import chart, domain
from legalaid.faces.portal.models import Notice
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.documents.models import Paper
from stations.models import Handler
from tests.factories import START, new_case, walk


def prepare(
    by, kind="promises", *, intro="", token=None,
    first_day=date(2026, 3, 1), last_day=date(2026, 4, 30),
):  # fmt: skip
    today = timezone.localdate()
    return domain.prepare(
        by=by, token=token or uuid.uuid4(), kind=kind, first_day=first_day, last_day=last_day,
        title="2026年春季公示", intro=intro, shown_from=today, shown_to=today + timedelta(days=30),
    )  # fmt: skip


def publish(notice, by):
    return domain.publish(notice, by=by, title=notice.title, shown_to=notice.shown_to)


@pytest.fixture
def many(county):
    for number in range(4):
        walk(county, "approve_closure", at=START + timedelta(hours=number))
    return county


def test_same_form_sent_twice_makes_one_notice(county):
    token = uuid.uuid4()
    assert (
        prepare(county.admin, "rules", token=token).pk
        == prepare(county.admin, "rules", token=token).pk
    )
    assert Notice.objects.count() == 1


def test_period_without_data_is_said_so_and_nothing_is_kept(county):
    with pytest.raises(DomainError, match="没有可以公示的数据"):
        prepare(county.admin, "cases")
    assert Notice.objects.count() == 0


def test_case_notice_counts_by_kind_and_step(many):
    (table,) = prepare(many.admin, "cases").tables
    assert table["head"] == [
        "类别",
        "申请",
        "通知辩护",
        "受理",
        "给予援助",
        "不予援助",
        "指派",
        "结案",
    ]
    assert table["rows"] == [
        ["刑事", 0, 0, 0, 0, 0, 0, 0], ["民事", 4, 0, 4, 4, 0, 4, 4], ["行政", 0, 0, 0, 0, 0, 0, 0], ["合计", 4, 0, 4, 4, 0, 4, 4],
    ]  # fmt: skip


def test_promise_rates_come_from_the_clocks(many):
    (table,) = prepare(many.admin, "promises").tables
    rows = {row[0]: row[1:] for row in table["rows"]}
    assert rows["审查并作出决定"] == ["7日", 4, "100.0%", "—"]
    assert rows["窗口半小时办结"] == ["30分钟", 4, "0.0%", "—"]


def test_publication_needs_another_person(many):
    notice = prepare(many.zhuren)
    with pytest.raises(NotAllowed, match="须由另一人"):
        publish(notice, many.zhuren)
    publish(notice, many.sifaju)
    assert notice.state == "published"


def test_withdrawal_needs_another_person_and_keeps_the_paper(many):
    notice = publish(prepare(many.admin), many.zhuren)
    with pytest.raises(NotAllowed, match="须由另一人撤下"):
        domain.withdraw(notice, by=many.zhuren, reason="数字有误")
    domain.withdraw(notice, by=many.sifaju, reason="数字有误")
    assert Paper.objects.get(workflow="notice", subject_id=notice.pk).number_text.endswith("第1号")
    assert [event.sentence for event in events_for("notice", notice.pk)][-1] == "撤下公示：数字有误"


def test_two_people_publishing_at_once_leave_one_publication(many):
    notice = prepare(many.admin)
    first, second = Notice.objects.get(pk=notice.pk), Notice.objects.get(pk=notice.pk)
    publish(first, many.zhuren)
    with pytest.raises(StaleState):
        publish(second, many.sifaju)
    assert Paper.objects.filter(workflow="notice").count() == 1


@pytest.mark.parametrize(
    "words",
    ["受援人李国强的工资已经追回", "电话13800138000", "440524198801010011", "石桥乡东河村7号"],
)
def test_personal_data_in_the_words_blocks_publication(many, words):
    notice = prepare(many.admin, "promises", intro=words)
    with pytest.raises(DomainError, match="可能泄露个人信息"):
        publish(notice, many.zhuren)
    notice.refresh_from_db()
    assert notice.state == "prepared"
    assert Paper.objects.filter(workflow="notice").count() == 0


def test_opponent_by_name_blocks_too(county):
    case = new_case(county)
    case.parties.create(role="opponent", name="赵大雷")
    notice = prepare(county.admin, "rules", intro="赵大雷拖欠工资")
    assert [finding.what for finding in domain.findings_of(notice)] == ["当事人姓名"]


def test_small_numbers_block_until_hidden(county):
    walk(county, "grant")
    notice = prepare(county.admin, "cases")
    assert {finding.what for finding in domain.findings_of(notice)} == {"过小的数字"}
    domain.hide_small(notice, by=county.admin)
    assert domain.findings_of(notice) == []


def test_handlers_roster_names_handlers_on_purpose_and_nobody_else(county):
    Handler.objects.update(public=True)
    notice = prepare(county.admin, "handlers")
    assert domain.findings_of(notice) == []
    assert len(notice.tables[0]["rows"]) == 12


def test_public_sees_what_is_in_force_without_login_and_only_that(client, many):
    shown, waiting = publish(prepare(many.admin), many.zhuren), prepare(many.admin, "rules")
    front = client.get(reverse("portal:front")).content.decode()
    assert reverse("portal:public_notice", args=[shown.pk]) in front
    assert reverse("portal:public_notice", args=[waiting.pk]) not in front
    assert client.get(reverse("portal:public_notice", args=[shown.pk])).status_code == 200
    answer = client.get(reverse("portal:public_notice", args=[waiting.pk]))
    page = answer.content.decode()
    assert (answer.status_code, "没有这一页" in page, "案件" in page) == (404, True, False)
    pdf = client.get(reverse("portal:public_pdf", args=[shown.pk]))
    assert b"".join(pdf.streaming_content)[:5] == b"%PDF-"
    domain.withdraw(shown, by=many.sifaju, reason="更新")
    assert client.get(reverse("portal:public_notice", args=[shown.pk])).status_code == 410
    assert client.get(reverse("portal:public_pdf", args=[shown.pk])).status_code == 404


@pytest.mark.parametrize(
    ("kind", "answer"),
    [("promises", 200), ("cases", 200), ("duty", 404), ("handlers", 404), ("subsidies", 404)],
)
def test_notice_whose_days_are_over_stays_in_the_archive_unless_it_names_somebody(
    client, many, kind, answer
):
    notice = publish(prepare(many.admin), many.zhuren)
    over = timezone.localdate() - timedelta(days=1)
    Notice.objects.filter(pk=notice.pk).update(kind=kind, shown_from=over, shown_to=over)
    address = reverse("portal:public_notice", args=[notice.pk])
    assert client.get(address).status_code == answer
    assert (
        client.get(reverse("portal:public_pdf", args=[notice.pk])).status_code == answer
    )  # the file goes with the page
    year = client.get(reverse("portal:archive")).content.decode()
    assert (address in year, "公示期已满" in year) == (answer == 200, answer == 200)
    assert address not in client.get(reverse("portal:front")).content.decode()


def test_prepare_page_keeps_what_was_typed(sign_in, county):
    client = sign_in(county.admin)
    form = client.get(reverse("notices:prepare")).context["form"].initial
    answer = client.post(
        reverse("notices:prepare"),
        {
            **form,
            "kind": "cases",
            "intro": "保留我",
            "first_day": "2026-04-30",
            "last_day": "2026-03-01",
        },
    )
    assert answer.status_code == 422
    assert "数据止日早于起日。" in answer.content.decode()
    assert "保留我" in answer.content.decode()


@pytest.mark.django_db
def test_chart_follows_the_table_from_application_to_archive():
    line = chart.main_line()
    assert (line[0][0], line[-1][0]) == ("submitted", "archived")
    assert [step.key for _, step in line[:-1]][:4] == ["accept", "pass_form", "recommend", "grant"]
    assert [step.key for state, step in line if state == "follow_up"] == [
        "follow_up"
    ]  # not its waiving
    assert "审查并作出决定7日" in chart.svg()
