"""What the amount depends on beyond the rates: groups, the firm of the assignment, receipts, the gravest cases, the deadline of the file."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Assignment, Case
from legalaid.platform.core.errors import DomainError
from legalaid.platform.procedure.models import Deadline
from stations.models import Firm, Handler
from subsidies.domain import calculation as subsidy
from subsidies.models import Calculation, Standard
from subsidies.queries.batch import sums_of
from subsidies.queries.simulation import simulate
from subsidies.workflow import BATCH

from . import month

D = Decimal


def group(county, size, *, first=0):
    """Cases with the same facts, the `first` of them (by number) named as the first by the others."""
    case = month.finished(county)[0]
    cases = [case, *month.copies(case, size - 1, state="archiving")]
    for other in cases:
        if other != cases[first]:
            subsidy.declare(other, by=county.caiwu, group_of=cases[first])
    return cases


@pytest.mark.parametrize("first", [0, 2, 3])
def test_ceiling_of_a_group_holds_whichever_case_is_computed_first(county, first):
    month.standard(county, group_step=D(200), group_ceiling=D(1500))
    group(county, 4, first=first)
    batch = month.filled(county, month.fund(county))
    assert sums_of(batch) == (4, D("1500.00"))


def test_first_case_is_paid_in_full_also_when_it_is_computed_last(county, money):
    first = group(county, 3, first=2)[2]
    batch = month.filled(county, money)
    assert [(row.case_id == first.pk, row.total) for row in batch.calculations.order_by("pk")] == [
        (False, D("200.00")), (False, D("200.00")), (True, D("1400.00")),
    ]  # fmt: skip
    assert [row.lines[0][2] for row in batch.calculations.order_by("pk")[:2]] == [
        "同一事实第2件，定额",
        "同一事实第3件，定额",
    ]


def test_groups_are_not_chained_from_either_end(county, money):
    first, follower, other = group(county, 2) + month.copies(
        Case.objects.first(), 1, state="archiving"
    )
    for case, head in ((other, follower), (first, first), (first, other)):
        with pytest.raises(DomainError, match="首件"):
            subsidy.declare(case, by=county.caiwu, group_of=head)
    subsidy.declare(other, by=county.caiwu, group_of=first)


def test_simulation_numbers_the_groups_as_the_batch_does(county, money):
    group(county, 4, first=3)
    batch = month.filled(county, money)
    new = month.standard(
        county, published=False, title="新", valid_from=date(2027, 1, 1), group_step=D(300)
    )
    found = simulate(new, date(2026, 1, 1), date(2026, 12, 31))
    assert (found["now"], found["then"], found["more"]) == (batch.total, D("2300.00"), D("300.00"))
    Standard.objects.filter(pk=new.pk).update(group_ceiling=D("2000"))
    new = Standard.objects.get(pk=new.pk)
    assert simulate(new, date(2026, 1, 1), date(2026, 12, 31))["then"] == D("2000.00")


def test_firm_of_the_assignment_is_paid_wherever_its_handler_went(county, money):
    case = month.finished(county)[0]
    assert Assignment.objects.get(case=case).firm == case.handler.firm
    then = case.handler.firm
    now = Firm.objects.exclude(pk=then.pk).filter(kind="law_firm").first()
    Handler.objects.filter(pk=case.handler_id).update(firm=now)
    month.copies(case, 1, state="archiving")  # from elsewhere, without an assignment of its own
    rows = month.filled(county, money).calculations.order_by("pk")
    assert [row.firm for row in rows] == [then, now]


def test_public_post_is_reimbursed_by_receipt_at_most_the_direct_costs_of_the_standard(
    county, money
):
    case = month.finished(county)[0]
    Handler.objects.filter(pk=case.handler_id).update(public_post=True)
    cases = [case, *month.copies(case, 2, state="archiving")]
    for other, costs in zip(cases, (None, D("86.50"), D("900")), strict=True):
        subsidy.declare(other, by=county.caiwu, direct_costs=costs)
    rows = month.filled(county, money).calculations.order_by("pk")
    assert [row.total for row in rows] == [0, D("86.50"), D("200.00")]
    assert ["没有申报票据" in row.lines[0][2] for row in rows] == [True, False, False]


def test_unit_that_gets_nothing_needs_no_account(county, money):
    case = month.finished(county)[0]
    other = Handler.objects.filter(kind="lawyer").exclude(firm=case.handler.firm).first()
    Handler.objects.filter(pk=other.pk).update(public_post=True)
    Firm.objects.filter(pk=other.firm_id).update(bank="")
    month.copies(case, 1, state="archiving", handler=other)
    batch = month.filled(county, money)
    month.pay(batch, county)
    assert (month.reload(batch).state, batch.total) == ("paid", D("1400.00"))


def test_gravest_is_for_criminal_cases_and_offered_where_the_court_notified_so(
    county, money, sign_in
):
    case = month.finished(county)[0]
    page, client = reverse("subsidies:claim", args=[case.pk]), sign_in(county.lvshi)
    assert "gravest" not in client.get(page).context["form"].fields
    with pytest.raises(DomainError, match="只有刑事案件"):
        subsidy.declare(case, by=county.lvshi, gravest=True)
    for notified, offered in (
        ("life_or_death", True),
        ("death_review", True),
        ("minor", False),
        ("", False),
    ):
        Case.objects.filter(pk=case.pk).update(kind="criminal", notified=notified)
        assert client.get(page).context["form"].initial["gravest"] is offered
    Standard.objects.update(gravest_factor=D("1.5"))
    assert client.post(page, {"gravest": "on"}).status_code == 302
    assert client.get(page).context["form"].initial["gravest"] is True
    assert month.filled(county, money).total == D("1700.00")


@pytest.mark.parametrize(("days_after_due", "cut"), [(0, 0), (1, 20), (3, 60)])
def test_late_file_is_counted_from_the_end_of_its_own_deadline(county, money, days_after_due, cut):
    """Closed on 6 March, due on 7 April: 5 April is 清明, the first working day after it the 7th (D17, rolled)."""
    case = month.finished(county)[0]
    deadline = Deadline.objects.get(workflow="case", subject_id=case.pk, rule="closure_file")
    due = timezone.make_aware(datetime(2026, 4, 7, 23, 59))
    Deadline.objects.filter(pk=deadline.pk).update(due_at=due)
    Case.objects.filter(pk=case.pk).update(
        closed_on=date(2026, 3, 6), reported_at=due + timedelta(days=days_after_due)
    )
    assert month.filled(county, money).total == D(1400 - cut)


def test_late_file_without_a_deadline_of_its_own_is_counted_by_the_standard(county, money):
    case = month.finished(county)[0]
    Deadline.objects.filter(subject_id=case.pk, rule="closure_file").delete()
    later = timezone.make_aware(
        datetime.combine(case.closed_on + timedelta(days=32), datetime.min.time())
    )
    Case.objects.filter(pk=case.pk).update(reported_at=later)
    assert month.filled(county, money).total == D(1360)


def test_examples_of_other_places_state_no_coefficient_their_source_does_not(county):
    from subsidies.domain.examples import load_examples

    Standard.objects.filter(example=True).delete()
    load_examples()
    factors = set(
        Standard.objects.filter(example=True).values_list(
            "factor_excellent", "factor_good", "factor_pass", "factor_fail"
        )
    )
    assert factors == {(1, 1, 1, 1)}


def test_correction_pays_the_firm_that_was_paid(county, money):
    """What is taken back comes from whom it went to, whatever became of the handler since."""
    case = month.finished(county)[0]
    first = month.filled(county, money)
    month.pay(first, county)
    row = first.calculations.get()
    month.copies(case, 2, state="archiving")
    Handler.objects.filter(pk=case.handler_id).update(
        firm=Firm.objects.exclude(pk=row.firm_id).first()
    )
    batch = month.opened(county, money)
    back = BATCH.acts["correct"](
        batch, by=county.caiwu, calculation=row.pk, what=row.subject, reason="错"
    )
    assert (back.firm_id, Calculation.objects.count()) == (row.firm_id, 2)
