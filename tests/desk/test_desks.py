"""What each role finds on its first page on a seeded day, to the letter; and that nothing on it leads where one may not go."""

import re

from django.utils import timezone

from legalaid.faces.statistics.models import Period

from .day import fill

PEOPLE = [
    "chuangkou",
    "zhan1",
    "shencha",
    "zhuren",
    "lvshi",
    "jiandu",
    "caiwu",
    "chuna",
    "sifaju",
    "admin",
]
WAITING = {
    "chuangkou": """
超期 3: 受理 1 受理; 签收移交 1 签收移交; 答复来信 1 答复
承诺已超 1: 接收转介 1 接收
七天内 1: 等补正材料 1 收到补正
以后和没有期限的 3: 回电 1 回电; 回访 1 回访; 没有提交 1 继续填
""",
    "zhan1": """
超期 1: 初审移交 1 工作站初审
""",
    "shencha": """
超期 2: 形式审查 1 形式审查通过; 结案审查 1 结案审查通过
以后和没有期限的 2: 补贴复审 1 复审; 评定质量等次 1 评定
""",
    "zhuren": """
超期 2: 决定 1 阅办; 指派 1 指派
七天内 1: 换发执业证 1 更新
以后和没有期限的 1: 答复查阅申请 1 答复
""",
    "lvshi": "",
    "jiandu": """
以后和没有期限的 1: 评定质量等次 1 评定
""",
    "caiwu": """
以后和没有期限的 1: 核算补贴 1 新建一批
""",
    "chuna": """
以后和没有期限的 1: 核算补贴 1 新建一批
""",
    "sifaju": "",
    "admin": """
七天内 1: 换发执业证 1 更新
以后和没有期限的 3: 从未登录 1 查看; 处理失败的任务 1 处理; 没有岗位 1 查看
""",
}
FIGURES = {
    "chuangkou": "今日到期 0, 超期 3, 待受理 1, 待签收 1, 今日已办 1",
    "zhan1": "今日到期 0, 超期 1, 待初审移交 1, 待接收转介 0, 今日已办 0",
    "shencha": "今日到期 0, 超期 2, 待审查 1, 待结案审查 1, 待评定等次 1, 今日已办 0",
    "zhuren": "待决定 1, 待指派 1, 待签批 0, 超期 2, 全部超期 9",
    "lvshi": "",
    "jiandu": "监督任务 0, 意见待答复 0, 待评定等次 1, 全部超期 9, 今日已办 0",
    "caiwu": "可核算的案件 1, 待办批次 0, 待答复异议 0, 今日已办 3",
    "chuna": "可核算的案件 1, 待办批次 0, 待答复异议 0, 今日已办 0",
    "sifaju": "待审查异议 0, 待审批补贴 0, 待批标准 0, 待发布公示 0",
    "admin": "任务失败 1, 没有岗位 1, 从未登录 1, 执业证到期 1, 未读消息 0",
}


def test_first_page_of_each_role_shows_what_waits_and_leads_nowhere_else(county, sign_in):
    fill(county)
    Period.objects.filter(
        scheme__unit="month"
    ).delete()  # which of them are owed depends on the day
    for name in PEOPLE:
        client = sign_in(getattr(county, name))
        page = client.get("/")

        waits = client.get("/desk/others/") if name == "lvshi" else page
        assert waiting_on(waits) == WAITING[name].strip().splitlines(), name
        assert figures_on(page) == FIGURES[name], name
        links = links_of(page) | links_of(waits) | links_of(client.get("/desk/side/"))
        answers = {link: client.get(link).status_code for link in links}
        assert answers == dict.fromkeys(links, 200), name


def waiting_on(page):
    lines = []
    for name, _, _, count, acts in page.context["desk"].groups:
        told = [f"{act.act} {act.count} {'/'.join({row.verb for row in act.rows})}" for act in acts]
        lines.append(f"{name} {count}: {'; '.join(one.strip() for one in told)}")
    return lines


def figures_on(page):
    return ", ".join(f"{tile.label} {tile.count}" for tile in page.context["tiles"])


def links_of(page):
    """What the page itself leads to, its parts included; the bar above has its own test."""
    text = page.content.decode()
    main = text[text.index('<main id="main"') : text.index("</main>")]
    found = re.findall(r'(?:href|hx-get)="(/[^"#]*)"', main)
    return {link.replace("&amp;", "&") for link in found}


def test_first_page_with_nothing_waiting_says_where_to_go(county, sign_in):
    page = sign_in(county.shencha).get("/").content.decode()
    assert page.count("现在没有等您办的。") == 1
    assert page.count('<a href="/cases/">看全部案件</a>') == 1
    assert page.count('<b class="">0<small>件</small></b>') == 6


def test_account_without_a_station_is_told_whom_to_ask(county, sign_in):
    county.zhan1.staff.delete()
    page = sign_in(county.zhan1).get("/").content.decode()
    assert page.count("您的账号还没有安排到站点") == 1


def test_done_today_is_counted_and_listed_alike(county, sign_in):
    from tests.cases.test_consultation import consult

    consult(county, at=timezone.now())
    client = sign_in(county.chuangkou)
    assert figures_on(client.get("/")).endswith("今日已办 2")
    side = client.get("/desk/side/")
    assert side.text.count('<span class="soft">2 件</span>') == 1
    lines = side.context["done"]
    assert [(line.did, line.name) for line in lines] == [
        ("答复", "李国强的咨询"),
        ("登记咨询", "李国强的咨询"),
    ]
