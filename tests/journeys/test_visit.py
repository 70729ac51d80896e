"""A visit is booked on a telephone, moved by its code, and received and served the next day."""

import pytest

from tests.hall.windows import window
from tests.portal.visitor import offer

from .conftest import Seat
from .eyes import WIDE


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_booked_come_and_served(
    people, clock, seat, browser, live_server, browser_context_args, script
):
    offer(people.zhuren)
    window(people, 1, people.chuangkou)
    clock.put(2026, 3, 2, 8)
    how = {**browser_context_args, "java_script_enabled": script}
    phone = Seat(browser, live_server, how, phone=True)
    page = phone.page

    def fits(name):
        page.wait_for_load_state()
        assert page.evaluate(WIDE) == 0, name
        phone.shot(f"visit_{name}")

    phone.go("/public/")
    page.click("text=约好时间再来")
    fits("start")
    page.click("text=选时间")
    fits("days")
    page.locator("main .towns >> nth=1").get_by_text("09:00至09:30").click()
    page.click("label:text-is('只有我自己用')")
    page.click("button:text-is('约好')")
    assert page.locator("#problems li").all_inner_texts() == [
        "怎么称呼您：请填写这一项。",
        "我同意把写的内容用来安排、接待这次来访，当面核对以后用于登记；预约里的到期删除，法律援助机构对我的隐私保密：请先勾选这一项。",
    ]
    fits("wanting")
    page.fill("[name=name]", "王女士")
    page.click("label:has-text('坐轮椅')")
    page.click("label:has-text('我同意')")
    page.click("button:text-is('约好')")
    assert page.locator("h1").inner_text() == "约好了"
    fits("booked")
    code = page.locator(".code >> nth=0").inner_text()
    page.click("button:text-is('看完了，退出')")

    phone.go("/public/visit/open/")
    fits("open")
    page.fill("[name=code]", code)
    page.click("button:text-is('看预约')")
    page.click("a:text-is('改时间')")
    fits("move")
    page.click("label:text-is('10:00至10:30') >> nth=0")
    page.click("button:text-is('改到这个时间')")
    assert "3月3日 10:00" in page.locator("main").inner_text()

    clock.put(2026, 3, 3, 9, 55)
    clerk = seat("chuangkou")
    clerk.go("/visits/")
    clerk.shot("visits_list")
    clerk.press("3月3日 10:00")
    clerk.shot("visits_detail")
    clerk.press("到访取号")
    clerk.shot("visits_arrive")
    clerk.press("到访取号")
    assert "已登记到访，A001号。" in clerk.page.locator("body").inner_text()
    clerk.go("/hall/")
    for button in ("叫下一号", "开始接待"):
        clerk.press(button)
    assert (
        clerk.page.locator("a:text-is('来访预约：王女士（坐轮椅，或者上不了楼梯）')").count() == 1
    )
    clerk.press("接待结束")
    clerk.go("/visits/")
    assert "已接待" in clerk.page.locator("main table").inner_text()
    assert phone.problems == []
    phone.context.close()
