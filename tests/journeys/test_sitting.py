"""A director decides two alike in one sitting, each signed by itself, with a scan that lies on its side turned upright."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cases.enums import State
from cases.models import Case
from legalaid.platform.audit.models import Event
from legalaid.platform.documents import uploads
from tests.cases.test_decisions import waiting
from tests.documents.test_dossier import foreign_pdf, jpeg

SMALL = {"width": 1366, "height": 768}  # of the desks there are
BAR = "button:text-is('给予法律援助并签署')"


def scan(case, by, data, name, title):
    upload = SimpleUploadedFile(name, data)
    uploads.store(
        upload, workflow="case", subject_id=case.pk, slot="wage_evidence", title=title, by=by
    )


@pytest.mark.django_db(transaction=True)
def test_director_signs_two_alike_one_after_the_other(people, seat):
    first, second = (waiting(people, name, days) for name, days in (("甲一", 3), ("乙二", 2)))
    other = waiting(people, "丙三", 1, "不予")
    for case in (first, second):
        scan(case, people.chuangkou, jpeg(), "欠条.jpg", "欠条")
        scan(case, people.chuangkou, foreign_pdf(2), "考勤.pdf", "考勤记录")

    director = seat("zhuren")
    page = director.page
    page.set_viewport_size(SMALL)
    director.go("/cases/decisions/")
    assert page.locator(BAR).is_visible()
    bar = page.locator(BAR).bounding_box()
    assert bar["y"] + bar["height"] <= SMALL["height"]

    director.press("依次审阅，逐件签署")
    assert page.locator(".matter").count() == 2
    page.click("button[data-rotate]")
    picture = page.locator("[data-page]")
    page.wait_for_function("document.querySelector('[data-viewer]').dataset.turned === '90'")
    box = picture.bounding_box()
    assert box["height"] > box["width"]
    page.wait_for_selector("[data-unread] >> text=考勤记录")
    page.focus("[data-viewer]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("text=考勤记录 2 / 2")
    page.wait_for_selector("[data-unread]", state="hidden")
    director.shot("reading_pane")

    page.fill("#opinion", "同意，请优先指派。")
    page.click(BAR)
    page.wait_for_selector("text=甲一：已决定给予法律援助")
    assert page.locator(".matter[aria-current] b").inner_text() == "乙二"
    page.focus("#opinion")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=这一类都办完了。")

    signed = Case.objects.filter(state=State.GRANTED).order_by("pk")
    assert list(signed) == [first, second]
    assert Event.objects.filter(verb="case.grant").count() == 2
    assert [case.decision.opinion for case in signed] == [
        "同意，请优先指派。",
        "",
    ]
    other.refresh_from_db()
    assert other.state == State.DECISION
    assert Event.objects.filter(verb="file.read", subject_id=first.pk).count() == 2


@pytest.mark.django_db(transaction=True)
def test_window_reads_the_paper_before_it_is_issued_and_keeps_what_was_typed(people, seat):
    case = waiting(people, "甲一", 1)
    director = seat("zhuren")
    director.go(f"/cases/{case.pk}/refuse/")
    page = director.page
    page.check("input[name=codes][value=out_of_scope]")
    page.fill("#id_reasons", "申请事项是一般买卖合同纠纷。")
    page.press("#id_reasons", "Tab")
    page.wait_for_selector("article.paper >> text=申请事项是一般买卖合同纠纷。")
    assert page.locator("text=预览，未签发").count() == 2

    page.wait_for_selector("#saved >> text=已自动保存")
    director.expire()
    page.fill("#id_reasons", "申请事项是一般买卖合同纠纷，不在范围内。")
    page.wait_for_selector("#saved >> text=登录已过期")
    page.click("button:text-is('不予法律援助')")
    assert page.input_value("#id_reasons") == "申请事项是一般买卖合同纠纷，不在范围内。"
    case.refresh_from_db()
    assert case.state == State.DECISION
    assert case.changed_at < timezone.now() - timedelta(hours=1)
