"""What has ended: nothing is owed of it any more."""

from django.db.models import Q

from cases.enums import SEALED, Outcome, State
from cases.workflow import CASE

OVER = CASE.final | SEALED | {State.TERMINATED}


def over(path):
    """Rows whose case, found along `path`, has ended: the application, the aid (Law art. 48), or the file; until that end is undone."""
    terminated = Q(**{f"{path}__outcome": Outcome.TERMINATED})
    return Q(**{f"{path}__state__in": OVER}) | terminated
