"""Frozen returns: true before they are frozen, the same bytes of the same data, every case of a difference named, handed in by its day."""

import hashlib
import json
from datetime import date
from threading import Thread

import pypdfium2
import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.urls import reverse

from cases.domain.counted import add_up
from cases.models import CountedCase, LocalTopics
from legalaid.faces.desk.sources.returns import returns
from legalaid.faces.statistics.domain.period import save_period
from legalaid.faces.statistics.domain.snapshot import freeze, intact, remind
from legalaid.faces.statistics.models import Period, Snapshot
from legalaid.faces.statistics.queries import due, frozen
from legalaid.faces.statistics.queries.table import Check
from legalaid.faces.statistics.tables import RULES
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.models import Message
from tests.cases.test_consultation import consult
from tests.factories import new_case, walk
from tests.statistics.years import at


def month(name):
    return Period.objects.select_related("scheme").get(scheme__name="自然月", name=name)


@pytest.fixture
def march(county):
    """A month with one case granted and one question."""
    walk(county, "grant", at=at(2025, 3, 3))
    consult(county, at=at(2025, 3, 4))
    return month("2025年3月")


def test_same_data_are_the_same_bytes_on_every_database(county, march):
    row = freeze(march, by=county.zhuren, at=at(2025, 4, 2))
    told = json.loads(row.figures)
    assert [number for _, number in told["tables"]["monthly"]] == [
        "1", "1", "0", "0", "0", "0", "0", "0", "0", "0", "—", "—", "1", "0.0000", "1", "0", "0", "0", "1", "0", "0", "0", "0", "0",
    ]  # fmt: skip
    assert frozen.inflated(row.rows) == ROWS
    assert row.sha256 == hashlib.sha256(row.figures.encode()).hexdigest() == SHA256
    assert (row.number, row.by, intact(row)) == (1, county.zhuren, True)


ROWS = (
    '{"cases":{"清援案〔2025〕0001号/0":{"all.granted":"1","all.recipients":"1","all.recipients.migrant_worker":"1","monthly.outside":"1"}},'
    '"consultations":{"清援询〔2025〕1号":{"asked":"1"}}}'
)
SHA256 = "ee9fd6f4bbcb5a378b9843ab741e3c5e85b101ca05ff92d3ed2a1086a1c15f24"


def test_frozen_figures_that_were_touched_do_not_answer_to_their_sum(county, march):
    row = freeze(march, by=county.zhuren)
    Snapshot.objects.filter(pk=row.pk).update(
        figures=row.figures.replace('"asked":"1"', '"asked":"2"')
    )
    assert intact(Snapshot.objects.get(pk=row.pk)) is False


def test_figures_that_differ_from_their_rows_are_not_frozen(county, march):
    CountedCase.objects.update(persons=F("persons") + 1)
    with pytest.raises(DomainError, match="“受援人合计”各月合计是1，逐件相加是2。"):
        freeze(march, by=county.zhuren)
    assert not Snapshot.objects.exists()


def test_refused_freeze_leads_to_the_cases_that_do_not_add_up_and_they_lead_back(
    sign_in, county, march
):
    profile = CountedCase.objects.get().profile
    profile.pk, profile.forum = None, "nowhere"
    profile.save()
    CountedCase.objects.update(profile=profile)
    add_up()
    client, address = sign_in(county.zhuren), f"/statistics/periods/{march.pk}/freeze/"
    assert "正在核对合计" in client.get(address).content.decode()
    page = client.get(f"{address}?now=1").content.decode()
    assert "没有通过核对，不能存档" in page
    assert "月报“案件数”2＝7＋8＋9＋10＋11＋12＋13 不符：1 与 0。" in page
    assert ">存档</button>" not in page

    cases = f"/statistics/tables/monthly/checks/1/?period={march.pk}"
    assert f'href="{cases}"' in page
    page = client.get(cases).content.decode()
    assert ("清援案〔2025〕0001号" in page, f'href="{address}"' in page) == (True, True)
    assert '<table class="list cards">' in page  # a card on a telephone


def test_sums_unlike_their_rows_wait_for_the_night(sign_in, county, march):
    CountedCase.objects.update(persons=F("persons") + 1)
    page = (
        sign_in(county.zhuren).get(f"/statistics/periods/{march.pk}/freeze/?now=1").content.decode()
    )
    assert "合计每天夜里按案件重新计算，请明天再来存档" in page
    assert "应当相等的栏目不相等" not in page
    add_up()
    assert freeze(march, by=county.zhuren).number == 1


def test_check_of_sides_that_count_different_things_leads_nowhere():
    traced = {rule.text for rule in RULES if Check(0, rule, 1, 2, ()).traced}
    assert ("1>=t8#1" in traced, "2=7+8+9+10+11+12+13" in traced) == (False, True)


def test_freeze_that_breaks_off_before_it_is_on_record_leaves_nothing(county, march):
    table = Event._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_away")
    with pytest.raises(DatabaseError), transaction.atomic():
        freeze(march, by=county.zhuren)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table}_away RENAME TO {table}")
    assert not Snapshot.objects.exists()
    assert freeze(march, by=county.zhuren).number == 1


def test_frozen_quarter_keeps_what_the_county_called_its_own_columns(county):
    named = LocalTopics.objects.create(valid_from=date(2025, 1, 1), text="征地拆迁", source="县")
    consult(county, at=at(2025, 3, 4), local=["1"])
    quarter = Period.objects.get(
        scheme__name="季度", starts_on=date(2025, 1, 1), ends_on=date(2025, 3, 31)
    )
    row = freeze(quarter, by=county.zhuren, at=at(2025, 4, 2))
    named.text = "别的名称"
    named.save()
    (own,) = (lines for table, lines in frozen.printed(row) if table.key == "quarterly")
    assert [(line.label, said) for line, said in own if line.figure == "asked.local.1"] == [
        ("征地拆迁", "1")
    ]


def test_period_that_runs_is_not_frozen(county):
    running = Period.objects.get(scheme__name="自然年", name="2026年")
    with pytest.raises(DomainError, match="2026年还没有结束，期满以后才能存档。"):
        freeze(running, by=county.zhuren)


def test_difference_names_every_case_that_moved_a_figure(county, march):
    row = freeze(march, by=county.zhuren)
    assert frozen.difference(row) == []

    walk(county, "grant", at=at(2025, 3, 10))
    consult(county, at=at(2025, 3, 11), channel="phone")
    changed = {one.figure.key: one for one in frozen.difference(row)}
    assert {key: (one.before, one.now) for key, one in changed.items()} == {
        "asked": (1, 2), "all.granted": (1, 2), "all.recipients": (1, 2), "all.recipients.migrant_worker": (1, 2), "monthly.outside": (1, 2),
    }  # fmt: skip
    assert changed["all.granted"].rows == (("cases", "清援案〔2025〕0002号/0", 0, 1),)
    assert changed["asked"].rows == (("consultations", "清援询〔2025〕2号", 0, 1),)


def test_figure_whose_sum_is_the_same_while_its_cases_are_not_is_a_difference(county, march):
    other = walk(county, "grant", at=at(2025, 2, 3))
    row = freeze(march, by=county.zhuren)
    CountedCase.objects.filter(decided_on__month=3).update(decided_on=date(2025, 2, 28))
    CountedCase.objects.filter(case=other).update(decided_on=date(2025, 3, 1))
    (moved,) = [one.rows for one in frozen.difference(row) if one.figure.key == "all.granted"]
    assert [(name, was, now) for _, name, was, now in moved] == [
        ("清援案〔2025〕0001号/0", 1, 0),
        ("清援案〔2025〕0002号/0", 0, 1),
    ]


def test_handed_in_again_with_a_reason_and_only_where_something_changed(sign_in, county, march):
    first = freeze(march, by=county.zhuren)
    with pytest.raises(DomainError, match="数据与上次存档相同，不需要重报。"):
        freeze(march, by=county.zhuren, reason="再报")

    new_case(county, at=at(2025, 3, 12))
    consult(county, at=at(2025, 3, 12))
    address = reverse("statistics:freeze", args=[march.pk])
    page = sign_in(county.zhuren).post(address, {"reason": ""})
    assert (page.status_code, page.context["form"].errors) == (422, {"reason": ["请填写这一项。"]})
    answer = sign_in(county.zhuren).post(address, {"reason": "补登一次咨询"})
    second = Snapshot.objects.get(number=2)
    assert answer.url == second.get_absolute_url()
    assert (second.reason, str(second)) == ("补登一次咨询", "2025年3月报表（第2次报送）")
    assert Snapshot.objects.get(number=1).sha256 == first.sha256


def test_period_that_was_frozen_keeps_its_days(county, march):
    freeze(march, by=county.zhuren)
    with pytest.raises(DomainError, match="这一期的报表已经存档，期别不能再改。"):
        save_period(
            by=county.admin,
            period=march,
            scheme=march.scheme,
            name="三月",
            starts_on=march.starts_on,
            ends_on=march.ends_on,
        )


def test_page_shows_the_cases_to_whom_may_see_cases_and_numbers_to_the_others(
    sign_in, county, march
):
    row = freeze(march, by=county.zhuren)
    walk(county, "grant", at=at(2025, 3, 10))
    quick = sign_in(county.zhuren).get(row.get_absolute_url()).content.decode()
    assert ("正在与现在的数据比较" in quick, "清援案〔2025〕0002号" in quick) == (True, False)
    compared = f"{row.get_absolute_url()}?now=1"
    page = sign_in(county.zhuren).get(compared).content.decode()
    assert ("清援案〔2025〕0002号" in page, "重报</a>" in page) == (True, True)
    for person in (county.admin, county.sifaju):
        page = sign_in(person).get(compared).content.decode()
        assert ("清援案〔2025〕0002号" in page, "1件不在您的权限之内" in page) == (False, True)
    data = sign_in(county.admin).get(f"{row.get_absolute_url()}?export=json").content
    assert hashlib.sha256(data).hexdigest() == row.sha256


@pytest.mark.django_db(transaction=True)
def test_what_is_written_while_it_reads_is_of_the_next_moment(county):
    walk(county, "grant", at=at(2025, 3, 3))

    def write():
        CountedCase.objects.update(persons=9)
        connection.close()

    other = Thread(target=write)
    with frozen.one_moment():
        before = list(CountedCase.objects.values_list("persons", flat=True))
        other.start()
        other.join(timeout=1)
        assert list(CountedCase.objects.values_list("persons", flat=True)) == before == [1]
    other.join()
    assert list(CountedCase.objects.values_list("persons", flat=True)) == [9]


def test_months_that_are_over_are_owed_until_they_are_frozen(county, march):
    assert [(str(one.period), one.due) for one in due.owed(date(2025, 4, 3))] == [
        ("2025年3月", date(2025, 4, 5)),
    ]
    freeze(march, by=county.zhuren)
    assert [str(one.period) for one in due.owed(date(2025, 5, 2))] == ["2025年4月"]


def test_months_follow_the_scheme_the_office_reports_by(county):
    own = Period.objects.get(scheme__name="统计月（21日至次月20日）", name="2025年3月")
    freeze(own, by=county.zhuren)
    assert str(due.monthly_scheme()) == "统计月（21日至次月20日）"


def test_who_hands_in_is_told_once_when_a_month_is_over_and_once_when_it_is_late(county, march):
    for day in (2, 3, 6, 7):
        remind(date(2025, 4, day))
    told = Message.objects.filter(key__contains="monthly:").order_by("pk")
    march = [(row.user, row.text) for row in told if row.text.startswith("2025年3月")]
    assert march == [
        (county.zhuren, "2025年3月月报还没有存档，请在4月5日前核对、存档。"),
        (county.zhuren, "2025年3月月报还没有存档，应在4月5日前报送，已经超期。"),
    ]


def test_month_that_is_owed_stands_on_the_first_page_of_the_director(county, march):
    waiting = returns(county.zhuren, at(2025, 4, 3))
    assert [(one.rows[0].who, one.rows[0].verb) for one in waiting] == [
        ("2025年3月", "核对、存档"),
    ]
    assert returns(county.admin, at(2025, 4, 3)) == []


def sheets(client, row):
    pages = pypdfium2.PdfDocument(client.get(row.get_absolute_url(), {"export": "pdf"}).content)
    return ["".join(page.get_textpage().get_text_range().split()) for page in pages]


def test_return_is_printed_as_it_was_handed_in_whatever_became_of_its_cases(sign_in, county, march):
    row, client = freeze(march, by=county.zhuren, at=at(2025, 4, 2)), sign_in(county.zhuren)
    walk(county, "grant", at=at(2025, 3, 10))
    (page,) = sheets(client, row)
    assert "法律援助工作月报表" in page
    assert "统计期：2025年3月（2025年3月1日至2025年3月31日）2025年4月2日由李国梁存档" in page
    assert ("2案件数件1" in page, "15受援人数人次1" in page) == (True, True)
    assert f"校验码{row.sha256}" in page

    again = freeze(march, by=county.zhuren, at=at(2025, 4, 9), reason="漏了一件")
    (page,) = sheets(client, again)
    assert "第2次报送" in page
    assert "重报的理由：漏了一件。与上次报送（2025年4月2日，校验码" in page
    assert ("2案件数件21" in page, "1咨询人次11" in page) == (True, True)  # now, before
    assert Event.objects.filter(verb="statistics.export").count() == 2


def test_first_return_says_that_another_stands_in_its_place(sign_in, county, march):
    first, client = freeze(march, by=county.zhuren), sign_in(county.zhuren)
    walk(county, "grant", at=at(2025, 3, 10))
    page = client.get(f"{first.get_absolute_url()}?now=1").content.decode()
    assert (">重报</a>" in page, "为准。" in page, "all.granted" in page) == (True, False, False)

    second = freeze(march, by=county.zhuren, reason="漏了一件")
    page = client.get(f"{first.get_absolute_url()}?now=1").content.decode()
    assert (
        f'现在以<a href="{second.get_absolute_url()}">2025年3月报表（第2次报送）</a>为准。' in page
    )
    assert ">重报</a>" not in page
    page = client.get(f"{second.get_absolute_url()}?now=1").content.decode()
    assert f'漏了一件；<a href="{first.get_absolute_url()}">上次报送</a>' in page
