"""Standards on their pages: proposed, revised, approved, tried without a case, with the province's beside."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.core.errors import DomainError, NotAllowed
from subsidies.enums import Service
from subsidies.models import Standard
from subsidies.workflow import STANDARD

from . import month

D = Decimal


def sheet(*rows, **changes):
    """A posted form: the fields of a standard and its rows (service, kind, direct, labour)."""
    fields = {name: str(value) for name, value in month.FIELDS.items()}
    more = {
        "level": "county",
        "gravest_factor": "1",
        "factor_good": "1",
        "factor_fail": "1",
        "file_days": "30",
        "notice_days": "0",
        "cross_city_percent": "0",
        "cross_province_percent": "0",
        "difficult_percent": "0",
    }
    form = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        names = ("service", "kind", "direct", "labour")
        form |= {f"form-{number}-{name}": value for name, value in zip(names, row, strict=True)}
    return fields | more | form | changes


def test_proposal_is_revised_on_its_page_until_it_is_approved(county, sign_in):
    client = sign_in(county.caiwu)
    client.post(
        reverse("subsidies:propose"), sheet(("case", "", "200", "1200"), ("case", "", "", ""))
    )
    row = Standard.objects.get(example=False)
    page = f"{row.get_absolute_url()}revise/"
    assert client.get(page).context["rates"].initial == [
        {
            "service": "case",
            "kind": "",
            "stage": "",
            "manner": "",
            "grade": "",
            "by_share": False,
            "direct": D("200.00"),
            "labour": D("1200.00"),
        }
    ]
    facts = sheet(
        ("case", "", "200", "1300"),
        ("duty", "", "50", "150"),
        title="改后的标准",
        seen=str(row.version),
    )
    assert client.post(page, facts).status_code == 302
    row.refresh_from_db()
    assert (row.title, [rate.amount for rate in row.rates.all()]) == (
        "改后的标准",
        [D("1500.00"), D("200.00")],
    )
    assert client.post(page, facts).status_code == 409
    STANDARD.acts["approve_standard"](row, by=county.sifaju)
    assert client.get(page).status_code == 409


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((), "标准至少要有一行。"),
        ((("case", "", "200", "-1"),), "金额不能为负数。"),
        ((("case", "", "200", "1200.005"),), "金额最多两位小数。"),
        (
            (("case", "", "1", "1"), ("case", "", "2", "2")),
            "同一服务、类别、阶段、办理方式、等次只能有一行。",
        ),
    ],
)
def test_bad_rows_are_refused_with_the_reason_and_change_nothing(county, sign_in, rows, words):
    standard = month.standard(county, published=False)
    answer = sign_in(county.caiwu).post(
        f"{standard.get_absolute_url()}revise/", sheet(*rows, title="不应保存")
    )
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    standard.refresh_from_db()
    assert (standard.title, standard.rates.count()) == (month.FIELDS["title"], 3)


def test_every_negative_sum_is_named_at_once(county, sign_in):
    standard = month.standard(county, published=False)
    wrong = sheet(("case", "", "200", "1"), case_ceiling="-1", cross_city="-2")
    answer = sign_in(county.caiwu).post(f"{standard.get_absolute_url()}revise/", wrong)
    said = {name: list(words) for name, words in answer.context["form"].errors.items()}
    assert said == dict.fromkeys(("case_ceiling", "cross_city"), ["金额和系数不能为负数。"])


def test_emptied_row_is_left_out_and_half_a_row_is_refused(county, sign_in):
    standard = month.standard(county, published=False)
    client, page = sign_in(county.caiwu), f"{standard.get_absolute_url()}revise/"
    rows = (("case", "", "200", "1200"), ("duty", "", "", ""))
    half = sheet(*rows[:1], ("duty", "", "", "150"), **{"form-INITIAL_FORMS": "2"})
    assert "请填写金额，没有的填0。" in client.post(page, half).content.decode()
    assert client.post(page, sheet(*rows, **{"form-INITIAL_FORMS": "2"})).status_code == 302
    assert [rate.service for rate in standard.rates.all()] == ["case"]


def test_stage_of_a_row_is_one_a_case_can_stand_in(county, sign_in):
    posted = sheet(("case", "civil", "200", "1200"), **{"form-0-stage": "一审程序"})
    assert sign_in(county.caiwu).post(reverse("subsidies:propose"), posted).status_code == 422
    sign_in(county.caiwu).post(reverse("subsidies:propose"), posted | {"form-0-stage": "一审"})
    assert [rate.stage for rate in Standard.objects.get(example=False).rates.all()] == ["一审"]


def test_new_standard_begins_with_a_row_for_each_service_when_the_old_one_may_end(county, sign_in):
    client, address = sign_in(county.caiwu), reverse("subsidies:propose")
    year = timezone.localdate().year
    answer = client.get(address)
    context, page = answer.context, answer.content.decode()
    assert ("-----" in page, page.count('class="form-check"><input type="checkbox"')) == (False, 14)
    assert context["form"].initial["valid_from"] == date(year, 1, 1)
    assert {row["service"] for row in context["rates"].initial} == set(Service.values)
    standard = month.standard(county)
    context = client.get(f"{address}?base={standard.pk}").context
    assert (context["form"].initial["valid_from"], len(context["rates"].initial)) == (
        date(year + 1, 1, 1),
        3,
    )


def test_whose_turn_a_standard_is_stands_on_its_page(county, sign_in):
    page = month.standard(county, published=False).get_absolute_url()
    turn = "轮到<b>司法局人员</b>办理"
    assert [
        turn in sign_in(user).get(page).content.decode() for user in (county.caiwu, county.sifaju)
    ] == [True, False]


def test_province_stands_beside_and_an_overlap_is_told_before_approval(county, sign_in):
    first = month.standard(county)
    higher = [row | {"labour": row["labour"] + 100} for row in month.RATES]
    month.standard(county, level="province", region="全省", title="省标准", rates=higher)
    draft = month.standard(county, published=False, title="新标准")
    context = sign_in(county.caiwu).get(draft.get_absolute_url()).context
    assert [(rate.amount, beside) for rate, beside in context["rates"]] == [
        (D("1400.00"), D("1500.00")), (D("1200.00"), D("1300.00")), (D("200.00"), D("300.00")),
    ]  # fmt: skip
    assert context["in_the_way"] == [first]


def test_facts_are_tried_without_a_case(county, sign_in):
    standard = month.standard(county)
    client = sign_in(county.shencha)
    facts = {"standard": standard.pk, "service": "case", "kind": "civil", "quantity": "1", "grade": "excellent", "crossing": "city",
             "group_number": "1", "group_sum": "0", "file_took": "33"}  # fmt: skip
    context = client.get(reverse("subsidies:try"), facts).context
    assert [(line["rule"], line["amount"]) for line in context["lines"]] == [
        ("办案补贴", 200), ("办案补贴", 1200), ("", 500), ("", 120), ("", -60),
    ]  # fmt: skip
    assert context["total"] == D("1960.00")
    only = {"public_post": "on", "direct_costs": "86.50"}
    assert client.get(reverse("subsidies:try"), facts | only).context["total"] == D("86.50")
    assert (
        "没有这类服务的标准"
        in client.get(reverse("subsidies:try"), facts | {"service": "drafting"}).content.decode()
    )


def test_standard_is_proposed_approved_and_published_by_three_people_in_the_history(
    county, sign_in
):
    row = month.standard(county)
    events = sign_in(county.jiandu).get(row.get_absolute_url()).context["events"]
    assert [(event.actor_name, event.sentence) for event in events] == [
        (county.caiwu.name, f"拟订“{row.title}”"), (county.sifaju.name, "批准标准"), (county.zhuren.name, "公布标准"),
    ]  # fmt: skip


def test_ended_standard_is_not_put_off_by_its_approver_alone(county):
    row = month.standard(county)
    STANDARD.acts["end_standard"](
        row, by=county.sifaju, last_day=date(2026, 1, 31), reason="新标准"
    )
    with pytest.raises(DomainError, match="执行至2026年1月31日，不能延长"):
        STANDARD.acts["end_standard"](
            row, by=county.sifaju, last_day=date(2099, 1, 31), reason="再延长"
        )
    STANDARD.acts["end_standard"](row, by=county.sifaju, last_day=date(2025, 12, 31), reason="提前")
    assert Standard.objects.get(pk=row.pk).valid_to == date(2025, 12, 31)


def test_standard_is_published_by_neither_its_proposer_nor_its_approver(county):
    row = month.standard(county, published=False)
    STANDARD.acts["approve_standard"](row, by=county.sifaju)
    for name in ("proposed_by", "approved_by"):
        Standard.objects.filter(pk=row.pk).update(
            proposed_by=county.caiwu, approved_by=county.sifaju
        )
        Standard.objects.filter(pk=row.pk).update(**{name: county.zhuren})
        with pytest.raises(NotAllowed, match="须由另一人公布"):
            STANDARD.acts["publish_standard"](Standard.objects.get(pk=row.pk), by=county.zhuren)


NO_RULE = (
    "不合格系数低于1，或者为不合格单列一行的，请写明本县规定的文号；没有规定的，不合格系数填1。"
)


def test_standard_pays_unsatisfactory_work_in_full_unless_the_county_rules_otherwise(county):
    row = month.standard(county, published=False)
    assert (row.factor_fail, row.withheld_by) == (1, "")
    assert Standard._meta.get_field("factor_fail").default == 1


def test_paying_less_for_unsatisfactory_work_names_the_rule_of_the_county(county, sign_in):
    client, page = sign_in(county.caiwu), reverse("subsidies:propose")
    row = ("case", "", "200", "1200")
    answer = client.post(page, sheet(row, factor_fail="0.5"))
    errors = answer.context["form"].errors
    assert (answer.status_code, errors) == (422, {"withheld_by": [NO_RULE]})

    rule = "清司〔2021〕8号"
    assert client.post(page, sheet(row, factor_fail="0.5", withheld_by=rule)).status_code == 302
    made = Standard.objects.get(example=False)
    assert (made.factor_fail, made.withheld_by) == (D("0.50"), rule)


def test_row_of_that_grade_names_the_rule_too_and_a_revised_sheet_as_well(county):
    worse = {"service": "case", "grade": "fail", "direct": D(0), "labour": D(100)}
    with pytest.raises(DomainError, match="请写明本县规定的文号"):
        month.standard(county, published=False, rates=[*month.RATES, worse])

    row = month.standard(county, published=False)
    less = {"title": row.title, "fields": {"factor_fail": D(0)}, "rates": month.RATES}
    with pytest.raises(DomainError, match="请写明本县规定的文号"):
        STANDARD.acts["revise"](row, by=county.caiwu, **less)
