"""Recipients to be told by word of mouth."""

from django.db.models import F
from django.urls import reverse

from cases.queries.telling import to_tell, with_cases
from legalaid.faces.desk.waiting import Kind, Matter, gathered
from legalaid.platform.notifications.models import Text
from legalaid.platform.notifications.sentences import SENTENCES


def tellings(user, now):
    kind = Kind("cases.telling", "电话告知受援人", reverse("cases:telling"))
    return gathered(
        lambda: to_tell(user, now),
        kind_of=lambda _: kind,
        limit=F("until"),
        read=_read,
        now=now,
    )


def _read(keys):
    rows = with_cases(Text.objects.filter(pk__in=keys).select_related("wording").order_by())
    return {row.pk: _matter(row) for row in rows}


def _matter(row):
    return Matter(
        who=row.person.name,
        what=SENTENCES[row.sentence].label.partition("：")[2],
        url=reverse("cases:tell", args=[row.pk]),
        verb="告知",
        to=reverse("cases:tell", args=[row.pk]),
        note=row.error,
        due=row.until,
        contact=row.person.warning,
    )
