from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from legalaid.platform.backup import archive, keeping
from legalaid.platform.core.errors import DomainError


class Command(BaseCommand):
    help = "备份数据库、私有文件和审计锚点（加密，可以边办公边备份），密钥另存一个文件。"

    def handle(self, *args, **options):
        try:
            row = keeping.make_backup()
        except DomainError as error:
            raise CommandError(error.sentence) from None

        size = filesizeformat(row.figures["bytes"])
        self.stdout.write(f"备份：{settings.BACKUP_DIR / row.name}（{size}，{row.seconds}秒）")
        self.stdout.write(f"内容：{row.said}")
        self.stdout.write(f"密钥：{archive.keys_file()}（请另外保存，不要与备份放在一起）")
