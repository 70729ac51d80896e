"""Which reviews a person may see, what waits for them, and what became of those of a period."""

from django.db.models import Count, Q
from django.utils import timezone

from cases.enums import Grade, Kind
from cases.models import Case
from cases.quality.enums import ReviewState
from cases.quality.enums.review import GRADED
from cases.quality.models import Review, ReviewRule, ScoreSheet
from cases.queries.case import keeps_out, reach_of
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.calendar import day_span
from stations.models import Handler


def rule_on(day):
    """The row in force on a day, else the first there is."""
    rows = ReviewRule.objects.all()
    return rows.filter(valid_from__lte=day).first() or rows.last()


def reviews_for(user):
    """Whoever arranges them: those of the cases in reach, but for what one handled or scores oneself. Whoever handled the case: from when
    the result was told. The experts see their own sheets alone (`sheets_for`)."""
    rows = Review.objects.for_lists()
    if user.role == Role.HANDLER:
        own = Handler.objects.filter(user=user).order_by().values("pk")[:1]
        return rows.filter(handler=own).exclude(told_at=None)
    if not user.may("reviews.manage"):
        return rows.none()

    scored = ScoreSheet.objects.filter(user=user).order_by().values("review")
    mine = Q(handler__user=user) | Q(case__handler__user=user)
    rows = rows.filter(case__in=reach_of(user).order_by())
    return rows.exclude(pk__in=scored).exclude(mine, handler__isnull=False)


def sheets_for(user):
    """One's own, but for those taken back; of a review that was withdrawn only what one handed in."""
    if not user.may("reviews.score"):
        return ScoreSheet.objects.none()
    rows = ScoreSheet.objects.filter(user=user, dropped_at=None)
    gone = Q(review__state=ReviewState.WITHDRAWN, handed_at=None)
    return rows.exclude(gone).select_related("review__case__cause", "review__sheet")


def sheets_to_score(user):
    return sheets_for(user).filter(handed_at=None, review__state=ReviewState.SCORING)


def waiting_reviews(user):
    """Of those one may see, those that wait for one's role: while the handler may object, for him alone."""
    rows = reviews_for(user).exclude(keeps_out(user, "case__"))
    hearing = Q(state=ReviewState.TOLD, agreed_at=None, due_at__gte=timezone.now())
    if user.role == Role.HANDLER:
        return rows.filter(hearing | Q(state=ReviewState.RECTIFYING))
    if user.role != Role.REVIEWER:
        return rows.none()
    return rows.filter(turn=Role.REVIEWER).exclude(hearing)


def drawable_for(user):
    """Closed files one may put forward: accepted, not marked, not graded and paid, without a standing review."""
    standing = Review.objects.standing().order_by().values("case")
    closed = Case.objects.filter(pk__in=reach_of(user).order_by().values("pk"))
    closed = closed.exclude(closure_reviewed_at=None).exclude(handler=None).filter(secret=False)
    return closed.exclude(pk__in=standing).filter(Q(grade="") | Q(payments=None))


def figures(user, first, last):
    """{"all": [(label, number)], "rows": [(kind, [numbers])], "read": files read} of those settled between two days: grades and numbers, no
    case and no person."""
    begin, end = day_span(first, last)
    rows = Review.objects.filter(state__in=GRADED, settled_at__gte=begin, settled_at__lt=end)
    rows = rows.filter(case__in=reach_of(user).order_by()) if user.role != Role.ADMIN else rows
    counted = rows.order_by().values_list("case__kind", "grade").annotate(number=Count("pk"))
    numbers = {(kind, grade): number for kind, grade, number in counted}

    table = [
        (Kind(kind).label, [numbers.get((kind, grade), 0) for grade in Grade]) for kind in Kind
    ]
    sums = [sum(column) for column in zip(*(row for _, row in table), strict=True)]
    return {
        "grades": [grade.label for grade in Grade],
        "rows": [(label, row, sum(row)) for label, row in table],
        "sums": sums,
        "read": sum(sums),
    }


def this_year():
    day = timezone.localdate()
    return day.replace(month=1, day=1), day
