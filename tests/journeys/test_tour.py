"""The tour of the README: the demo county, full of a year's work, as each person finds it. `SHOTS_DIR=docs/img` takes its pictures anew."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from cases.models import Case
from cases.workflow import CASE
from legalaid.platform.accounts.models import User


def numbers(page, selector):
    return [node.inner_text() for node in page.locator(selector).all()]


@pytest.mark.django_db(transaction=True)
def test_tour_shows_every_desk_with_work_on_it(transactional_db, seat):
    call_command("seed_demo", cases=300, verbosity=0)
    visitor = seat()
    visitor.go("/accounts/login/")
    visitor.shot("signin", whole=False)

    clerk = seat("chuangkou")
    clerk.shot("window", whole=False)
    assert clerk.page.locator("main .todo li").count() > 0
    clerk.page.keyboard.press("Control+k")
    clerk.page.keyboard.type("li")
    clerk.page.wait_for_selector("dialog.palette .found a")
    clerk.shot("palette", whole=False)

    reviewer = seat("shencha")
    user = User.objects.get(username="shencha")
    examined = next(
        case
        for case in Case.objects.filter(state="merits_review")
        if not CASE.refusal(CASE.steps["recommend"], case, user)
    )
    reviewer.go(reverse("cases:recommend", args=[examined.pk]))
    reviewer.shot("step", whole=False)
    reviewer.go("/cases/?q=状态:在办")
    assert reviewer.page.locator("main table tbody tr").count() == 25
    reviewer.shot("list", whole=False)

    director = seat("zhuren")
    director.go("/cases/decisions/")
    director.shot("decisions", whole=False)
    director.go(Case.objects.filter(state="handling").first().get_absolute_url())
    director.shot("case", whole=False)
    director.go("/statistics/")
    assert {"0", "0.00"} & {
        text.split("\n")[0] for text in numbers(director.page, ".tile b")
    } == set()
    assert director.page.locator(".tile em:has-text('上年同期 —')").count() == 0
    director.shot("dashboard")
    director.go("/board/")
    assert director.page.locator("main table tbody tr").count() > 5
    director.shot("board", whole=False)

    lawyer = seat("lvshi", phone=True)
    lawyer.shot("lawyer", whole=False)
    assert lawyer.page.locator(".next-acts > li").count() > 0
