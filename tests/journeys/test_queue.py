"""The hall in one morning: numbers at the kiosk, the green one first, the screen, a second call, a missed and a cancelled number, and what comes of them."""

import pytest
from playwright.sync_api import expect

from cases.models import Consultation
from stations.hall.enums import TicketState
from stations.hall.models import Hall, Ticket
from tests.hall.windows import window


class Stand:
    """What stands in the hall: a browser nobody signs in to."""

    def __init__(self, browser, server, context_args, address):
        size = {"width": 1080, "height": 1200}
        self.page = browser.new_context(**{**context_args, "viewport": size}).new_page()
        self.page.goto(server.url + address)


@pytest.fixture
def stand(browser, live_server, browser_context_args):
    stands = []

    def _stand(address):
        stands.append(Stand(browser, live_server, browser_context_args, address))
        return stands[-1].page

    yield _stand
    for one in stands:
        one.page.context.close()


def take(kiosk, purpose, ground=""):
    """A tap at the kiosk; the number on the slip. Nobody's name is asked."""
    if ground:
        kiosk.get_by_text(ground, exact=True).click()
    kiosk.get_by_role("button", name=purpose).click()
    kiosk.wait_for_selector(".slip .code")
    number = kiosk.inner_text(".slip .code")
    kiosk.get_by_role("link", name="完成").click()
    kiosk.wait_for_selector(".purposes")
    return number


@pytest.mark.django_db(transaction=True)
def test_a_morning_in_the_hall(people, seat, stand):
    window(people, 1)
    hall = Hall.objects.get()
    kiosk, screen = stand(f"/hall/kiosk/{hall.kiosk}/"), stand(f"/hall/screen/{hall.screen}/")
    numbers = [take(kiosk, "法律咨询"), take(kiosk, "申请援助", "老年人"), take(kiosk, "提交材料")]
    assert numbers == ["A001", "B002", "C003"]
    clerk = seat("chuangkou")
    clerk.go("/hall/")
    clerk.press("1号窗口")
    called = screen.locator(".now .call")

    clerk.press("叫下一号")
    expect(called).to_have_text("请 B002 号到 1 号窗口")  # the green one, though another came first
    clerk.press("再次呼叫")
    expect(called).to_have_attribute("data-call", "B002-2")
    clerk.press("开始接待")
    clerk.page.locator("main").get_by_role("link", name="登记申请").click()
    expect(clerk.page.locator(".alert-info")).to_contain_text(
        "正在接待 B002 号（绿色通道：老年人）"
    )
    assert clerk.page.locator("input[name=ticket]").input_value() == str(
        Ticket.objects.get(number=2).pk
    )

    clerk.go("/hall/")
    clerk.press("结束并叫下一号")
    expect(called).to_have_text("请 A001 号到 1 号窗口")
    clerk.press("过号")
    clerk.press("A001")
    clerk.press("恢复排队")
    clerk.press("C003")
    clerk.press("取消")
    expect(screen.locator(".line .next")).to_have_text("A001")

    clerk.press("叫下一号")
    clerk.press("开始接待")
    clerk.press("登记咨询")
    expect(clerk.page.locator(".alert-info")).to_contain_text("正在接待 A001 号")
    clerk.page.fill("#id_name", "李国强")
    clerk.page.locator("input[name=topics]").first.check()
    clerk.page.fill("#id_question", "工资被拖欠三个月怎么办？")
    clerk.page.fill("#id_answer", "可以申请劳动仲裁，也可以申请法律援助。")
    clerk.press("登记")
    clerk.page.wait_for_selector("text=李国强")
    clerk.go("/hall/")
    clerk.press("接待结束")
    expect(clerk.page.locator(".readings")).to_contain_text("已接待2（绿色通道 1）")
    expect(screen.locator(".line h2")).to_have_text("等候 0 人")
    assert str(Consultation.objects.get().ticket) == "A001"
    assert dict(Ticket.objects.values_list("number", "state")) == {
        1: TicketState.SERVED, 2: TicketState.SERVED, 3: TicketState.DROPPED,
    }  # fmt: skip
