"""Reminders: derived from rows, idempotent by key; running them twice, or after a crash, tells nobody twice."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cases import periods
from cases.enums import Prior, State
from cases.models import Case, MaterialItem, PriorProvision
from cases.queries.returned import why_back
from cases.workflow import CASE
from legalaid.platform.accounts.queries import people_of
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.calendar import missing_years
from legalaid.platform.core.words import near
from legalaid.platform.notifications.send import notify, notify_all
from legalaid.platform.notifications.sentences import said, saying
from legalaid.platform.procedure import clocks
from legalaid.platform.procedure.models import Deadline
from stations.queries.handler import managers_of
from stations.queries.station import people_over

from .alarm import remind_alarms
from .volunteer import close_pools

# who keeps a clock that runs beside the turn of a case
NOT_THE_TURN = {periods.REPLACEMENT.key: Role.DIRECTOR}
WEEK, NOTICE = timedelta(days=7), timedelta(days=3)
MONTH = timedelta(days=30)
FIRMS = periods.FIRM_ARRANGEMENT.key
THEIRS = [rule.key for rule in periods.THEIRS]


class Turns:
    """Whose turn it is; who holds a role over a station is asked once."""

    def __init__(self):
        self._over = {}

    def of(self, case):
        """The handler alone, the managers of the firm it was given to, or everyone in the role over the case's station."""
        if case.turn == Role.HANDLER:
            return [case.handler.user] if case.handler_id else []
        if case.turn == Role.FIRM:
            return list(managers_of(case.entrusted_to))
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

    about, url = f"case:{case.pk}:v{case.version}", page_of(case, case.turn)
    why = why_back(case)
    state = {"state": case.get_state_display(), "why": f"（{why}）" if why else ""}
    text = said("next_turn", number=case.number, **state)
    others = [user for user in Turns().of(case) if user.pk != by.pk]
    notify_all(others, about=about, kind="turn", text=text, url=url)


def page_of(case, role):
    """Where this role sees to the case: whoever manages a firm finds no other page of it."""
    if role == Role.FIRM:
        return reverse("cases:arrange", args=[case.pk])
    return case.get_absolute_url()


@CASE.on_many_opened
def tell_of_many(cases, step, by, at):
    """One message for all that came at once, to everyone who has the turn of any of them."""
    turns, waiting, say = Turns(), {}, saying("many_came")
    for case in cases:
        for user in turns.of(case):
            waiting.setdefault(user, []).append(case)

    for user, rows in waiting.items():
        ends = {"first": rows[0].number, "last": rows[-1].number}
        text = say(many=len(rows), state=rows[0].get_state_display(), **ends)
        key, url = f"case:{rows[0].pk}:to:{rows[-1].pk}:{user.pk}", reverse("cases:notices")
        notify(user, key=key, kind="turn", text=text, url=url)


def remind(now, before):
    """Tells those whose clock runs out within `before`, or has; who still owes a visit, an archive or material; whose calendar is missing.

    Returns the number of new messages.
    """
    turns = Turns()
    told = remind_due(now, before, turns) + remind_waiting(now, turns)
    told += remind_owed(now, before, turns) + remind_priors(now, before, turns)
    told += remind_alarms(now, tell) + remind_appeals(now, before, turns)
    told += remind_own_counsel(now, turns) + remind_firms(now, turns) + close_pools(now)
    return told + warn_calendar(now)


def remind_due(now, before, turns):
    """Before a clock runs out once, afterwards weekly."""
    count, soon_of, late_of = 0, saying("limit_soon"), saying("limit_late")
    due = Case.objects.open().filter(due_at__lt=now + before)
    due = due.exclude(due_rule=periods.FIRST_PROVISION.key)  # `remind_priors`
    due = due.exclude(due_rule=FIRMS, due_at__lt=now)  # `remind_firms`
    for case in due.select_related("handler__user", "station", "entrusted_to"):
        name, day = clocks.RULES[case.due_rule].name, timezone.localdate(case.due_at)
        if now > case.due_at:
            when = f"late:{weeks(now - case.due_at)}"
            text = late_of(number=case.number, limit=name, day=near(day), then=then(case))
        else:
            when = "soon:0"
            text = soon_of(number=case.number, limit=name, day=near(day))

        about = f"due:{case.pk}:{case.due_rule}:{day}:{when}"
        role = NOT_THE_TURN.get(case.due_rule)
        if case.prior and case.due_rule == periods.EXAMINATION.key:  # examined beside the work
            role = Role.REVIEWER
        if (
            case.turn == Role.FIRM and case.due_rule != FIRMS
        ):  # the days of the law are the centre's
            role = Role.DIRECTOR
        users = turns.over(case.station, role) if role else turns.of(case)
        count += tell(users, about, "due", text, case)
    return count


def then(case):
    """What follows where a clock has run out. Nobody counts as having withdrawn before somebody has looked (Law art. 43(2))."""
    if case.due_rule != periods.SUPPLEMENT.key:
        return "已超期。"
    return "未登记收到。请查收窗口、邮寄、网上交来的材料，再登记收到补正或者认定视为撤回。"


def remind_waiting(now, turns):
    """Cases without a clock that wait for the visit or for archiving: a week after the turn came, and weekly until it is done. Of those whose
    subsidy is not settled the director hears, who may waive it."""
    count, say = 0, saying("no_progress")
    without_clock = Case.objects.filter(state__in=(State.FOLLOW_UP, State.ARCHIVING))
    for case in without_clock.filter(changed_at__lt=now - WEEK).select_related("station"):
        gone = weeks(now - case.changed_at)
        about = f"wait:{case.pk}:{case.state}:{gone}"
        what = case.get_state_display() if case.turn else "等发放补贴"
        text = say(number=case.number, what=what, weeks=gone)
        users = turns.of(case) if case.turn else turns.over(case.station, Role.DIRECTOR)
        count += tell(users, about, "wait", text, case)
    return count


def remind_owed(now, before, turns):
    """Material accepted with a gap (容缺受理) that is owed within `before`, or late: the clerk who took it in and the window hear of it."""
    count, today, soon = 0, timezone.localdate(now), timezone.localdate(now + before)
    soon_of, late_of = saying("material_soon"), saying("material_late")
    owed = MaterialItem.objects.owed().filter(owed_by__lte=soon)
    owed = owed.exclude(case__prior=Prior.OWED)  # `remind_priors`
    for item in owed.select_related("case__station", "case__registered_by"):
        case = item.case
        told = {"number": case.number, "title": item.title, "day": near(item.owed_by)}
        if item.owed_by < today:
            when = f"late:{weeks(today - item.owed_by)}"
            text = late_of(**told)
        else:
            when = "soon"
            text = soon_of(**told)

        window = turns.over(case.station, Role.WINDOW)
        count += tell({case.registered_by, *window}, f"owed:{item.pk}:{when}", "owed", text, case)
    return count


def remind_appeals(now, before, turns):
    """An appeal or a suit must be brought, or a retrial petitioned for, and nobody has registered yet what the recipient decided: the handler
    and the window hear of it from three days before the end (a month, of a retrial), or `before` where that is longer, and once more
    when it has passed; also of a file that is sealed."""
    count, soon, early = 0, now + max(before, NOTICE), now + max(before, MONTH)
    soon_of, late_of = saying("remedy_soon"), saying("remedy_late")
    rows = Deadline.objects.filter(workflow="case", rule__in=THEIRS).running()
    near_end = Q(due_at__lt=soon) | Q(rule=periods.RETRIAL.key, due_at__lt=early)
    found = {row.subject_id: row for row in rows.filter(near_end)}
    cases = Case.objects.filter(pk__in=found).exclude(state__in=CASE.final - {State.ARCHIVED})

    for case in cases.select_related("handler__user", "station").order_by("pk"):
        row = found[case.pk]
        day, late = near(timezone.localdate(row.due_at)), now > row.due_at
        what = "申请再审" if row.rule == periods.RETRIAL.key else "上诉（起诉）"
        say = late_of if late else soon_of
        text = say(number=case.number, limit=row.name, day=day, what=what)
        users = {case.handler.user, *turns.over(case.station, Role.WINDOW)}
        count += tell(users, f"appeal:{row.pk}:{'late' if late else 'soon'}", "due", text, case)
    return count


def remind_priors(now, before, turns):
    """Formalities of aid provided at once that are owed within `before`, or late: the registrar, the window and the reviewers hear of it;
    once the day has passed the director too, who extends it or finds that it can't be confirmed."""
    count, today, soon = 0, timezone.localdate(now), timezone.localdate(now + before)
    soon_of, late_of = saying("prior_soon"), saying("prior_late")
    owed = PriorProvision.objects.waiting().filter(owed_by__lte=soon)
    for row in owed.select_related("case__station", "case__registered_by"):
        case = row.case
        told = {"number": case.number, "day": near(row.owed_by)}
        people = {case.registered_by, *turns.over(case.station, Role.WINDOW)}
        people |= set(turns.over(case.station, Role.REVIEWER))

        when, text = "soon", soon_of(**told)
        if row.owed_by < today:
            when = f"late:{weeks(today - row.owed_by)}"
            text = late_of(**told)
            people |= set(turns.over(case.station, Role.DIRECTOR))

        about = f"prior:{row.pk}:{row.owed_by}:{when}"
        count += tell(people, about, "due", text, case)
    return count


def remind_own_counsel(now, turns):
    """The days for a lawyer of one's own are over, and nobody has said what became of it: who held the case asks the organ, weekly."""
    lapsed = Deadline.objects.overdue(now).filter(workflow="case", rule=periods.OWN_COUNSEL.key)
    days = dict(lapsed.values_list("subject_id", "due_at"))
    count, say = 0, saying("own_counsel")
    for case in Case.objects.filter(pk__in=days).select_related("station"):
        due_at = days[case.pk]
        about = f"own:{case.pk}:{timezone.localdate(due_at)}:{weeks(now - due_at)}"
        text = say(number=case.number, day=near(due_at), organ=case.organ)
        count += tell(turns.over(case.station, Role.DIRECTOR), about, "due", text, case)
    return count


def remind_firms(now, turns):
    """A firm has not arranged anybody in time: its managers hear, and the director, who may take the case back or name the person, weekly."""
    lapsed = Deadline.objects.overdue(now).filter(workflow="case", rule=FIRMS)
    days, count = dict(lapsed.values_list("subject_id", "due_at")), 0
    late_of, silent_of = saying("firm_late"), saying("firm_silent")
    given = Case.objects.filter(pk__in=days, state=State.GRANTED, entrusted_to__isnull=False)
    for case in given.select_related("station", "entrusted_to"):
        told = {"number": case.number, "day": near(days[case.pk])}
        about = f"firm:{case.pk}:{timezone.localdate(days[case.pk])}:{weeks(now - days[case.pk])}"
        count += tell(managers_of(case.entrusted_to), about, "due", late_of(**told), case)
        text = silent_of(firm=case.entrusted_to, **told)
        count += tell(turns.over(case.station, Role.DIRECTOR), about, "due", text, case)
    return count


def tell(users, about, kind, text, case):
    """One message a person; returns how many are new."""
    said, active = {"kind": kind, "text": text[:200]}, [user for user in users if user.is_active]
    return sum(new_of([user], about, **said, url=page_of(case, user.role)) for user in active)


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
        text = said("no_calendar", year=year)
        count += new_of(people, about, kind="calendar", text=text, url=url)
    return count
