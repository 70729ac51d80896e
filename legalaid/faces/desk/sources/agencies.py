"""What other legal aid agencies ask of us."""

from django.db.models import F
from django.urls import reverse

from cases.models import Inbound
from cases.queries.inbound import to_answer
from legalaid.faces.desk.waiting import Kind, Matter, gathered, last_minute


def inbound(user, now):
    """Requests given to this person; to the director those that nobody has, too."""
    kind = Kind("inbound", "外地协作请求", reverse("cases:cooperations"))
    return gathered(
        lambda: to_answer(user),
        kind_of=lambda _: kind,
        limit=F("due"),
        by_day=True,
        read=_read,
        now=now,
    )


def _read(keys):
    rows = Inbound.objects.filter(pk__in=keys).order_by().select_related("assigned_to")
    return {row.pk: _matter(row) for row in rows}


def _matter(row):
    page = row.get_absolute_url()
    return Matter(
        who=row.agency,
        what=row.their_number,
        url=page,
        verb="答复" if row.assigned_to else "分派",
        to=page,
        due=last_minute(row.due),
    )
