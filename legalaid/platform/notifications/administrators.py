"""What those who run the system must hear, also from floors that cannot tell anybody: they enqueue it."""

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.jobs.queue import job

from .send import notify_all


@job("tell_administrators", "通知系统管理员")
def tell_administrators(job, *, about, text):
    people = User.objects.filter(role=Role.ADMIN, is_active=True).exclude(username="system")
    notify_all(people, about=about, kind="system", text=text)
