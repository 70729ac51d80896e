"""Cases given to a firm: what its manager has to arrange, and what the director hears of because nobody was arranged in time."""

from functools import partial

from django.urls import reverse

from cases.models import Case
from cases.queries.firm import ARRANGE_BY, late_entrusted, to_arrange
from cases.tables.firm import HIDDEN
from legalaid.faces.desk.waiting import Kind, Matter, gathered


def arrangements(user, now):
    """Number and kind of cause: whoever manages a firm reads no party."""
    kind = Kind("firm.arrange", "安排承办人", reverse("cases:firm_cases"))
    return _of(kind, partial(to_arrange, user), _to_arrange, now)


def late(user, now):
    kind = Kind("firm.late", "机构逾期没有安排承办人", f"{reverse('cases:warnings')}?kind=limit")
    return _of(kind, partial(late_entrusted, user, now), _late, now)


def _of(kind, rows, read, now):
    return gathered(rows, kind_of=lambda _: kind, limit=ARRANGE_BY, read=read, now=now)


def _to_arrange(keys):
    rows = Case.objects.filter(pk__in=keys).order_by().select_related("cause")
    rows = rows.annotate(arrange_by=ARRANGE_BY)
    return {case.pk: _arrangement(case) for case in rows}


def _arrangement(case):
    page = reverse("cases:arrange", args=[case.pk])
    what = HIDDEN if case.secret else case.cause.name
    return Matter(
        who=case.number,
        what=what,
        url=page,
        verb="安排",
        to=page,
        note=case.stage,
        due=case.arrange_by,
    )


def _late(keys):
    rows = Case.objects.filter(pk__in=keys).order_by().for_lists().select_related("entrusted_to")
    rows = rows.annotate(arrange_by=ARRANGE_BY)
    return {case.pk: _overdue(case) for case in rows}


def _overdue(case):
    page = case.get_absolute_url()
    return Matter(
        who=case.applicant.name,
        what=case.cause.name,
        url=page,
        verb="指派",
        to=f"{page}assign/",
        note=str(case.entrusted_to),
        due=case.arrange_by,
        contact=case.applicant.warning,
    )
