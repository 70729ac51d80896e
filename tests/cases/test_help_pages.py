"""The pages of duty lawyers' help: few questions for the next person, what was typed stays, who sees what, the ledger, an application."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from cases.domain import help as acts
from cases.models import Help
from legalaid.faces.desk.sources.help import helps
from legalaid.faces.desk.waiting import answered
from legalaid.faces.statistics.annual.work import help_figures
from legalaid.faces.statistics.models import Span
from tests.helps import asked, at, duty_of_lvshi, given, theft


@pytest.fixture
def shift(county):
    return duty_of_lvshi(county)


def sent(**changes):
    return {
        "token": "00000000-0000-4000-8000-0000000000ab", "name": "赵二", "organ_kind": "police", "organ": "清和县公安局",
        "held_at": "清和县看守所", "cause": theft().pk, "stage": "侦查", "acts": ["advice"], "plea": "open", "starts": "09:30", "ends": "09:50",
        "signed": "signature", "id_kind": "resident",
    } | changes  # fmt: skip


def new(shift):
    return f"{reverse('cases:help_new')}?shift={shift.pk}"


def test_next_person_of_the_post_finds_organ_and_stage_filled_in_but_nothing_that_is_said_of_him(
    county, shift, sign_in
):
    lawyer = sign_in(county.lvshi)
    answer = lawyer.post(new(shift), sent(next="1"))
    assert (answer.status_code, answer.url) == (302, new(shift))
    form = lawyer.get(new(shift)).context["form"]
    shown = {
        name: form[name].value()
        for name in ("organ_kind", "organ", "held_at", "stage", "plea", "signed", "acts", "name")
    }
    assert shown == {
        "organ_kind": "police", "organ": "清和县公安局", "held_at": "清和县看守所", "stage": "侦查",
        "plea": None, "signed": None, "acts": None, "name": None,
    }  # fmt: skip


def test_doubled_person_stands_beside_the_box_that_confirms_it(county, shift, sign_in):
    given(county, shift)
    lawyer = sign_in(county.lvshi)
    answer = lawyer.post(new(shift), sent())
    assert (answer.status_code, answer.context["form"].errors["again"][0][:9]) == (
        422,
        "当天已为赵二登记过",
    )
    assert lawyer.post(new(shift), sent(again="on")).status_code == 302


def test_wrong_number_is_said_beside_it_and_what_was_typed_stays(county, shift, sign_in):
    answer = sign_in(county.lvshi).post(new(shift), sent(id_number="110105194912310021"))
    assert (answer.status_code, "id_number" in answer.context["form"].errors) == (422, True)
    assert ("赵二" in answer.content.decode(), Help.objects.count()) == (True, 0)


def test_lawyer_sees_own_helps_the_centre_all_and_another_station_none(county, shift, sign_in):
    row = given(county, shift)
    codes = {
        user.username: sign_in(user).get(row.get_absolute_url()).status_code
        for user in (
            county.lvshi,
            county.lvshi2,
            county.zhuren,
            county.chuangkou,
            county.zhan1,
            county.sifaju,
        )
    }
    assert codes == {
        "lvshi": 200,
        "lvshi2": 404,
        "zhuren": 200,
        "chuangkou": 200,
        "zhan1": 404,
        "sifaju": 403,
    }


def test_application_made_of_a_help_takes_over_what_was_registered(county, shift, sign_in):
    row = given(
        county,
        shift,
        kinds=("forward",),
        id_number="11010519491231002X",
        id_kind="resident",
        sex="M",
    )
    page = sign_in(county.chuangkou).get(f"{reverse('cases:intake')}?help={row.pk}")
    form = page.context["form"]
    assert {name: form.initial[name] for name in ("name", "id_number", "stage", "applicant_role", "organ", "channel")} == {
        "name": "赵二", "id_number": "11010519491231002X", "stage": "侦查", "applicant_role": "犯罪嫌疑人", "organ": "清和县公安局",
        "channel": "duty_lawyer",
    }  # fmt: skip
    assert (page.context["cause"], f'name="help" value="{row.pk}"' in page.content.decode()) == (
        theft(),
        True,
    )


def test_ledger_as_workbook_has_a_row_a_help_and_the_sums_below(county, shift, sign_in):
    given(
        county,
        shift,
        kinds=("advice", "witness"),
        plea="admits",
        id_number="11010519491231002X",
        id_kind="resident",
    )
    answer = sign_in(county.zhuren).get(
        reverse("cases:helps"), {"q": "日期:2026-03", "export": "xlsx"}
    )
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:9] == [
        "编号",
        "日期",
        "时间",
        "姓名",
        "涉嫌罪名",
        "办案机关",
        "阶段",
        "内容",
        "是否认罪认罚",
    ]
    assert rows[1][:9] == ["清援帮〔2026〕1号", "2026-03-04", "09:30—09:50", "赵二", "盗窃罪", "清和县公安局", "侦查",
                           "提供法律咨询、见证签署具结书", "认罪认罚"]  # fmt: skip
    assert rows[2][:2] == ["受帮助人次", 1]
    assert "11010519491231002X" not in str(rows)


def test_list_of_many_asks_as_much_as_of_one(county, shift, sign_in):
    centre = sign_in(county.zhuren)
    asked_for = []
    for name in ("赵二", "钱三", "孙四"):
        given(county, shift, name=name)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            centre.get(reverse("cases:helps"), {"q": "日期:2026-03"})
        asked_for.append(len(queries))
    assert asked_for[1] == asked_for[2]


def test_what_waits_stands_on_the_desk_of_whoever_brings_it_on(county, shift):
    given(county, shift, kinds=("forward",))
    acts.forward(given(county, shift, name="钱三", kinds=("forward",)), by=county.lvshi, at=at(11))
    asked(county, name="孙四")

    def desk(user):
        found = [
            (one.act, row.who, row.verb)
            for one in answered({"": helps(user, timezone.now())}, user.pk)
            for row in one.rows
        ]
        return sorted(found)

    assert desk(county.lvshi) == [("转交申请", "赵二", "转交")]
    assert desk(county.lvshi2) == []
    assert desk(county.chuangkou) == [
        ("提供法律帮助", "孙四", "交值班律师"), ("登记转交的申请", "钱三", "登记"),
    ]  # fmt: skip


def test_report_counts_persons_pleas_and_applications_by_the_register(county, shift):
    given(county, shift, kinds=("advice", "witness"), plea="admits")
    given(county, shift, name="钱三", kinds=("advice", "forward"))
    acts.void(given(county, shift, name="李五"), by=county.zhuren, at=at(12), reason="重复登记")
    asked(county, name="孙四")

    def told(*days):
        return {one.key: one.value for one in help_figures(Span(*days))}

    assert told(date(2026, 1, 1), date(2026, 12, 31)) == {
        "help_persons": 2,
        "help_admits": 1,
        "help_applied": 1,
    }
    nothing = {"help_persons": None, "help_admits": None, "help_applied": None}
    assert told(date(2026, 1, 1), date(2026, 3, 3)) == nothing
