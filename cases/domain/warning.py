"""Who hears that something is about to go wrong: the handler, then the director, then the bureau, once a week, told why."""

from django.urls import reverse

from cases.law.warning import BY_KEY, KINDS
from cases.models import Case
from cases.queries.case import cases_for, reach_of
from cases.queries.warning import Warnings
from legalaid.platform.accounts.queries import people_of
from legalaid.platform.accounts.roles import Role
from legalaid.platform.notifications.send import notify
from stations.models import Handler

ONE_BY_ONE = ("limit", "closing")  # the handler is reminded of each of them
OWN = "您承办的案件有{count}件预警：{kinds}。为什么收到：您是承办人，请在预警页逐件办理。"
DIRECTOR = "有{count}件预警满{days}天没有处理：{kinds}。为什么收到：满{days}天没有处理的告知中心负责人，请督办。"
BUREAU = "有{count}件预警满{days}天没有处理：{kinds}。为什么收到：满{days}天没有处理的告知司法局，请督促法律援助中心。"


def escalate(now):
    """Tells each of them once a week what stands, in numbers. Returns how many were told."""
    warnings = Warnings(now)
    return (
        _tell_handlers(warnings)
        + _tell_above(warnings, Role.DIRECTOR, cases_for, "warn_director", DIRECTOR)
        + _tell_above(warnings, Role.BUREAU, reach_of, "warn_bureau", BUREAU)
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


def _tell_above(warnings, role, rows_for, lead, text):
    days, count = warnings.set_at[lead], 0
    for user in people_of(role):
        numbers = {
            kind.key: warnings.standing(kind.key, rows_for(user), days).count() for kind in KINDS
        }
        count += _told(warnings, user, text, numbers, days=days)
    return count


def _told(warnings, user, text, numbers, **facts):
    total = sum(numbers.values())
    if not total:
        return 0
    kinds = "、".join(f"{BY_KEY[key].label}{count}件" for key, count in numbers.items() if count)
    said = text.format(count=total, kinds=kinds, **facts)
    year, week, _ = warnings.today.isocalendar()
    key, url = f"warn:{year}-{week}:{user.pk}", reverse("cases:warnings")
    return notify(user, key=key, kind="due", text=said, url=url) is not None
