"""Reminders: derived from rows, idempotent by key; running them twice, or after a crash, tells nobody twice."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cases import periods
from cases.enums import State
from cases.models import Case, MaterialItem
from cases.queries.returned import why_back
from cases.workflow import CASE
from legalaid.platform.accounts.queries import people_of
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.calendar import missing_years
from legalaid.platform.core.words import near
from legalaid.platform.notifications.send import notify, notify_all
from legalaid.platform.procedure import clocks
from stations.queries.station import people_over

from .alarm import remind_alarms

WEEK = timedelta(days=7)


class Turns:
    """Whose turn it is; who holds a role over a station is asked once."""

    def __init__(self):
        self._over = {}

    def of(self, case):
        """The handler alone, or everyone in the role over the case's station."""
        if case.turn == Role.HANDLER:
            return [case.handler.user] if case.handler_id else []
        return self.over(case.station, case.turn)

    def over(self, station, role):
        key = (station.pk, role)
        if key not in self._over:
            self._over[key] = list(people_over(station, role))
        return self._over[key]


@CASE.on_done
def tell_the_next(case, step, by, at):
    """Whoever has the turn now hears of it; minor entries move nothing and tell nobody."""
    if step.minor or not case.turn:
        return

    about, url = f"case:{case.pk}:v{case.version}", case.get_absolute_url()
    why = why_back(case)
    text = f"{case.number} {case.get_state_display()}{f'（{why}）' if why else ''}，请办理。"[:200]
    others = [user for user in Turns().of(case) if user.pk != by.pk]
    notify_all(others, about=about, kind="turn", text=text, url=url)


def remind(now, before):
    """Tells those whose clock runs out within `before`, or has; who still owes a visit, an archive or material; whose calendar is missing.

    Returns the number of new messages.
    """
    turns = Turns()
    told = remind_due(now, before, turns) + remind_waiting(now, turns)
    told += remind_owed(now, before, turns) + remind_alarms(now, tell)
    return told + warn_calendar(now)


def remind_due(now, before, turns):
    """Before a clock runs out once, afterwards weekly."""
    count = 0
    due = Case.objects.open().filter(due_at__lt=now + before)
    for case in due.select_related("handler__user", "station"):
        name, day = clocks.RULES[case.due_rule].name, timezone.localdate(case.due_at)
        if now > case.due_at:
            when = f"late:{weeks(now - case.due_at)}"
            text = f"{case.number}“{name}”已于{near(day)}期满，{then(case)}"
        else:
            when = "soon:0"
            text = f"{case.number}“{name}”将于{near(day)}期满，请及时办理。"

        about = f"due:{case.pk}:{case.due_rule}:{day}:{when}"
        count += tell(turns.of(case), about, "due", text, case)
    return count


def then(case):
    """What follows where a clock has run out. Nobody counts as having withdrawn before somebody has looked (Law art. 43(2))."""
    if case.due_rule != periods.SUPPLEMENT.key:
        return "已超期。"
    return "未登记收到。请查收窗口、邮寄、网上交来的材料，再登记收到补正或者认定视为撤回。"


def remind_waiting(now, turns):
    """Cases without a clock that wait for the visit or for archiving: a week after the turn came, and weekly until it is done. Of those whose
    subsidy is not settled the director hears, who may waive it."""
    count = 0
    without_clock = Case.objects.filter(state__in=(State.FOLLOW_UP, State.ARCHIVING))
    for case in without_clock.filter(changed_at__lt=now - WEEK).select_related("station"):
        gone = weeks(now - case.changed_at)
        about = f"wait:{case.pk}:{case.state}:{gone}"
        what = case.get_state_display() if case.turn else "等发放补贴"
        text = f"{case.number}{what}已满{gone}周，请及时办理。"
        users = turns.of(case) if case.turn else turns.over(case.station, Role.DIRECTOR)
        count += tell(users, about, "wait", text, case)
    return count


def remind_owed(now, before, turns):
    """Material accepted with a gap (容缺受理) that is owed within `before`, or late: the clerk who took it in and the window hear of it."""
    count, today, soon = 0, timezone.localdate(now), timezone.localdate(now + before)
    owed = MaterialItem.objects.owed().filter(owed_by__lte=soon).exclude(case__state__in=CASE.final)
    for item in owed.select_related("case__station", "case__registered_by"):
        case, day = item.case, near(item.owed_by)
        if item.owed_by < today:
            when = f"late:{weeks(today - item.owed_by)}"
            text = f"{case.number}容缺材料“{item.title}”已逾{day}未补交。"
        else:
            when = "soon"
            text = f"{case.number}容缺材料“{item.title}”应于{day}前补交。"

        window = turns.over(case.station, Role.WINDOW)
        count += tell({case.registered_by, *window}, f"owed:{item.pk}:{when}", "owed", text, case)
    return count


def tell(users, about, kind, text, case):
    """One message a person; returns how many are new."""
    url = case.get_absolute_url()
    active = [user for user in users if user.is_active]
    return new_of(active, about, kind=kind, text=text[:200], url=url)


def new_of(users, about, **message):
    return sum(notify(user, key=f"{about}:{user.pk}", **message) is not None for user in users)


def weeks(span):
    return span // WEEK


def warn_calendar(now):
    """Administrators and directors hear, monthly, that this year's calendar is missing, and from 1 November next year's."""
    today, url, count = timezone.localdate(now), reverse("cases:settings"), 0
    people = people_of(Role.ADMIN, Role.DIRECTOR)

    for year in missing_years(today):
        about = f"calendar:{year}:{today:%Y-%m}"
        text = f"{year}年工作日历尚未导入，该年的期限暂定；请导入国务院办公厅通知。"
        count += new_of(people, about, kind="calendar", text=text, url=url)
    return count
