from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from legalaid.platform.audit import anchors, verdict
from legalaid.platform.office.asked import as_number


class Command(BaseCommand):
    help = (
        "核验审计链和库外的锚点，指出断裂、缺少的记录和起止时间。"
        "退出码：0 完好，1 链断裂，2 记录被截去或者重写，3 锚点文件不在、过旧或者被改。"
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--anchors", action="append", default=[], metavar="文件", help="再与这份锚点文件核对"
        )
        parser.add_argument(
            "--sheet",
            action="append",
            default=[],
            nargs=2,
            metavar=("条数", "校验码"),
            help="再与打印的审计日签核对",
        )

    def handle(self, *args, **options):
        for number, _ in options["sheet"]:
            if not as_number(number):
                raise CommandError(f"“{number}”不是日签上的条数。")

        found = verdict.findings(
            places=[*anchors.places(), *map(Path, options["anchors"])],
            sheets=[(as_number(number), digits) for number, digits in options["sheet"]],
        )
        sound = [one.sentence for one in found if not one.code]
        bad = [one.sentence for one in found if one.code]

        for sentence in sound:
            self.stdout.write(sentence)
        if bad:
            raise CommandError("\n".join(bad), returncode=verdict.worst(found))
