"""The pages of the statistics: what they show, to whom, and as which file."""

import csv
import subprocess
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.counted import write
from cases.law.counting import route
from cases.models import Case, Consultation, ConsultationTopic, CountedCase, LocalTopics
from cases.workflow import CASE
from legalaid.faces.statistics.domain.period import lay_out_ahead, save_period
from legalaid.faces.statistics.exports import guarded
from legalaid.faces.statistics.models import Period, Scheme, Span
from legalaid.faces.statistics.queries.quality import MENDINGS, counts, faulty
from legalaid.faces.statistics.queries.table import fill
from legalaid.faces.statistics.tables import TABLES
from legalaid.faces.statistics.tasks import lay_out_periods
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from stations.models import Station
from tests.factories import START, new_case, person, walk

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))


def period(name="2026年", scheme="自然年"):
    return Period.objects.get(scheme__name=scheme, name=name)


def page(client, name, *args, **query):
    return client.get(reverse(f"statistics:{name}", args=args), {"period": period().pk, **query})


def value(table, number):
    return fill(TABLES[table], YEAR).rows[number - 1].value


def test_walked_case_is_counted_from_grant_to_closing(county):
    case = new_case(county, applicant_count=10, indivisible=False)
    assert value("t6", 2) == 0
    walk(county, "grant", case=case)
    assert (value("t6", 2), value("t6", 47), value("t9", 3)) == (10, 10, 10)
    walked = walk(county, "conclude")
    assert (value("t6", 2), value("t6", 33), value("t6", 47), value("t6", 46)) == (
        11,
        1,
        10,
        walked.amount_won,
    )


def test_a_girl_is_female_in_the_month_and_no_adult_woman(county):
    """facts 6.4: 妇女 is an adult woman; the monthly form counts 女性."""
    girl = person(id_number="110105201205050029", sex="F", birth=date(2012, 5, 5))
    walk(
        county,
        "grant",
        case=new_case(
            county,
            who=girl,
            crowds=["minor", "migrant_worker"],
            unrepresented="以自己的劳动收入生活",
        ),
    )
    assert (value("monthly", 16), value("t6", 29)) == (1, 0)


@pytest.mark.parametrize("channel", ["custody", "duty_lawyer", "firm"])
def test_who_hands_an_application_on_is_no_organ(channel):
    """Table 5: 转交申请 by 公安, 检察院, 法院 or others (facts 6.3)."""
    assert route("", channel) == "transferred"


def test_heirs_of_one_victim_are_one_case_and_as_many_recipients(county):
    walk(county, "grant", case=new_case(county, applicant_count=4, indivisible=True))
    assert (value("t6", 2), value("t6", 25)) == (1, 4)


def test_consultation_on_two_matters_is_one_person_and_two_items(county):
    row = Consultation.objects.create(
        number="1",
        station=Station.objects.first(),
        by=county.chuangkou,
        at=START,
        channel="hotline",
        crowds=["farmer", "woman"],
        main="wages",
        local=["2"],
    )
    ConsultationTopic.objects.create(consultation=row, topic="wages")
    ConsultationTopic.objects.create(consultation=row, topic="lending")
    filled = [line.value for line in fill(TABLES["t11"], YEAR).rows]
    assert [filled[n - 1] for n in (1, 2, 13, 14, 16, 22, 25)] == [1, 0, 1, 1, 2, 1, 1]
    quarterly = [line.value for line in fill(TABLES["quarterly"], YEAR).rows]
    assert [quarterly[n - 1] for n in (1, 8, 10, 28, 32, 43, 47, 48)] == [1, 1, 1, 1, 1, 0, 0, 1]


def test_own_columns_bear_the_names_of_the_period(county):
    LocalTopics.objects.create(valid_from=date(2025, 1, 1), text="电信诈骗\n征地拆迁", source="县")
    LocalTopics.objects.create(valid_from=YEAR.ends, text="电信诈骗\n预付卡", source="县")
    own = fill(TABLES["quarterly"], YEAR).rows[46:]
    assert [row.line.label for row in own[:3]] == ["电信诈骗", "征地拆迁；预付卡", "本地典型三"]
    later = fill(
        TABLES["quarterly"],
        Span(YEAR.ends + timedelta(days=1), YEAR.ends.replace(year=YEAR.ends.year + 1)),
    ).rows[46:]
    assert [row.line.label for row in later[:3]] == ["电信诈骗", "预付卡", "本地典型三"]


def test_stations_stand_by_host_and_checks_hold(county):
    filled = fill(TABLES["t12"], YEAR)
    assert (filled.rows[0].value, filled.rows[2].value, filled.broken) == (12, 6, [])


def test_missing_source_is_named_and_never_a_zero(county, sign_in):
    walk(county, "conclude")
    text = page(sign_in(county.zhuren), "table", "monthly").content.decode()
    assert text.count("数据来源尚未建立") == 2  # notary and expert aid
    assert text.count("一项以后开始统计；在此以前按") == 2


def test_cell_leads_to_its_rows_and_the_look_is_recorded(county, sign_in):
    case = walk(county, "conclude")
    client = sign_in(county.zhuren)
    link = f"{reverse('statistics:rows', args=['civil.closed'])}?period={period().pk}"
    assert link in page(client, "table", "t6").content.decode()
    assert case.number in client.get(link).content.decode()
    assert Event.objects.filter(verb="statistics.rows").get().data["count"] == 1


def test_rows_are_exported_as_far_as_ones_rights_go(county, sign_in):
    walk(county, "conclude")
    other = walk(county, "conclude")
    other.station = county.zhan1.staff.station
    other.save()
    write([other])
    assert rows_of(page(sign_in(county.zhuren), "rows", "civil.closed", export="xlsx")) == 4
    assert rows_of(page(sign_in(county.zhan1), "rows", "civil.closed", export="xlsx")) == 3
    assert Event.objects.filter(verb="statistics.export").count() == 2


def rows_of(answer):
    return openpyxl.load_workbook(BytesIO(answer.content)).active.max_row


@pytest.mark.parametrize(
    ("name", "args", "query", "status"),
    [
        ("rows", ["no.such.figure"], {}, 404), ("rows", ["civil.closed"], {"cut": "station", "value": "999999"}, 404),
        ("rows", ["civil.closed"], {"cut": "no_such"}, 404), ("rows", ["civil.closed"], {"period": "999999"}, 404),
        ("rows", ["civil.closed"], {"cut": "crowd", "value": "everybody"}, 404), ("rows", ["civil.closed"], {"period": "1;--"}, 404),
        ("table", ["t6"], {"station": "999999"}, 404), ("table", ["t99"], {}, 404), ("breaking", ["t6", 99], {}, 404),
    ],
)  # fmt: skip
def test_guessed_address_finds_nothing(county, sign_in, name, args, query, status):
    assert page(sign_in(county.zhuren), name, *args, **query).status_code == status


def test_station_cannot_count_another_station(county, sign_in):
    other = (
        Station.objects.exclude(pk=county.zhan1.staff.station_id)
        .filter(parent__isnull=False)
        .first()
    )
    assert page(sign_in(county.zhan1), "table", "t6", station=other.pk).status_code == 404
    assert (
        page(
            sign_in(county.zhan1), "rows", "civil.closed", cut="station", value=other.pk
        ).status_code
        == 404
    )


def test_administrator_sees_numbers_and_no_case(county, sign_in):
    walk(county, "conclude")
    client = sign_in(county.admin)
    text = page(client, "table", "t6").content.decode()
    assert ("/statistics/rows/" in text, page(client, "rows", "civil.closed").status_code) == (
        False,
        403,
    )


def test_period_without_data_says_so_and_gives_no_file(county, sign_in):
    client, empty = sign_in(county.zhuren), period("2022年").pk
    text = page(client, "table", "t6", period=empty).content.decode()
    assert ("这一期没有数据" in text, 'class="num"' in text) == (True, False)
    assert page(client, "table", "t6", period=empty, export="xlsx").status_code == 404


def test_workbook_opens_in_libreoffice_with_the_same_numbers(county, sign_in, tmp_path):
    walk(county, "conclude")
    client = sign_in(county.zhuren)
    (tmp_path / "t6.xlsx").write_bytes(page(client, "table", "t6", export="xlsx").content)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76",
               "--outdir", str(tmp_path), str(tmp_path / "t6.xlsx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    read = list(csv.reader(StringIO((tmp_path / "t6.csv").read_text())))
    lines = read[3 : 3 + len(TABLES["t6"].lines)]
    assert read[0][0] == "民事法律援助案件情况"
    expected = [("—" if row.value is None else row.shown) for row in fill(TABLES["t6"], YEAR).rows]
    assert ["—" if cells[3] == "数据来源尚未建立" else cells[3] for cells in lines] == expected


def test_pdf_and_csv_and_the_whole_book_are_made(county, sign_in):
    walk(county, "conclude")
    client = sign_in(county.zhuren)
    assert page(client, "table", "t6", export="pdf").content[:5] == b"%PDF-"
    assert (
        page(client, "table", "t6", export="csv")
        .content.decode()
        .startswith("\ufeff民事法律援助案件情况")
    )
    book = openpyxl.load_workbook(BytesIO(page(client, "overview", export="xlsx").content))
    assert book.sheetnames == [table.short for table in TABLES.values()]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@cmd", "\tx"])
def test_text_never_becomes_a_formula(text):
    assert (guarded(text), guarded("王=")) == (f"'{text}", "王=")


def test_overlapping_period_is_refused_with_the_other_named(county):
    scheme = Scheme.objects.get(name="自然年")
    with pytest.raises(DomainError, match="重叠"):
        save_period(
            by=county.zhuren,
            scheme=scheme,
            name="新",
            starts_on=date(2026, 12, 1),
            ends_on=date(2027, 6, 30),
        )
    with pytest.raises(DomainError, match="会与自己的下一期重叠"):
        save_period(
            by=county.zhuren,
            scheme=scheme,
            name="新",
            starts_on=date(2030, 1, 1),
            ends_on=date(2031, 6, 30),
        )
    with pytest.raises(DomainError, match="止期早于起期"):
        save_period(
            by=county.zhuren,
            scheme=scheme,
            name="新",
            starts_on=date(2030, 1, 1),
            ends_on=date(2029, 6, 30),
        )


def test_next_year_follows_the_pattern(county, sign_in):
    client, scheme = sign_in(county.zhuren), Scheme.objects.get(name="统计月（21日至次月20日）")
    client.post(reverse("statistics:period_next", args=[scheme.pk]))
    rows = scheme.periods.filter(name__startswith="2027年").order_by("starts_on")
    assert (rows.count(), rows[0].span) == (12, Span(date(2026, 12, 21), date(2027, 1, 20)))


def test_next_year_is_there_before_it_begins_and_laid_out_once(db):
    """Whatever the scheme: the year from December to November ends first."""
    assert lay_out_ahead(date(2026, 9, 30)) == []
    assert {row.scheme.name for row in lay_out_ahead(date(2026, 10, 2))} == {
        "统计年度（12月至次年11月）", "统计半年（12月至次年5月、6月至11月）", "统计季度（12月至次年2月起）",
    }  # fmt: skip
    lay_out_ahead(date(2026, 11, 15))
    assert lay_out_ahead(date(2026, 11, 15)) == []

    covering = Period.objects.filter(
        starts_on__lte=date(2027, 8, 15), ends_on__gte=date(2027, 8, 15)
    )
    assert sorted(covering.values_list("name", flat=True)) == [
        "2027年", "2027年", "2027年8月", "2027年8月", "2027年三季度", "2027年三季度", "2027年下半年", "2027年下半年",
    ]  # fmt: skip


def test_next_year_is_laid_out_by_the_clock_of_the_office(db, monkeypatch):
    moment = timezone.make_aware(datetime(2026, 11, 15, 0, 25))
    monkeypatch.setattr(timezone, "now", lambda: moment)
    lay_out_periods()
    assert Period.objects.filter(starts_on=date(2027, 1, 1), scheme__name="自然年").count() == 1
    (event,) = Event.objects.filter(verb="office.setting", data__what="统计期“自然年”")
    assert (event.actor, event.data["change"]) == (None, "2027年：2027年1月1日至2027年12月31日")


def test_year_in_whose_way_a_period_stands_is_left_to_the_office(county):
    month, odd = Scheme.objects.get(name="自然月"), Span(date(2027, 1, 15), date(2027, 1, 31))
    save_period(by=county.zhuren, scheme=month, name="试点", starts_on=odd.starts, ends_on=odd.ends)
    made = {row.scheme.name for row in lay_out_ahead(date(2026, 12, 10))}
    assert {"自然年", "季度"} <= made
    assert "自然月" not in made
    assert month.periods.filter(starts_on__gte=odd.starts).count() == 1


def test_scheme_that_ended_long_ago_is_not_taken_up_again(db):
    assert lay_out_ahead(date(2028, 2, 20)) == []


def test_period_is_changed_on_its_page(county, sign_in):
    client, row = sign_in(county.zhuren), period("2022年")
    form = {
        "scheme": row.scheme_id,
        "name": "2022年度",
        "starts_on": "2022-01-01",
        "ends_on": "2022-12-20",
    }
    assert client.post(reverse("statistics:period", args=[row.pk]), form).status_code == 302
    assert (
        client.post(
            reverse("statistics:period", args=[row.pk]), form | {"ends_on": "2023-01-05"}
        ).status_code
        == 422
    )
    row.refresh_from_db()
    assert (row.name, row.ends_on) == ("2022年度", date(2022, 12, 20))


BREAK = {
    "finished": {"state": "concluded", "closed_on": date(2026, 3, 5)}, "without_result": {"closed_on": date(2026, 3, 20), "outcome": ""},
    "without_amount": {"closed_on": date(2026, 3, 20), "outcome": "won", "amount": Decimal(10)}, "silent": {"state": "handling"},
    "crowd": {"applicant_age": 15}, "negative": {"closed_on": date(2026, 1, 1)},
}  # fmt: skip


@pytest.mark.parametrize("key", BREAK)
def test_fault_is_listed_and_a_sound_case_is_not(county, key):
    mending = next(row for row in MENDINGS if row.key == key)
    sound = walk(county, "hold_first_meeting", case=new_case(county, amount=None))
    wrong = walk(county, "hold_first_meeting", case=new_case(county, who={**WANG}))
    Case.objects.filter(pk=wrong.pk).update(**BREAK[key])
    Case.objects.filter(pk=sound.pk).update(state="archived")
    write(Case.objects.all())
    day, rows = date(2026, 9, 1), CountedCase.objects.all()
    assert [row.case for row in faulty(mending, rows, day)] == [wrong]
    assert {row.key: n for row, n in counts(rows, day)}[key] == 1


def test_an_entry_ends_the_silence(county):
    case = walk(county, "hold_first_meeting")
    silent = next(row for row in MENDINGS if row.key == "silent")
    moment, rows = case.changed_at + timedelta(days=1), CountedCase.objects.all()
    day = timezone.localdate(case.assigned_at) + timedelta(days=61)
    assert faulty(silent, rows, day).count() == 1
    entry = {"entry_kind": "调查", "done_on": timezone.localdate(moment), "content": "走访。"}
    CASE.acts["add_log"](case, by=county.lvshi, at=moment, **entry)
    assert faulty(silent, rows, day).count() == 0


def test_a_double_is_none_once_the_earlier_one_is_withdrawn(county):
    first, second = new_case(county), new_case(county)
    rows = CountedCase.objects.filter(faults__gt=0)
    assert list(rows.values_list("case", "faults")) == [(second.pk, 32)]
    walk(county, "accept", case=first)
    CASE.acts["withdraw"](first, by=county.chuangkou, at=first.accepted_at, reason="已和解")
    assert list(rows) == []


WANG = {
    "name": "王建军",
    "id_kind": "resident",
    "id_number": "",
    "sex": "M",
    "birth": date(1980, 1, 1),
}


def test_double_registration_is_listed_and_leads_to_the_act_that_mends_it(county, sign_in):
    new_case(county)
    second = new_case(county)
    answer = sign_in(county.chuangkou).get(reverse("statistics:quality"))
    assert answer.status_code == 403
    answer = sign_in(county.shencha).get(reverse("statistics:quality"), {"fault": "doubles"})
    assert reverse("cases:withdraw", args=[second.pk]) in answer.content.decode()


def test_director_of_one_county_counts_no_other_county(county, sign_in):
    walk(county, "conclude")
    other = Station.objects.create(name="邻水县法律援助中心", kind="center", host="center")
    walk(county, "conclude", case=new_case(county, station=other))
    assert value("t6", 2) == 2
    filled = page(sign_in(county.zhuren), "table", "t6").context["filled"]
    assert filled.rows[1].value == 1
