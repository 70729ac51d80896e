import os
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.models import Office
from legalaid.platform.core.office import holds_demo, office_at
from legalaid.platform.core.regions import region_name
from stations.domain import office as acts
from stations.forms.office import AdministratorForm, NamesForm

ASKED = (  # option, field, question
    ("county", "county", "县（市、区）名称，例如 某某县"),
    ("center", "center", "法律援助机构全称，例如 某某县法律援助中心"),
    ("bureau", "bureau", "司法行政机关全称，例如 某某县司法局"),
    ("short", "short", "文号里的简称，例如 某（印成：某援案〔2026〕1号）"),
    ("region", "region", "县级行政区划代码，六位"),
    ("name", "name", "第一位系统管理员的姓名"),
    ("login", "username", "系统管理员的登录名"),
    ("mail", "email", "系统管理员的电子邮箱，没有的直接回车"),
)
OPTIONAL = {"email"}
NAMED = ("county", "center", "bureau", "short", "region")


class Command(BaseCommand):
    help = "建立真实的单位：单位名称、中心、第一位系统管理员。在终端里逐项询问，也可以用参数给出。"

    def add_arguments(self, parser):
        for option, _, question in ASKED:
            parser.add_argument(f"--{option}", help=question)
        parser.add_argument(
            "--invite", metavar="登录名", help="给进不了系统的系统管理员换一个邀请链接"
        )
        parser.add_argument(
            "--check", action="store_true", help="只检查这里能不能作为真实的单位启动"
        )
        address = next(iter(settings.CSRF_TRUSTED_ORIGINS), "http://127.0.0.1:8000")
        parser.add_argument("--address", default=address, help="系统的网址，用来写邀请链接")

    def handle(self, *args, address, invite, check, **options):
        if Office._meta.db_table not in connection.introspection.table_names():
            call_command("migrate", verbosity=0)

        try:
            if holds_demo():
                raise DomainError(acts.HOLDS_DEMO)
            if check:
                return self.check_start()
            user, token = acts.invite_administrator(invite) if invite else self.set_up(options)
        except DomainError as error:
            raise CommandError(error.sentence)
        except (EOFError, KeyboardInterrupt):
            raise CommandError("没有建立。请重新执行。") from None

        link = f"{address.rstrip('/')}{reverse('accounts:invitation', args=[token])}"
        self.stdout.write(
            f"系统管理员{user.name}（登录名{user.username}）的邀请链接，只显示这一次，七天内有效，只能用一次，打开后设置密码：\n{link}"
        )

    def check_start(self):
        if os.geteuid() == 0:
            raise DomainError("请用没有 root 权限的账号启动。")
        if acts.latest() is None:
            raise DomainError("还没有建立单位，请先执行 manage.py setup_office。")

    def set_up(self, options):
        if acts.latest():
            raise DomainError(self.what_is_there())

        typed = {field: options[option] for option, field, _ in ASKED}
        facts = self.asked(typed) if sys.stdin.isatty() else self.given(typed)
        names = {name: facts[name] for name in NAMED}
        made = acts.set_up(
            names, administrator={name: facts[name] for name in ("username", "name", "email")}
        )
        self.stdout.write(f"已建立{names['center']}。")
        return made

    def what_is_there(self):
        names = office_at(timezone.now())
        return (
            f"已经建立：{names['center']}（{names['county']}，{names['region']}），{names['bureau']}，文号简称“{names['short']}”。"
            "名称在“规则与标准”里修改；系统管理员进不来的，用 --invite 登录名 换一个邀请链接。"
        )

    def given(self, typed):
        """What the options say, whole or not at all."""
        facts, wrong = {}, []
        for option, field, question in ASKED:
            value, mistake = _read(field, typed[field] or "")
            facts[field] = value
            if mistake:
                wrong.append(f"  --{option}（{question}）：{mistake}")

        if wrong:
            raise CommandError("请补全或者改正：\n" + "\n".join(wrong))
        return facts

    def asked(self, typed):
        """The same on a terminal: what is missing or wrong is asked until it is right, then all of it once more."""
        facts = {}
        for _, field, question in ASKED:
            given = typed[field]
            while field not in facts:
                value, mistake = _read(field, input(f"{question}：") if given is None else given)
                given = None
                if mistake:
                    self.stderr.write(mistake)
                else:
                    facts[field] = value

        for _, field, question in ASKED:
            self.stdout.write(f"  {question.split('，')[0]}：{facts[field] or '（无）'}")
        self.stdout.write(f"  代码{facts['region']}是{region_name(facts['region'])}")
        if input("以上正确请输入 是：").strip() != "是":
            raise CommandError("没有建立。请重新执行。")
        return facts


def _read(field, text):
    """(value, mistake) of one answer, as the page of the office and of accounts would read it."""
    form = (NamesForm if field in NAMED else AdministratorForm)({field: text.strip()})
    mistakes = form.errors.get(field)
    if mistakes and not (field in OPTIONAL and not text.strip()):
        return "", mistakes[0]
    return form.cleaned_data.get(field, ""), ""
