"""What the public sent in and nobody has registered or answered yet."""

from django.db.models import F
from django.urls import reverse

from cases.queries.elsewhere import heeded
from legalaid.faces.desk.waiting import Kind, Matter, gathered, gathered_whole
from legalaid.faces.portal.apply.models import Submission
from legalaid.faces.portal.apply.queries import waiting_for
from legalaid.faces.portal.asking.enums import AnswerState
from legalaid.faces.portal.asking.models import PublicAnswer
from legalaid.faces.portal.asking.publishing import answers_for
from legalaid.faces.portal.asking.workflow import PUBLIC_ANSWER, PUBLISH
from legalaid.faces.portal.letters.models import Letter
from legalaid.faces.portal.letters.queries import at_the_desk
from legalaid.faces.portal.visits.models import Visit
from legalaid.faces.portal.visits.queries import affected, to_remind, visits_for
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


def answers(user, now):
    """Answers for everybody that another person wrote."""
    if not user.may(PUBLISH):
        return []
    step, kind = (
        PUBLIC_ANSWER.steps["show"],
        Kind("answers", "审核公开解答", reverse("answers:list")),
    )

    def read(keys):
        written = PublicAnswer.objects.filter(pk__in=keys).select_related("written_by")
        mine = [row for row in written if row.written_by_id != user.pk]
        return [(kind, _answer(row, step)) for row in mine]

    return gathered_whole(
        lambda: answers_for(user).filter(state=AnswerState.WRITTEN), read=read, now=now
    )


def _answer(row, step):
    page = row.get_absolute_url()
    return Matter(
        who=row.title,
        url=page,
        verb="审核公开",
        to=f"{page}{step.key}/",
        note=f"{row.written_by}拟写",
    )


def visits(user, now):
    """Who is to come and must be called: nobody is on duty any more, or no text reminds them."""
    kinds = [
        Kind(f"visits.{show}", act, f"{reverse('visits:list')}?show={show}")
        for show, act in (("affected", "联系来访人（值班有变）"), ("remind", "电话提醒来访人"))
    ]

    def read(keys):
        coming = Visit.objects.filter(pk__in=keys).for_lists()
        untold = coming.filter(pk__in=to_remind(user, now))
        found = [(kinds[0], row, "") for row in affected(coming, now)]
        found += [(kinds[1], row, "told/") for row in untold]
        rows = heeded([row for _, row, _ in found])
        return [(kind, _visit(row, to)) for (kind, _, to), row in zip(found, rows, strict=True)]

    return gathered_whole(
        lambda: visits_for(user).booked().filter(starts_at__gte=now), read=read, now=now
    )


def _visit(row, to):
    page = row.get_absolute_url()
    return Matter(
        who=row.name,
        what=row.get_purpose_display(),
        url=page,
        verb="办理",
        to=f"{page}{to}",
        note=f"约好{moment(row.starts_at)}，{row.station}",
        contact=row.warning,
        due=row.starts_at,
    )
