"""Who hears that something is about to go wrong: the handler, then the director, then the bureau, once a week, told why; of what has an end
each hearing and each day on its own, so that the message of Monday does not silence Thursday."""

from django.urls import reverse

from cases.law.warning import BUREAU, BY_KEY, DIRECTOR, KINDS
from cases.models import Case
from cases.queries.case import cases_for, reach_of
from cases.queries.warning import Warnings
from legalaid.platform.accounts.queries import people_of
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.words import near_moment
from legalaid.platform.notifications.send import notify
from stations.models import Handler

ONE_BY_ONE = ("limit", "closing", "hearing")  # the handler is reminded of each of them
OWN = "您承办的案件有{count}件预警：{kinds}。为什么收到：您是承办人，请在预警页逐件办理。"
HEARING = "{number}将于{at}开庭，会见以后还没有阅卷、调查、讨论等准备的记录。为什么收到：您是承办人，请准备、记录。"
ABOVE = "有{count}件预警没有处理：{kinds}。为什么收到：临近期限、开庭的和满{days}天没有处理的告知中心负责人，请督办。"
TODAY = "今天又有{count}件临近期限、开庭而没有办理：{kinds}。为什么收到：这些事项届满、开庭以前告知中心负责人，请督办。"
TO_BUREAU = "有{count}件预警满{days}天没有处理：{kinds}。为什么收到：满{days}天没有处理的告知司法局，请督促法律援助中心。"


def escalate(now):
    """Tells each of them once a week what stands, in numbers, and at once what has an end. Returns how many were told."""
    warnings = Warnings(now)
    return (
        _tell_handlers(warnings)
        + _tell_hearings(warnings)
        + _tell_above(warnings, Role.DIRECTOR, cases_for, DIRECTOR, ABOVE)
        + _tell_today(warnings)
        + _tell_above(warnings, Role.BUREAU, reach_of, BUREAU, TO_BUREAU)
    )


def _tell_handlers(warnings):
    found = {}
    for kind in (kind for kind in KINDS if kind.key not in ONE_BY_ONE):
        rows = warnings.of(kind.key, Case.objects.exclude(handler=None)).order_by()
        for handler in rows.values_list("handler", flat=True):
            numbers = found.setdefault(handler, {})
            numbers[kind.key] = numbers.get(kind.key, 0) + 1

    handlers = Handler.objects.working().filter(pk__in=found).select_related("user")
    return sum(_told(warnings, one.user, OWN, found[one.pk]) for one in handlers)


def _tell_hearings(warnings):
    """The handler of each hearing without preparation, once of each."""
    count, url = 0, reverse("cases:warnings")
    near = warnings.of("hearing", Case.objects.exclude(handler=None))
    for case in near.select_related("handler__user"):
        text = HEARING.format(number=case.number, at=near_moment(case.at))
        key = f"warn:hearing:{case.pk}:{case.at:%Y%m%d}:{case.handler.user_id}"
        count += notify(case.handler.user, key=key, kind="due", text=text, url=url) is not None
    return count


def _tell_above(warnings, role, rows_for, who, text):
    count, days = 0, warnings.set_at[f"warn_{who}"]
    for user in people_of(role):
        rows = rows_for(user)
        numbers = {
            kind.key: warnings.standing(kind.key, rows, warnings.after(kind.key, who)).count()
            for kind in KINDS
        }
        count += _told(warnings, user, text, numbers, days=days)
    return count


def _tell_today(warnings):
    """Directors, of what has come so near its end since yesterday."""
    count = 0
    for user in people_of(Role.DIRECTOR):
        rows = cases_for(user)
        numbers = {kind.key: _new(warnings, kind.key, rows) for kind in KINDS if kind.ahead}
        count += _told(warnings, user, TODAY, numbers, day=warnings.today)
    return count


def _new(warnings, kind, rows):
    days = warnings.after(kind, DIRECTOR)
    stand, stood = (warnings.standing(kind, rows, one).count() for one in (days, days + 1))
    return stand - stood


def _told(warnings, user, text, numbers, *, day=None, **facts):
    """Once a week, or on this day."""
    total = sum(numbers.values())
    if not total:
        return 0
    kinds = "、".join(f"{BY_KEY[key].label}{count}件" for key, count in numbers.items() if count)
    said = text.format(count=total, kinds=kinds, **facts)
    year, week, _ = warnings.today.isocalendar()
    when = f"{day:%Y%m%d}" if day else f"{year}-{week}"
    key, url = f"warn:{when}:{user.pk}", reverse("cases:warnings")
    return notify(user, key=key, kind="due", text=said, url=url) is not None
