"""Each role's way through the house, word for word."""

import re

import pytest

from legalaid.faces.finding.navigation import Navigation
from legalaid.platform.accounts.models import User

# who: the bar, what of it stands at the bottom of a phone, and what is behind 更多
WAYS = {
    "chuangkou": (
        "今日 叫号 登记申请 咨询 案件 转介 移交",
        "今日 叫号 登记申请 案件",
        {
            "接待": "来访预约 网上申请 网上来信 公开解答 接待手册",
            "办案": "日程 通知辩护 协作登记簿 接收移送包 减免费用 异议 投诉 回访 待电话告知 核验文书",
            "站点和人员": "站点 站点看板 工作人员 承办人 承办机构",
            "值班、培训、宣传": "法律帮助 值班表 培训 法治宣传",
            "统计和公示": "生成的文件",
        },
    ),
    "zhan1": (
        "今日 叫号 登记申请 咨询 案件 转介 移交",
        "今日 登记申请 咨询 案件",
        {
            "接待": "来访预约 网上申请 网上来信 接待手册",
            "办案": "日程 接收移送包 减免费用 异议 投诉 好差评 待电话告知 核验文书",
            "站点和人员": "站点 站点看板 工作人员 承办人 承办机构",
            "值班、培训、宣传": "法律帮助 值班表 培训 法治宣传",
            "统计和公示": "统计表 数据质量",
        },
    ),
    "shencha": (
        "今日 案件 移交 通知辩护 咨询 转介 日程",
        "今日 案件 移交 日程",
        {
            "接待": "叫号 来访预约 网上申请 网上来信 公开解答 接待手册",
            "办案": "协作登记簿 诚信承诺核查 函件登记簿 减免费用 异议 预警 投诉 好差评 质量检查 "
            "同行评估 质量档案 我的评分 案卷检查 庭审旁听 监督员 监督任务 监督意见 征询意见 回访 待电话告知 核验文书",
            "站点和人员": "站点 站点看板 工作人员 承办人 承办机构",
            "值班、培训、宣传": "评估发现的弱项 法律帮助 值班表 培训 法治宣传",
            "补贴和经费": "补贴发放 补贴标准 补贴试算",
            "统计和公示": "统计表 数据质量 评估统计 监督工作报告 生成的文件",
        },
    ),
    "zhuren": (
        "今日 案件 日程 值班表 站点看板 数据看板 经费事项",
        "今日 案件 日程 数据看板",
        {
            "接待": "叫号 来访预约 网上申请 网上来信 咨询 公开解答 接待手册",
            "办案": "通知辩护 协作登记簿 诚信承诺核查 函件登记簿 减免费用 异议 预警 自愿办案 指派情况公示表 回避 "
            "好差评 质量检查 同行评估 质量档案 案卷检查 庭审旁听 监督员 监督任务 监督意见 征询意见 待电话告知 转介 核验文书",
            "站点和人员": "站点 通知公告 工作人员 承办人 承办机构",
            "值班、培训、宣传": "评估发现的弱项 法律帮助 培训 法治宣传",
            "补贴和经费": "补贴发放 补贴标准 补贴试算 经费 账册 经费统计表 公示清单",
            "统计和公示": "统计表 数据质量 评估统计 监督工作报告 报表存档 年度工作报告 生成的文件 公示 统计期",
            "管理": "账号变动 评估指标 规则与标准 系统状况 备份 审计",
        },
    ),
    "lvshi": (
        "今日 案件 拍照 日程 咨询 我的值班 我的补贴",
        "今日 案件 拍照 日程",
        {
            "接待": "叫号 网上来信 接待手册",
            "办案": "减免费用 预警 自愿办案 指派情况公示表 同行评估 我的质量档案 我的评分 庭审旁听 监督意见 待电话告知 核验文书",
            "值班、培训、宣传": "法律帮助 值班表 培训",
        },
    ),
    "lvsuo": (
        "今日 本机构案件 本机构承办人",
        "今日 本机构案件 本机构承办人",
        {"办案": "核验文书"},
    ),
    "jiandu": (
        "今日 监督任务 案件 站点看板 统计表 补贴发放 经费",
        "今日 监督任务 案件 统计表",
        {
            "办案": "日程 减免费用 预警 指派情况公示表 投诉 好差评 质量检查 质量档案 我的评分 案卷检查 庭审旁听 监督意见 回访 核验文书",
            "站点和人员": "站点 工作人员 承办人 承办机构",
            "值班、培训、宣传": "值班表 培训 法治宣传",
            "补贴和经费": "补贴标准 补贴试算 经费事项 账册 经费统计表 公示清单",
            "统计和公示": "数据质量 评估统计 公示",
        },
    ),
    "caiwu": (
        "今日 案件 补贴发放 经费 经费事项 账册 公示",
        "今日 补贴发放 经费 经费事项",
        {
            "办案": "日程 减免费用 核验文书",
            "站点和人员": "站点 站点看板 工作人员 承办人 承办机构",
            "值班、培训、宣传": "值班表 培训 法治宣传",
            "补贴和经费": "补贴标准 补贴试算 经费统计表 公示清单",
            "统计和公示": "统计表 数据质量 生成的文件",
        },
    ),
    "sifaju": (
        "今日 异议 补贴发放 经费事项 数据看板 年度工作报告 站点看板",
        "今日 异议 补贴发放 数据看板",
        {
            "接待": "网上来信",
            "办案": "预警 指派情况公示表 投诉 回避 好差评 质量检查 核验文书",
            "站点和人员": "站点 工作人员 承办人 承办机构",
            "值班、培训、宣传": "值班表 培训 法治宣传",
            "补贴和经费": "补贴标准 补贴试算 经费 账册 经费统计表 公示清单",
            "统计和公示": "统计表 评估统计 监督工作报告 报表存档 生成的文件 公示",
            "管理": "账号变动 评估指标 审计",
        },
    ),
    "admin": (
        "今日 用户 站点 工作人员 承办人 规则与标准 审计",
        "今日 用户 站点 工作人员",
        {
            "接待": "接待手册",
            "办案": "核验文书",
            "站点和人员": "通知公告 承办机构",
            "统计和公示": "数据看板 统计表 报表存档 年度工作报告 生成的文件 公示 统计期",
            "管理": "账号变动 评估指标 系统状况 备份",
        },
    ),
}


def navigation(client, path):
    return client.get(path).context["navigation"]


@pytest.mark.parametrize("who", WAYS)
def test_bar_and_menu_of_every_role(who, county, sign_in):
    found = navigation(sign_in(getattr(county, who)), "/documents/verify/")
    bar, phone, more = WAYS[who]
    assert " ".join(link.place.label for link in found.bar) == bar
    assert " ".join(link.place.label for link in found.bar if link.on_phone) == phone
    groups = {name: " ".join(link.place.label for link in links) for name, links in found.more}
    assert groups == more


@pytest.mark.parametrize("who", WAYS)
def test_bar_has_at_most_seven_places_and_four_on_a_phone(who):
    bar, phone, _ = WAYS[who]
    assert len(bar.split()) <= 7
    assert len(phone.split()) == min(4, len(bar.split()))


@pytest.mark.parametrize("who", WAYS)
def test_every_place_opens_for_whoever_is_shown_it(who, county, sign_in):
    client = sign_in(getattr(county, who))
    found = navigation(client, "/documents/verify/")
    refused = {
        place.label: status
        for place in found.allowed
        if (status := client.get(place.href).status_code) != 200
    }
    assert refused == {}


@pytest.mark.parametrize(
    ("who", "path", "lit", "how"),
    [
        ("chuangkou", "/cases/", "案件", "page"),
        ("chuangkou", "/cases/?state=handling", "案件", "page"),
        ("chuangkou", "/cases/new/", "登记申请", "page"),
        ("chuangkou", "/cases/999999/", "案件", "true"),
        ("chuangkou", "/cases/consultations/new/", "咨询", "true"),
        ("chuangkou", "/stations/referrals/new/", "转介", "true"),
        ("zhuren", "/cases/settings/causes/", "规则与标准", "true"),
        ("zhuren", "/stations/roster/posts/", "值班表", "true"),
        ("zhuren", "/stations/training/people/", "培训", "true"),
        ("zhuren", "/subsidies/lines/", "账册", "true"),
        ("zhuren", "/statistics/tables/t6/", "统计表", "true"),
        ("lvshi", "/stations/roster/mine/", "我的值班", "page"),
        ("admin", "/accounts/users/new/", "用户", "true"),
    ],
)
def test_place_of_a_page_is_lit_and_no_other(who, path, lit, how, county, sign_in):
    page = sign_in(getattr(county, who)).get(path).content.decode()
    nav = page[page.index('<nav class="places"') : page.index("</nav>")]
    links = re.findall(r"<a ([^>]*)>.*?<span>(.*?)</span></a>", nav, re.DOTALL)
    found = {
        (label, re.search(r'aria-current="(\w+)"', attributes).group(1))
        for attributes, label in links
        if "aria-current" in attributes
    }
    assert found == {(lit, how)}


def test_nothing_is_lit_on_a_page_that_belongs_nowhere(county, sign_in):
    assert navigation(sign_in(county.chuangkou), "/accounts/password/").here is None


def test_nobody_signed_in_has_no_bar(client, db):
    assert "navigation" not in client.get("/accounts/login/").context


def test_unit_that_only_sends_slips_is_offered_neither_applications_nor_questions(county, sign_in):
    place = county.zhan1.staff.station
    place.duties = []
    place.save()
    user = User.objects.get(pk=county.zhan1.pk)
    offered = {link.place.key for link in Navigation(user, "/").bar}
    assert offered == {"today", "cases", "referrals"}

    page = sign_in(user).get("/").content.decode()
    assert [name in page for name in ("/cases/new/", "/cases/consultations/new/")] == [False] * 2
