"""What the public sent in and nobody has registered or answered yet."""

from django.db.models import F
from django.urls import reverse

from legalaid.faces.desk.waiting import Kind, Matter, gathered
from legalaid.faces.portal.apply.models import Submission
from legalaid.faces.portal.apply.queries import waiting_for
from legalaid.faces.portal.letters.models import Letter
from legalaid.faces.portal.letters.queries import at_the_desk
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


def letters(user, now):
    """What those who follow a case wrote."""
    kind = Kind("letters", "答复、办理网上来信", reverse("letters:list"))
    return gathered(
        lambda: at_the_desk(user),
        kind_of=lambda _: kind,
        limit=F("due_at"),
        read=_read_letters,
        now=now,
    )


def _read_letters(keys):
    rows = Letter.objects.filter(pk__in=keys).select_related("case__applicant").order_by()
    return {row.pk: _letter(row) for row in rows.defer("text", "phone", "answer")}


def _letter(row):
    page = row.get_absolute_url()
    return Matter(
        who=row.case.applicant.name,
        what=row.get_kind_display(),
        url=page,
        verb="办理",
        to=page,
        note=f"{moment(row.sent_at)} 收到",
        contact=row.case.applicant.warning,
        due=row.due_at,
        promise=True,
    )
