"""Reminders: derived from rows, idempotent by key; running them twice, or after a crash, tells nobody twice."""

from django.utils import timezone

from cases.models import Case
from cases.workflow import CASE
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.calendar import years_known
from legalaid.platform.notifications.send import notify
from legalaid.platform.procedure import clocks


@CASE.on_done
def tell_the_next(case, step, by, at):
    """Whoever has the turn now hears of it; minor entries move nothing and tell nobody."""
    if step.minor or not case.turn:
        return
    for user in people(case):
        if user.pk != by.pk:
            key = f"case:{case.pk}:v{case.version}:{user.pk}"
            text = f"{case.number} {case.get_state_display()}，请办理。"
            notify(user, key=key, kind="turn", text=text, url=case.get_absolute_url())


def people(case):
    """The persons whose turn it is: the handler alone, or everyone in the role."""
    if case.turn == Role.HANDLER:
        return [case.handler.user] if case.handler_id else []
    return User.objects.filter(role=case.turn, is_active=True)


def remind(now, before):
    """Tells those whose clock runs out within `before`, or has. Returns the number of new messages."""
    count = 0
    for case in Case.objects.open().filter(due_at__lt=now + before).select_related("handler__user"):
        name = clocks.RULES[case.due_rule].name
        late = now > case.due_at
        week = (now - case.due_at).days // 7 if late else 0
        day = timezone.localdate(case.due_at)
        text = f"{case.number}“{name}”{'已于' if late else '将于'}{day:%m月%d日}期满，{'已超期' if late else '请及时办理'}。"
        for user in people(case):
            key = f"due:{case.pk}:{case.due_rule}:{day}:{'late' if late else 'soon'}:{week}:{user.pk}"
            count += notify(user, key=key, kind="due", text=text, url=case.get_absolute_url()) is not None
    return count + warn_calendar(now)


def warn_calendar(now):
    """From 1 November the administrators hear that next year's calendar is missing."""
    today = timezone.localdate(now)
    if today.month < 11 or today.year + 1 in years_known():
        return 0
    text = f"{today.year + 1}年工作日历尚未导入，跨年期限暂定；请导入国务院办公厅通知。"
    users = User.objects.filter(role__in=(Role.ADMIN, Role.DIRECTOR), is_active=True).exclude(username="system")
    keys = [(user, f"calendar:{today.year + 1}:{today:%Y-%m}:{user.pk}") for user in users]
    return sum(notify(user, key=key, kind="calendar", text=text, url="/cases/settings/") is not None for user, key in keys)
