import time
from getpass import getpass
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from legalaid.platform.backup import readers, recovery
from legalaid.platform.core.errors import DomainError


class Command(BaseCommand):
    help = "把备份恢复到空的数据目录（VAR_DIR）和空的数据库；不是空的不动。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="备份文件（.backup）")
        parser.add_argument("--keys", type=Path, required=True, help="密钥文件（.keys）")
        parser.add_argument("--key-file", type=Path, help="恢复密钥在这个文件里；不写的，现在输入")

    def handle(self, *args, file, keys, key_file, **options):
        for path in filter(None, (file, keys, key_file)):
            if not path.is_file():
                raise CommandError(f"找不到文件 {path}。")

        typed = key_file.read_text() if key_file else getpass("恢复密钥：")
        began = time.monotonic()
        try:
            about = recovery.restore(file, keys, readers.read(typed))
        except DomainError as error:
            raise CommandError(error.sentence) from None

        seconds = time.monotonic() - began
        self.stdout.write(
            f"已恢复到 {settings.VAR_DIR}：{about['at']} 的备份，{len(about['rows'])}张表"
            f"{sum(about['rows'].values())}行，{about['files']['count']}个文件，用时{seconds:.0f}秒。"
        )
        self.stdout.write("请执行 manage.py migrate 和 manage.py verify_audit，再启动。")
