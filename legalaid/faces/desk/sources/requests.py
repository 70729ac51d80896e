"""What is asked of the office about its cases: another handler, that somebody keeps out, a letter."""

from django.db.models import DateTimeField, F
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from cases.enums.agencies import AssistanceKind
from cases.models import Assistance, Case, Pool, Recusal
from cases.models.case_rows import GUARD
from cases.queries.absence import falling_in, leave_over, left_alone
from cases.queries.assistance import to_write
from cases.queries.recusal import to_decide_on as recusals_to_decide_on
from cases.queries.replacement import to_decide_on, waiting_requests
from cases.queries.volunteer import COMING, pools_standing
from legalaid.faces.desk.waiting import Kind, Matter, gathered
from legalaid.platform.core.words import near
from legalaid.platform.office.addresses import address

AGREED_AT = Cast(None, DateTimeField())  # no law says when; PostgreSQL asks what kind of NULL it is
# what a line says of a request for another handler
ASKED = (
    "asked_by",
    "case__applicant__name",
    *(f"case__{name}" for name in GUARD),
    "case__cause__name",
    "handler__user__name",
)
WRITES = {
    AssistanceKind.INTRODUCTION: "introduce",
    AssistanceKind.PROOF: "prove",
    AssistanceKind.COORDINATION: "coordinate",
    AssistanceKind.INVESTIGATION: "investigate",
}


def replacements(user, now):
    """Requests for another handler, which the centre answers within its days."""
    kind = Kind("cases.replacement", "决定是否更换承办人")
    limit = {"limit": F("due_at"), "law": AGREED_AT}
    return gathered(
        lambda: to_decide_on(user), kind_of=lambda _: kind, **limit, read=_to_replace, now=now
    )


def _to_replace(keys):
    rows = waiting_requests().filter(pk__in=keys)
    joined = rows.select_related("case__applicant", "case__cause", "handler__user").only(*ASKED)
    return {row.pk: _replacement(row) for row in joined.order_by()}


def _replacement(row):
    page = address("cases:detail", row.case_id)
    return Matter(
        who=row.case.applicant.name,
        what=row.case.cause.name,
        url=page,
        verb="决定",
        to=page,
        note=f"{row}更换{row.handler}",
        due=row.due_at,
        contact=row.case.applicant.warning,
    )


def absences(user, now):
    """Cases whose handler is on leave, or will be."""
    kind, today = Kind("cases.absence", "承办人请假"), timezone.localdate(now)
    return gathered(
        lambda: left_alone(user, today), kind_of=lambda _: kind, read=_to_cover, now=now
    )


def _to_cover(keys):
    rows = Case.objects.order_by().for_names().in_bulk(keys)
    return {pk: _absence(case) for pk, case in rows.items()}


def _absence(case):
    page, leave = address("cases:detail", case.pk), leave_over(case)
    falls = "、".join(falling_in(case, leave)) if leave else ""
    days = f"{near(leave.starts)}至{near(leave.ends)}" if leave else ""
    return Matter(
        who=case.applicant.name,
        what=case.cause.name,
        url=page,
        verb="安排",
        to=page,
        note=f"{case.handler}{days}请假{f'，期间{falls}' if falls else ''}",
        contact=case.applicant.warning,
    )


def pools(user, now):
    """Calls for volunteers that run, or wait for somebody to be chosen."""
    kind = Kind("cases.pool", "征集承办人", reverse("cases:pools"))
    limit = {"limit": F("closes_at"), "law": AGREED_AT}
    return gathered(
        lambda: pools_standing(user), kind_of=lambda _: kind, **limit, read=_to_choose, now=now
    )


def _to_choose(keys):
    rows = Pool.objects.filter(pk__in=keys).order_by().annotate(coming=COMING)
    return {row.pk: _pool(row) for row in rows.select_related("case__applicant", "case__cause")}


def _pool(row):
    page = row.get_absolute_url()
    return Matter(
        who=row.case.applicant.name,
        what=row.case.cause.name,
        url=page,
        verb="看报名",
        to=page,
        note=f"{row.coming}人报名，{row.stands(timezone.now())}",
        contact=row.case.applicant.warning,
    )


def recusals(user, now):
    """Whether somebody keeps out of a case. The bureau, which reads no cases, is told of the office's person and the number alone."""
    kind = Kind("cases.recusal", "决定是否回避")
    return gathered(
        lambda: recusals_to_decide_on(user), kind_of=lambda _: kind, read=_to_keep_out, now=now
    )


def _to_keep_out(keys):
    rows = Recusal.objects.filter(pk__in=keys).order_by().select_related("user", "case__cause")
    return {row.pk: _recusal(row) for row in rows}


def _recusal(row):
    page = f"{address('cases:detail', row.case_id)}decide_recusal/"
    return Matter(
        who=row.user.name, what=row.case.number, url=page, verb="决定", to=page, note=str(row)
    )


def letters(user, now):
    """What handlers asked the centre to write, by the limit it set itself."""
    kind = Kind("cases.letter", "承办人请求的函件", f"{reverse('cases:letters')}?show=asked")
    return gathered(
        lambda: to_write(user),
        kind_of=lambda _: kind,
        limit=F("due_at"),
        law=AGREED_AT,
        read=_to_write,
        now=now,
    )


def _to_write(keys):
    rows = Assistance.objects.filter(pk__in=keys).order_by().select_related("case__applicant")
    return {row.pk: _letter(row) for row in rows}


def _letter(row):
    page = address("cases:detail", row.case_id)
    return Matter(
        who=row.case.applicant.name,
        what=row.get_kind_display(),
        url=page,
        verb="办理",
        to=f"{page}{WRITES[row.kind]}/",
        note=f"发往{row.addressee}",
        due=row.due_at,
        promise=True,
    )
