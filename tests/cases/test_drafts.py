"""What is typed on a step page outlives an expired login, encrypted, for its owner only, until the step is done."""

from django.db import connection
from django.test import Client
from django.urls import reverse

from cases.models import Draft
from tests.factories import walk

TYPED = {
    "scope_passed": "0", "scope_reason": "我的范围理由", "means_passed": "1", "means_reason": "x", "merits_passed": "1",
    "merits_reason": "我写的事实和理由", "conflict_checked": "on", "proposal": "不予", "opinion": "写到一半",
}  # fmt: skip


def addresses(case):
    return reverse("cases:recommend", args=[case.pk]), reverse(
        "cases:step_draft", args=[case.pk, "recommend"]
    )


def test_step_page_is_restored_after_the_login_expired(county, sign_in):
    case = walk(county, "pass_form")
    page, draft = addresses(case)
    reviewer = sign_in(county.shencha)
    assert reviewer.post(draft, TYPED | {"seen": "3"}).status_code == 200
    reviewer.logout()
    assert reviewer.post(page, TYPED).url == f"/accounts/login/?next={page}"
    form = sign_in(county.shencha).get(page).context["form"]
    assert {name: form[name].value() for name in TYPED} == TYPED | {"conflict_checked": True}
    assert sign_in(county.shencha2).get(page).context["form"]["merits_reason"].value() is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM cases_draft")
        assert cursor.fetchone()[0].startswith("1$")


def test_draft_of_a_step_is_listed_and_gone_once_the_step_is_done(county, sign_in):
    case = walk(county, "pass_form")
    page, draft = addresses(case)
    reviewer = sign_in(county.shencha)
    reviewer.post(draft, TYPED)
    assert f'<a href="{page}">{case.number} 提出审查意见</a>' in reviewer.get("/").content.decode()
    refused = reviewer.post(page, TYPED | {"opinion": ""})
    assert (refused.status_code, Draft.objects.count()) == (422, 1)
    assert reviewer.post(page, TYPED).status_code == 302
    assert Draft.objects.count() == 0


def test_draft_can_be_thrown_away_by_its_owner_only(county, sign_in):
    case = walk(county, "pass_form")
    page, draft = addresses(case)
    sign_in(county.shencha).post(draft, TYPED)
    drop = reverse("cases:drop_draft", args=[Draft.objects.get().token])
    sign_in(county.shencha2).post(drop)
    assert Draft.objects.count() == 1
    sign_in(county.shencha).post(drop)
    assert Draft.objects.count() == 0


def test_draft_outside_ones_cases_or_of_no_step_is_not_found(county, sign_in):
    case = walk(county, "pass_form")
    assert (
        sign_in(county.zhan1)
        .post(reverse("cases:step_draft", args=[case.pk, "recommend"]), TYPED)
        .status_code
        == 404
    )
    assert (
        sign_in(county.shencha)
        .post(reverse("cases:step_draft", args=[case.pk, "nothing"]), TYPED)
        .status_code
        == 404
    )


def test_page_sent_with_the_token_of_an_earlier_login_says_what_to_do(county):
    case = walk(county, "pass_form")
    page, _ = addresses(case)
    client = Client(enforce_csrf_checks=True)
    client.force_login(county.shencha, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(page, TYPED)
    assert answer.status_code == 403
    assert f'<a class="btn btn-primary" href="{page}">重新打开本页</a>' in answer.content.decode()
