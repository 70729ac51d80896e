"""Who keeps out of a case, who is asked to, and who acts instead."""

from django.db.models import Case as Choice
from django.db.models import Value, When

from cases.enums import RECUSABLE
from cases.models import Recusal
from cases.models.recusal import OVER_CENTER
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from stations.queries.station import people_over

from .case import next_steps, reach_of

KEEPING_OUT = (
    Role.WINDOW,
    Role.STATION,
    Role.REVIEWER,
    Role.DIRECTOR,
    Role.SUPERVISOR,
    Role.FINANCE,
    Role.BUREAU,
)
NOBODY = "没有其他{role}可以办理：请系统管理员为另一名{role}开设账号，或者由{whose}撤销有误的回避。"


def office_over(station):
    """Those of the office who may have to do with what this station takes in, with what is objected to and what is paid of it."""
    return people_over(station, *KEEPING_OUT)


def may_keep_out(case):
    """Those of the office who may have to do with this case, with those who had."""
    took_part = User.objects.filter(pk__in=[case.registered_by_id, case.reviewed_by_id or 0])
    people = office_over(case.station) | took_part.filter(role__in=KEEPING_OUT)
    return people.distinct().order_by("role", "name", "pk")


def open_recusals(case):
    """Those that wait or stand."""
    return case.recusals.open().select_related("user")


def who_acts(case, rows, turn, may):
    """Where somebody of the role whose turn it is keeps out: who of the others may take it on, or what is to be done. `rows`: what
    `open_recusals` gave; `may(user)`: whether there is a step for them."""
    kept_out = [row.user.name for row in rows if not row.waits and row.user.role == turn]
    if not kept_out or turn == Role.HANDLER:  # a handler is replaced by another already
        return ""

    role = Role(turn)
    others = [user for user in people_over(case.station, role) if may(user)]
    if others:
        return f"{'、'.join(kept_out)}已回避，由{'、'.join(user.name for user in others)}办理。"
    whose = "司法局" if role in OVER_CENTER else "中心负责人"
    return NOBODY.format(role=role.label, whose=whose)


def who_acts_on(case, rows):
    return who_acts(case, rows, case.turn, lambda user: next_steps(case, user))


def to_decide_on(user):
    """Those that wait for this person."""
    return settled_by(user).waiting().filter(case__state__in=RECUSABLE)


def settled_by(user):
    """What this person decides on, or has decided on and may lift: what waits first."""
    if not user.may("cases.decide_recusal"):
        return Recusal.objects.none()
    rows = Recusal.objects.open().filter(case__in=reach_of(user).order_by()).exclude(user=user)
    by_bureau = {"user__role__in": OVER_CENTER}
    rows = rows.filter(**by_bureau) if user.role == Role.BUREAU else rows.exclude(**by_bureau)
    waits_first = Choice(When(settled_at=None, then=Value(0)), default=Value(1))
    return rows.select_related("user", "case__station").order_by(waits_first, "-received_on", "-pk")


def shown_to_bureau(user):
    """The cases of which the bureau sees number and place alone: somebody of whom it decides keeps out, or is asked to."""
    return reach_of(user).filter(pk__in=settled_by(user).order_by().values("case"))
