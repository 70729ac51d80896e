from django.db.models import Q

from cases.enums import GRADED
from cases.models import Evaluation
from stations.models import Firm, Handler


def own_firms(case):
    """The firms of whoever handles or handled this case: where they are today, and where they were when it was assigned to them."""
    taken = case.assignments.filter(declined_at=None).exclude(accepted_at=None)
    now = Q(handlers=case.handler_id) | Q(handlers__in=taken.values("handler"))
    return Firm.objects.filter(now | Q(pk__in=taken.values("firm")))


def shows_fail(user, case):
    """Whether the way to its page is shown: to whoever may propose it, and to all who read the case where somebody did."""
    proposes = case.state in GRADED and user.may("cases.grade")
    return proposes or case.closed_on and case.proposed_fails.exists()


def evaluators_for(case):
    """Who may be named as the evaluator of this file: handlers with an account in use, on leave or not, and whoever is on record already;
    nobody of a firm that handled it.
    """
    recorded = Evaluation.objects.filter(case=case).values("evaluator")
    handlers = Handler.objects.filter(Q(user__is_active=True) | Q(pk__in=recorded))
    return handlers.exclude(firm__in=own_firms(case)).select_related("user", "firm")
