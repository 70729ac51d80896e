from django.core.management.base import BaseCommand, CommandError

from cases.models import Case
from legalaid.platform.core.errors import DomainError
from subsidies.domain.calculation import compute
from subsidies.law.calculation import total
from subsidies.queries.calculation import gate_of


class Command(BaseCommand):
    help = "按结案日的标准核算一个案件的补贴，打印每一行的金额、理由和标准行号；不写入。"

    def add_arguments(self, parser):
        parser.add_argument("number", help="案件编号")

    def handle(self, *args, number, **options):
        case = Case.objects.filter(number=number).select_related("handler", "claim").first()
        if case is None:
            raise CommandError(f"没有案件{number}。")
        if not case.closed_on:
            raise CommandError("尚未结案。")

        try:
            standard, lines = compute(case)
        except DomainError as error:
            raise CommandError(error.sentence) from None

        self.stdout.write(f"{case.number} 标准：{standard}")
        for line in lines:
            self.stdout.write(f"  {line.amount:>10} {line.reason}（标准行{line.row or '—'}）")
        self.stdout.write(f"  {total(lines):>10} 应发")
        if reason := gate_of(case):
            self.stdout.write(f"尚不能入批：{reason}")
