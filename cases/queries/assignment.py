from django.db.models import Count, Q
from django.utils import timezone

from cases.enums import AIDED, Notified
from cases.law.grounds import ACCUSED
from cases.law.recommendation import judge, rank
from cases.models import Case
from stations.models import Handler

from .coaccused import defenders_of_others
from .conflict import conflicts_of
from .eligibility import cause_path


def candidates_for(case, handlers=None):
    """Every working handler with load, leave and reasons, in the order to offer them; or only those of `handlers`."""
    handlers = Handler.objects.working() if handlers is None else handlers
    handlers = handlers.select_related("user", "firm").prefetch_related("user__leaves")
    handlers = handlers.annotate(load=Count("cases", filter=Q(cases__state__in=AIDED)))

    declined = set(case.assignments.exclude(declined_at=None).values_list("handler", flat=True))
    today, (against, perhaps) = timezone.localdate(), _against(case)
    same_crime, namesakes = defenders_of_others(case)
    matter = {
        "kind": case.kind,
        "on": today,
        "cause_words": [*cause_path(case.cause), case.get_kind_display()],
        "notified": bool(case.notified),
        "defends": case.kind == "criminal" and case.applicant_role in ACCUSED,
        "life_or_death": case.life_or_death,
        "minor": "minor" in case.crowds or case.notified == Notified.MINOR,
    }
    return rank(
        judge(
            handler,
            load=handler.load,
            declined=handler.pk in declined,
            unavailable=handler.unavailable(today),
            conflict=against.get(handler.pk) or against.get(handler.firm, ""),
            co_accused=same_crime.get(handler.pk, ""),
            namesake=namesakes.get(handler.pk, ""),
            perhaps_conflict=perhaps.get(handler.pk) or perhaps.get(handler.firm, ""),
            **matter,
        )
        for handler in handlers
    )


def conflict_of(case, handler):
    """The number of the case in which this handler, or the firm, acts for the other side, or for somebody of that name; "" for none."""
    found = (numbers.get(handler.pk) or numbers.get(handler.firm) for numbers in _against(case))
    return next(filter(None, found), "")


def _against(case):
    """({handler id, or firm: the number of the case in which they act for the other side} (Procedure Rules art. 38), the same where
    only the name is that of the other side)."""
    hits = conflicts_of(case)
    known = {hit.case for hit in hits if hit.certain}
    others = Case.objects.filter(pk__in={hit.case for hit in hits}).exclude(handler=None)

    certain, perhaps = {}, {}
    for other in others.select_related("handler__firm"):
        numbers = certain if other.pk in known else perhaps
        numbers[other.handler_id] = numbers[other.handler.firm] = other.number
    return certain, perhaps
