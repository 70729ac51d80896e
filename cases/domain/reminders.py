"""Reminders: derived from rows, idempotent by key; running them twice, or after a crash, tells nobody twice."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cases.enums import State
from cases.models import Case, MaterialItem
from cases.workflow import CASE
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.calendar import missing_years
from legalaid.platform.core.words import near
from legalaid.platform.notifications.send import notify, notify_all
from legalaid.platform.procedure import clocks
from stations.queries.station import people_over

WEEK = timedelta(days=7)


@CASE.on_done
def tell_the_next(case, step, by, at):
    """Whoever has the turn now hears of it; minor entries move nothing and tell nobody."""
    if step.minor or not case.turn:
        return
    text = f"{case.number} {case.get_state_display()}，请办理。"
    others = [user for user in people(case) if user.pk != by.pk]
    notify_all(
        others,
        about=f"case:{case.pk}:v{case.version}",
        kind="turn",
        text=text,
        url=case.get_absolute_url(),
    )


def people(case, known=None):
    """The persons whose turn it is: the handler alone, or everyone in the role over the case's station. `known`: a memo of the latter."""
    if case.turn == Role.HANDLER:
        return [case.handler.user] if case.handler_id else []
    known, key = {} if known is None else known, (case.station_id, case.turn)
    if key not in known:
        known[key] = list(people_over(case.station, case.turn))
    return known[key]


def remind(now, before):
    """Tells those whose clock runs out within `before`, or has; who still owes a visit, an archive or material; whose calendar is missing.

    Returns the number of new messages.
    """
    known, count = {}, 0
    for case in (
        Case.objects.open()
        .filter(due_at__lt=now + before)
        .select_related("handler__user", "station")
    ):
        name, late = clocks.RULES[case.due_rule].name, now > case.due_at
        day = timezone.localdate(case.due_at)
        text = f"{case.number}“{name}”{'已于' if late else '将于'}{near(day)}期满，{'已超期' if late else '请及时办理'}。"
        about = f"due:{case.pk}:{case.due_rule}:{day}:{'late' if late else 'soon'}:{weeks(now - case.due_at) if late else 0}"
        count += tell(people(case, known), about, "due", text, case)
    return count + remind_waiting(now, known) + remind_owed(now, before, known) + warn_calendar(now)


def remind_waiting(now, known):
    """Cases without a clock that wait for the visit or for archiving: a week after the turn came, and weekly until it is done."""
    count = 0
    waiting = Case.objects.filter(
        state__in=(State.FOLLOW_UP, State.ARCHIVING), changed_at__lt=now - WEEK
    )
    for case in waiting.select_related("station"):
        gone = weeks(now - case.changed_at)
        text = f"{case.number}{case.get_state_display()}已满{gone}周，请及时办理。"
        count += tell(
            people(case, known), f"wait:{case.pk}:{case.state}:{gone}", "wait", text, case
        )
    return count


def remind_owed(now, before, known):
    """Material accepted with a gap (容缺受理) that is owed within `before`, or late: the clerk who took it in and the window hear of it."""
    count, soon = 0, timezone.localdate(now + before)
    owed = MaterialItem.objects.owed().filter(owed_by__lte=soon).exclude(case__state__in=CASE.final)
    for item in owed.select_related("case__station", "case__registered_by"):
        case, late = item.case, item.owed_by < timezone.localdate(now)
        window = known.setdefault(
            (case.station_id, Role.WINDOW), list(people_over(case.station, Role.WINDOW))
        )
        when = f"late:{(timezone.localdate(now) - item.owed_by).days // 7}" if late else "soon"
        text = f"{case.number}容缺材料“{item.title}”{'已逾' if late else '应于'}{near(item.owed_by)}{'未补交' if late else '前补交'}。"
        count += tell({case.registered_by, *window}, f"owed:{item.pk}:{when}", "owed", text, case)
    return count


def tell(users, about, kind, text, case):
    """One message a person; returns how many are new."""
    url = case.get_absolute_url()
    return sum(
        notify(u, key=f"{about}:{u.pk}", kind=kind, text=text[:200], url=url) is not None
        for u in users
        if u.is_active
    )


def weeks(span):
    return span // WEEK


def warn_calendar(now):
    """Administrators and directors hear, monthly, that this year's calendar is missing, and from 1 November next year's."""
    today, count = timezone.localdate(now), 0
    users = User.objects.filter(role__in=(Role.ADMIN, Role.DIRECTOR), is_active=True).exclude(
        username="system"
    )
    for year in missing_years(today):
        text = f"{year}年工作日历尚未导入，该年的期限暂定；请导入国务院办公厅通知。"
        keys = [(user, f"calendar:{year}:{today:%Y-%m}:{user.pk}") for user in users]
        count += sum(
            notify(user, key=key, kind="calendar", text=text, url=reverse("cases:settings"))
            is not None
            for user, key in keys
        )
    return count
