from django.db.models import Count, Q
from django.utils import timezone

from cases.enums import AIDED, Notified
from cases.law.recommendation import judge, rank
from cases.models import Case
from stations.models import Handler

from .conflict import conflicts_of
from .eligibility import cause_path


def candidates_for(case, handlers=None):
    """Every working handler with load, leave and reasons, in the order to offer them; or only those of `handlers`."""
    handlers = Handler.objects.working() if handlers is None else handlers
    handlers = handlers.select_related("user", "firm").prefetch_related("user__leaves")
    handlers = handlers.annotate(load=Count("cases", filter=Q(cases__state__in=AIDED)))
    declined = set(case.assignments.exclude(declined_at=None).values_list("handler", flat=True))
    words = [*cause_path(case.cause), case.get_kind_display()]
    on, against = timezone.localdate(), _against(case)
    return rank(
        judge(
            h,
            kind=case.kind,
            on=on,
            cause_words=words,
            load=h.load,
            notified=bool(case.notified),
            life_or_death=case.life_or_death,
            minor="minor" in case.crowds or case.notified == Notified.MINOR,
            declined=h.pk in declined,
            unavailable=h.unavailable(on),
            conflict=against.get(h.pk) or against.get(h.firm, ""),
        )
        for h in handlers
    )


def _against(case):
    """{handler id, or firm: the number of the case in which they act for the other side} (Procedure Rules art. 38)."""
    found = Case.objects.filter(pk__in={hit.case for hit in conflicts_of(case)}).exclude(
        handler=None
    )
    rows = list(found.select_related("handler__firm"))
    return {key: row.number for row in rows for key in (row.handler_id, row.handler.firm)}
