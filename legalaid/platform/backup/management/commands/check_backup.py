from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from legalaid.platform.backup import keeping
from legalaid.platform.core.errors import DomainError


class Command(BaseCommand):
    help = "把最新的备份恢复到临时位置，逐项核对行数、审计链、锚点和文件，留下核验记录。"

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="核验这一份，不是最新的")

    def handle(self, *args, file, **options):
        try:
            row = keeping.prove_backup(file)
        except DomainError as error:
            raise CommandError(error.sentence) from None

        said = f"{row.name}：{row.said}（{row.seconds}秒）"
        if not row.sound:
            raise CommandError(said)
        self.stdout.write(said)
