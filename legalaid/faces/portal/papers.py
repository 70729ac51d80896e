"""The notice as an issued paper: frozen, numbered, with its digest; the public page serves this file."""

from django.utils import timezone

from legalaid.platform.core.office import office_at
from legalaid.platform.core.words import day
from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import PaperKind, register

from . import chart
from .models import Notice
from .workflow import NOTICE

register(PaperKind("public_notice", "", "公示", "公示"))


def may_open(user, subject_id, *, write=False):
    return not write and user.may("notices.view") and Notice.objects.filter(pk=subject_id).exists()


register_access("notice", may_open)


@NOTICE.paper("public_notice")
def public_notice(notice, *, by, at, **facts):
    return {
        "title": notice.title,
        "intro": notice.intro,
        "tables": notice.tables,
        "chart": chart.svg() if notice.content.get("steps") else "",
        "period": f"{day(notice.first_day)}至{day(notice.last_day)}",
        "shown": f"{day(notice.shown_from)}至{day(notice.shown_to)}",
        "seal": office_at(at)["center"],
        "date": day(timezone.localdate(at)),
    }
