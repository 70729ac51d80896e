from django.contrib.auth.management.commands import createsuperuser
from django.core.management.base import CommandError


class Command(createsuperuser.Command):
    """Django's, which knows nothing of invitations and of the audit log, whatever it is asked for."""

    help = "本系统没有超级用户；第一位系统管理员由 setup_office 建立。"

    def handle(self, *args, **options):
        raise CommandError(
            "本系统没有超级用户。建立单位和第一位系统管理员，请执行 manage.py setup_office；"
            "系统管理员进不来的，执行 manage.py setup_office --invite 登录名。"
        )
