from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from legalaid.faces.statistics.domain.report import FORMATS, make
from legalaid.platform.core.errors import DomainError


class Command(BaseCommand):
    help = "生成年度工作报告：annual_report 2026 --out 报告.docx（或 .pdf）"

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)
        parser.add_argument("--out", required=True)
        parser.add_argument("--scheme", default="自然年", help="统计口径的名称")

    def handle(self, *args, year, out, scheme, **options):
        form = Path(out).suffix.removeprefix(".").lower()
        if form not in FORMATS:
            raise CommandError("文件名应以 .docx 或 .pdf 结尾。")

        try:
            data = make(year, form, scheme)
        except DomainError as error:
            raise CommandError(error.sentence)

        try:
            Path(out).write_bytes(data)
        except OSError as error:
            raise CommandError(f"不能写入{out}：{error.strerror}")

        self.stdout.write(f"已写入{out}（{len(data) // 1024} KB）。")
