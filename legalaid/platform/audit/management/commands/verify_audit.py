from django.core.management.base import BaseCommand, CommandError

from legalaid.platform.audit import chain


class Command(BaseCommand):
    help = "核验审计链，指出第一条断裂的记录。"

    def handle(self, *args, **options):
        count, head, broken = chain.verify()
        if broken is not None:
            raise CommandError(f"审计链在第 {broken} 条断裂；此前 {count} 条完好。")
        self.stdout.write(f"审计链完好：{count} 条，链首 {head}")
