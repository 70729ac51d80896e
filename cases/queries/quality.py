from django.db.models import Q

from cases.enums import GRADED
from cases.models import Evaluation
from legalaid.platform.accounts.models import User
from stations.models import Firm, Handler

from .assignment import opposing_firms


def own_firms(case):
    """The firms of whoever works or worked on this case: where they are today, and where they were when it was assigned to them."""
    now = Q(handlers__in=_workers(case).values("pk"))
    return Firm.objects.filter(now | Q(pk__in=_taken(case).values("firm")))


def own_people(case):
    """The accounts of whoever works or worked on this case, wherever they are today."""
    return User.objects.filter(handler__in=_workers(case).values("pk"))


def _workers(case):
    """Its handlers, who assists or assisted them, and who supervises a trainee."""
    team = case.team.order_by()
    return Handler.objects.filter(
        Q(pk=case.handler_id)
        | Q(pk__in=_taken(case).values("handler"))
        | Q(pk__in=team.exclude(handler=None).values("handler"))
        | Q(pk__in=team.values("supervisor"))
    )


def _taken(case):
    return case.assignments.filter(declined_at=None).exclude(accepted_at=None).order_by()


def shows_fail(user, case):
    """Whether the way to its page is shown: to whoever may propose it, and to all who read the case where somebody did."""
    proposes = case.state in GRADED and user.may("cases.grade")
    return proposes or case.closed_on and case.proposed_fails.exists()


def evaluators_for(case):
    """Who may be named as the evaluator of this file: handlers with an account in use, on leave or not, and whoever is on record already;
    nobody of a firm that handled it, or that acts for the other side.
    """
    recorded = Evaluation.objects.filter(case=case).values("evaluator")
    handlers = Handler.objects.filter(Q(user__is_active=True) | Q(pk__in=recorded))
    handlers = handlers.exclude(firm__in=opposing_firms(case))
    return handlers.exclude(firm__in=own_firms(case)).select_related("user", "firm")
