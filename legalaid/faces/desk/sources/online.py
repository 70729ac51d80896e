"""What the public sent in and nobody has registered yet."""

from django.db.models import F
from django.urls import reverse

from legalaid.faces.desk.waiting import Kind, Matter, gathered
from legalaid.faces.portal.apply.models import Submission
from legalaid.faces.portal.apply.queries import waiting_for
from legalaid.platform.core.words import moment


def submissions(user, now):
    kind = Kind("submissions", "登记网上申请", reverse("submissions:list"))
    return gathered(
        lambda: waiting_for(user),
        kind_of=lambda _: kind,
        limit=F("first_at"),
        read=_read,
        now=now,
    )


def _read(keys):
    rows = Submission.objects.filter(pk__in=keys).order_by().defer("answers")
    return {row.pk: _matter(row) for row in rows}


def _matter(row):
    page = row.get_absolute_url()
    return Matter(
        who=row.name,
        what=row.wish,
        url=page,
        verb="登记",
        to=f"{page}register/",
        note=f"{moment(row.received_at)} 收到",
        contact=row.warning,
        due=row.first_at,
        promise=True,
    )
