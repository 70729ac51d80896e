"""What waits for the decision of one director, and what of it is alike."""

from django.db.models import Count

from cases.enums import State
from legalaid.platform.office.asked import as_number

from .case import waiting_for


def to_decide(user, alike=""):
    """By limit, what falls due first. `alike`: only those of one cause and one proposal (a key of `groups_of`)."""
    waiting = waiting_for(user).filter(state=State.DECISION).order_by("due_at", "id")
    if not alike:
        return waiting
    cause, _, proposal = alike.partition("-")
    return waiting.filter(cause=as_number(cause) or 0, review__proposal=proposal)


def groups_of(waiting):
    """[{key, name, proposal, count}] of those alike: two or more of one cause with one proposal."""
    counted = waiting.order_by().values("cause", "cause__name", "review__proposal")
    several = counted.annotate(count=Count("pk")).filter(count__gt=1).order_by("cause")
    return [
        {
            "key": f"{row['cause']}-{row['review__proposal']}",
            "name": row["cause__name"],
            "proposal": row["review__proposal"],
            "count": row["count"],
        }
        for row in several
    ]


def after(waiting, case):
    """The one that follows `case` in this order, or the first of the others; None when it is the last."""
    keys = list(waiting.values_list("pk", flat=True)[:LOOKED_AT])
    if case.pk not in keys:
        return keys[0] if keys else None
    place = keys.index(case.pk)
    others = keys[place + 1 :] + keys[:place]
    return others[0] if others else None


LOOKED_AT = 200  # a director never has so many before them
