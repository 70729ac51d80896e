from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.accounts.changes import confirm, confirmers
from legalaid.platform.accounts.models import Change
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.core.errors import DomainError


class Command(BaseCommand):
    help = "在服务器上确认一项账号变动：只在没有别人能确认时可用，记入审计；不写编号则列出等待确认的变动。"

    def add_arguments(self, parser):
        parser.add_argument("number", nargs="?", type=int)

    def handle(self, *, number, **options):
        waiting = Change.objects.waiting(timezone.now()).select_related("person", "by")
        if number is None:
            for change in waiting:
                self.stdout.write(f"{change.pk}　{change.person}（{change.by}申请）")
            return

        change = waiting.filter(pk=number).first()
        if change is None:
            raise CommandError("没有这项等待确认的变动。")
        if others := confirmers(change.by, change.person).filter(is_active=True):
            raise CommandError(f"由{'、'.join(map(str, others))}在“账号变动”里确认。")

        try:
            token = confirm(change, by=system_user())
        except DomainError as error:
            raise CommandError(error.sentence) from None
        self.stdout.write("已确认。")
        if token:
            self.stdout.write(
                f"邀请链接（只显示这一次）：{reverse('accounts:invitation', args=[token])}"
            )
