"""Forms 23 and 28, and form 29 as it stands today."""

from django.template.loader import render_to_string
from django.utils import timezone

from cases.domain.scans import keeps_scans
from cases.law.help import role_at
from cases.queries.help import helps_for
from cases.workflow import HELP
from legalaid.platform.core.office import office
from legalaid.platform.core.words import day, hour
from legalaid.platform.documents import render
from legalaid.platform.documents.access import register as register_access
from stations.enums import HelpKind

from .facts import identity


def may_open(user, subject_id, *, write=False):
    """Papers and scans are read by those who may see the help; scans are added by whoever keeps its record."""
    row = helps_for(user).filter(pk=subject_id).select_related("lawyer").first()
    return row is not None and (not write or keeps_scans(user, row))


def has_turn(user, subject_id):
    return helps_for(user).filter(pk=subject_id, turn=user.role).exists()


register_access("help", may_open, turn=has_turn, right="cases.help", page="cases:help")


def _whom(row, by, at):
    return {
        **identity(row),
        "case_number": row.number,
        "date": day(at),
        "sex": row.get_sex_display(),
        "birth": day(row.birth),
        "role": role_at(row.stage),
        "charge": row.cause.name,
        "organ": row.organ,
        "stage": row.stage,
        "held_at": row.held_at,
        "officer": by.name,
    }


@HELP.paper("help_application")
def help_application(row, *, by, at, **facts):
    """Form 23; the person signs it."""
    asked = row.received_at or row.starts_at
    return _whom(row, by, at) | {"wanted": row.wanted, "asked_on": day(asked)}


@HELP.paper("help_record")
def help_record(row, *, by, at, **facts):
    """Form 28."""
    given = row.kinds
    when = {"on": day(row.on), "starts": hour(row.starts_at), "ends": hour(row.ends_at)}

    return _whom(row, by, at) | {
        **when,
        "source": row.get_source_display(),
        "notice_number": row.notice_number,
        "lawyer": row.lawyer.user.name,
        "firm": row.lawyer.firm.name,
        "post": row.shift.post.name if row.shift else "",
        "acts": [{"label": kind.label, "given": kind in given} for kind in HelpKind],
        "plea": row.get_plea_display(),
        "result": row.result,
        "signed": row.get_signed_display(),
        "unsigned_why": row.unsigned_why,
        "applied_on": day(row.applied_at),
    }


def ledger_pdf(head, lines, totals, *, period, by):
    """Form 29: the rows of a list, and what they add up to."""
    context = {"head": head, "lines": lines, "totals": totals, "period": period, "by": by.name}
    context["date"] = day(timezone.localdate())
    return render.pdf(render_to_string("papers/help_ledger.html", context | {"OFFICE": office()}))
