from django.db.models import Q

from cases.models import Evaluation
from stations.models import Firm, Handler


def own_firms(case):
    """The firms of whoever handles or handled this case."""
    took = Q(handlers__assignments__case=case, handlers__assignments__declined_at=None)
    return Firm.objects.filter(took | Q(handlers=case.handler_id))


def evaluators_for(case):
    """Who may be named as the evaluator of this file: handlers with an account in use, on leave or not, and whoever is on record already;
    nobody of a firm that handled it.
    """
    recorded = Evaluation.objects.filter(case=case).values("evaluator")
    found = Handler.objects.filter(Q(user__is_active=True) | Q(pk__in=recorded)).exclude(firm__in=own_firms(case))
    return found.select_related("user", "firm")
