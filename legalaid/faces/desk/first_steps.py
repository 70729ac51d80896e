"""What a fresh office must enter before its first case, ticked from the data: on the administrator's first page until all of it is there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from cases.models import HandbookPage
from cases.queries import eligibility
from legalaid.platform.accounts.roles import Role
from legalaid.platform.backup import readers
from legalaid.platform.core.calendar import missing_years
from legalaid.platform.core.office import office
from legalaid.platform.office.pages import Page
from stations.models import Handler, Staff, Station
from subsidies.queries import standard as subsidy

NEEDED = (Role.DIRECTOR, Role.REVIEWER, Role.WINDOW, Role.FINANCE)


@dataclass(frozen=True)
class Step:
    """`name`: its page; "" where others enter it. `done(today)`: what is there, by the data alone."""

    label: str
    note: str
    name: str
    done: Callable

    @property
    def url(self):
        return reverse(self.name) if self.name else ""


def _place(today):
    names = office()
    return bool(names["place"] and names["help"])


def _staff(today):
    roles = Staff.objects.working().filter(user__role__in=NEEDED).values_list("user__role")
    return roles.order_by().distinct().count() == len(NEEDED)


STEPS = (
    Step("办公地点，系统问题找谁", "印在每一页下面和登录页上。", "stations:office", _place),
    Step("工作人员", "至少各有一名中心负责人、审查人员、窗口人员、财务人员；邀请链接只显示一次。", "stations:staff_list", _staff),
    Step("站点", "乡镇（街道）和部门的工作站；可以用 Excel 一次导入。", "stations:tree",
         lambda today: Station.objects.open().exclude(parent=None).exists()),
    Step("承办机构和承办人", "先登记律师事务所、法律服务所，再登记承办人；没有承办人不能指派。", "stations:handler_list",
         lambda today: Handler.objects.exists()),
    Step("经济困难标准", "由省级人民政府确定（法律援助法第三十四条）；没有录入的，经济困难审查不能得出结论。", "cases:settings_standard",
         lambda today: eligibility.standard_on(today) is not None),
    Step("工作日历", "国务院办公厅的放假安排，期限按它推算。", "cases:settings_calendar", lambda today: not missing_years(today)),
    Step("卷宗目录", "系统带有内置目录，本县不同的在这里调整。", "cases:settings_catalogue", lambda today: True),
    Step("接待手册", "系统带有手册，请核对是否合乎本省规定。", "cases:handbook",
         lambda today: HandbookPage.objects.in_use().exists()),
    Step("恢复密钥", "在服务器上执行 manage.py backup_key，打印两份；没有恢复密钥，夜里不备份。", "backup:list",
         lambda today: readers.path().exists()),
    Step("补贴标准", "由省级司法行政部门会同财政部门确定（法律援助法第五十二条）；财务人员录入，中心负责人或者司法局核对后批准启用。", "",
         lambda today: subsidy.standard_on(today) is not None),
)  # fmt: skip


def steps(now):
    """[(Step, whether it is done)]"""
    today = timezone.localdate(now)
    return [(step, step.done(today)) for step in STEPS]


def read(user, now):
    """For the first page: the steps while one of them is open."""
    found = steps(now)
    return {"first": found if not all(done for _, done in found) else []}


class FirstSteps(Page):
    permission, template_name = "office.users", "desk/first_steps.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(first=steps(timezone.now()), **kwargs)
