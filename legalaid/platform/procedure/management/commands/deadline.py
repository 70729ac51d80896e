from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from legalaid.platform.procedure import clocks, deadlines
from legalaid.platform.procedure.models import ClockRule


class Command(BaseCommand):
    help = "按期限规则推算期满日：先印日期（YYYY-MM-DD），再印计算说明。"

    def add_arguments(self, parser):
        parser.add_argument("rule", help="期限编号（如 D7）、代号或名称")
        parser.add_argument("start", help="起算：YYYY-MM-DD 或 YYYY-MM-DDTHH:MM")
        parser.add_argument(
            "--pause",
            nargs=2,
            action="append",
            default=[],
            metavar=("FROM", "TO"),
            help="停止计算的起止日（含）",
        )

    def handle(self, *args, rule, start, pause, **options):
        found = clocks.find(rule)
        if found is None:
            raise CommandError(
                f"没有期限“{rule}”。可用："
                + "、".join(f"{r.number} {r.name}" for r in clocks.RULES.values())
            )

        try:
            begin = clocks.as_start(start)
            pauses = [(clocks.as_start(a), clocks.as_end(b)) for a, b in pause]
        except ValueError as error:
            raise CommandError(
                f"日期无法识别：{error}。请写成 2026-03-03 或 2026-03-03T09:30。"
            ) from error

        if any(b < a for a, b in pauses):
            raise CommandError("停止计算的止日早于起日。")

        if ClockRule._meta.db_table not in connection.introspection.table_names():
            call_command(
                "migrate", verbosity=0
            )  # a fresh checkout: the calendar and the rules live in the database

        rule = deadlines.rule_for(found.key, timezone.localdate(begin))
        due = deadlines.due(rule, begin, pauses)
        if due.at is None:
            raise CommandError(due.sentence)

        self.stdout.write(timezone.localdate(due.at).isoformat())
        self.stdout.write(due.sentence)
