"""The first round: offered at the first sign-in, begun, gone through, left, begun anew.

Where one stands is kept with the person, and read at sign-in into the session, so that no page asks for it.
"""

from .models import Round
from .rounds import OFFERED, STOPS

HELD = "round"  # in the session: OFFERED, or the number of the stop; nothing once it is over


def recall(session, user):
    """At sign-in: who never saw a round is offered one, who was on one goes on. Who has another role now is offered its own."""
    row = Round.objects.filter(owner=user).first()
    if row is None or row.role != user.role:
        session[HELD] = OFFERED
    elif not row.ended:
        session[HELD] = min(row.stop, len(STOPS[user.role]))


def go(session, user, stop):
    """To this stop of the round, counted from 1; the one there is next to it."""
    stop = max(1, min(stop, len(STOPS[user.role])))
    _keep(user, stop=stop, ended=False)
    session[HELD] = stop
    return STOPS[user.role][stop - 1]


def end(session, user):
    """It is over, or not wanted; the manual begins it anew."""
    _keep(user, ended=True)
    session.pop(HELD, None)


def _keep(user, **facts):
    Round.objects.update_or_create(owner=user, defaults={"role": user.role, **facts})
