"""What is about to go wrong: to a handler of the own cases, to the director what nobody has dealt with for some days (decision 130)."""

from functools import partial

from django.urls import reverse

from cases.law.warning import BY_KEY, DIRECTOR
from cases.models import Case
from cases.queries.case import cases_for
from cases.queries.warning import Warnings
from legalaid.faces.desk.waiting import Kind, Matter, gathered
from legalaid.platform.accounts.roles import Role

# limits stand on the first page anyhow, and so do the answers at a call back
SHOWN = ("meeting", "report", "hearing", "silence", "discussion")
TOLD = (
    "meeting",
    "discussion",
)  # to the director; the others a county has hundreds of, the board counts them


def warnings(user, now):
    """One kind of warning after the other; no limit runs."""
    kinds = TOLD if user.role == Role.DIRECTOR else SHOWN
    minute = now.replace(second=0, microsecond=0)  # the same question all this minute
    found = Warnings(minute)
    return [part for key in kinds for part in _of(key, user, found, now)]


def _of(key, user, warnings, now):
    label = f"预警：{BY_KEY[key].label}"
    kind = Kind(f"warnings.{key}", label, f"{reverse('cases:warnings')}?kind={key}")
    read = partial(_read, warnings, key, user.role)
    rows = partial(_rows, key, user, warnings)
    return gathered(rows, kind_of=lambda _: kind, read=read, now=now)


def _rows(key, user, warnings):
    cases = cases_for(user).order_by()
    if user.role == Role.DIRECTOR:
        return warnings.standing(key, cases, warnings.after(key, DIRECTOR))
    return warnings.of(key, cases)


def _read(warnings, key, role, keys):
    rows = warnings.of(key, Case.objects.filter(pk__in=keys).order_by().for_names())
    return {case.pk: _matter(warnings.line(key, case), role) for case in rows}


def _matter(line, role):
    """What only the handler does leads the director to the case."""
    case, own = line.case, role == Role.HANDLER or not line.kind.step
    page = case.get_absolute_url()
    return Matter(
        who=case.applicant.name,
        what=case.cause.name,
        url=page,
        verb="处理" if own else "查看",
        to=line.href if own else page,
        note=line.detail,
        contact=case.applicant.warning,
    )
