from django.db.models import Count, Q
from django.utils import timezone

from cases.enums import AIDED, Notified
from cases.law.recommendation import judge, rank
from stations.models import Handler

from .eligibility import cause_path


def candidates_for(case, handlers=None):
    """Every working handler with load, leave and reasons, in the order to offer them; or only those of `handlers`."""
    handlers = Handler.objects.working() if handlers is None else handlers
    handlers = handlers.select_related("user", "firm").prefetch_related("user__leaves")
    handlers = handlers.annotate(load=Count("cases", filter=Q(cases__state__in=AIDED)))
    declined = set(case.assignments.exclude(declined_at=None).values_list("handler", flat=True))
    words = [*cause_path(case.cause), case.get_kind_display()]
    on = timezone.localdate()
    return rank(
        judge(
            h,
            kind=case.kind,
            on=on,
            cause_words=words,
            load=h.load,
            minor="minor" in case.crowds,
            life_or_death=case.notified in (Notified.LIFE_OR_DEATH, Notified.DEATH_REVIEW),
            declined=h.pk in declined,
            unavailable=h.unavailable(on),
        )
        for h in handlers
    )
