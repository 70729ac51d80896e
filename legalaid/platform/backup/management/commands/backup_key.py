from django.core.management.base import BaseCommand, CommandError

from legalaid.platform.backup import readers


class Command(BaseCommand):
    help = "生成恢复密钥，只显示这一次：请抄写或者打印，与备份分开保管。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--renew", action="store_true", help="换一把；以前的备份仍用以前的恢复密钥"
        )

    def handle(self, *args, renew, **options):
        if not renew and readers.path().exists():
            raise CommandError("已有恢复密钥。要换一把的，加 --renew；以前的备份仍用以前的那把。")

        key = readers.renew() if renew and readers.path().exists() else readers.make()
        self.stdout.write(f"恢复密钥（只显示这一次，丢失后备份打不开）：\n\n  {key}\n")
        self.stdout.write("请打印两份，密封后由两人分别保管，不要与备份放在一起。")
