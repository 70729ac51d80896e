"""Who works on a case beside its handler, who answers for it alone: another of the unit, a trainee under supervision."""

from django.db import transaction
from django.utils import timezone

from cases.enums import AIDED, Beside
from cases.models import Case, TeamMember
from cases.queries.assignment import candidates_for
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, StaleState
from stations.enums import HandlerKind
from stations.models import Handler

verb(
    "case.joined_team", "登记{kind}{name}，由{supervisor}主办", data=("kind", "name", "supervisor")
)
verb("case.voided_team", "撤销登错的{kind}{name}", data=("kind", "name"), personal=("reason",))
verb("case.left_team", "{kind}{name}不再参加办理", data=("kind", "name"))

NOBODY = "此案还没有承办人，或者已经归档。"
OTHERS = "协办人应当是主办人所在机构的另一名承办人。"
BARRED = "该人不能办理本案：{why}。"
TWICE = "已经登记。"
LAWYERS = "实习律师由律师指导，本案的主办人不是律师。"
UNNAMED = "请填写实习律师的姓名和实习证号。"
VOIDED = "此人的登记已经撤销。"
WHY = "请写明怎样登错（不少于4个字）。"


@transaction.atomic
def join(case, *, by, kind, handler=None, name="", licence="", at=None):
    at, case = at or timezone.now(), _held(case)
    lead = case.handler
    if kind == Beside.ASSISTANT:
        _check_assistant(case, handler)
        name, licence = handler.user.name, ""
    else:
        if not supervises(lead):
            raise DomainError(LAWYERS, field="kind")
        if not (name.strip() and licence.strip()):
            raise DomainError(UNNAMED, field="name")
        handler = None
    if case.team.filter(kind=kind, name=name.strip(), licence=licence.strip(), until=None).exists():
        raise DomainError(TWICE, field="kind")

    who = {"handler": handler, "name": name.strip(), "licence": licence.strip()}
    since = timezone.localdate(at)
    row = TeamMember.objects.create(
        case=case, kind=kind, supervisor=lead, since=since, by=by, at=at, **who
    )
    _record("joined_team", row, by, at, supervisor=str(lead))
    return row


def supervises(lead):
    """Whether a trainee may be supervised by whoever has the case."""
    return lead.kind in (HandlerKind.LAWYER, HandlerKind.AGENCY) and lead.licensed_lawyer


def _check_assistant(case, handler):
    lead = case.handler
    if handler is None or handler.pk == lead.pk or handler.firm_id != lead.firm_id:
        raise DomainError(OTHERS, field="handler")
    [found] = candidates_for(case, Handler.objects.filter(pk=handler.pk))
    if not found.eligible:
        raise DomainError(BARRED.format(why="、".join(found.reasons)), field="handler")


@transaction.atomic
def leave(member, *, by, at=None):
    at = at or timezone.now()
    _held(member.case)
    row = TeamMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if row.until:
        raise StaleState("此人已经不参加办理。")
    row.until = timezone.localdate(at)
    row.save(update_fields=["until"])
    _record("left_team", row, by, at)
    return row


@transaction.atomic
def void(member, *, by, reason, at=None):
    """Registered by mistake: another person was meant, or nobody. The row stays, with the reason; whoever has left can be voided too."""
    at = at or timezone.now()
    _held(member.case)
    row = TeamMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if row.void_why:
        raise StaleState(VOIDED)
    if len(reason.strip()) < 4:
        raise DomainError(WHY, field="reason")
    row.void_why, row.until = reason.strip(), row.until or timezone.localdate(at)
    row.save(update_fields=["void_why", "until"])
    _record("voided_team", row, by, at, reason=row.void_why)
    return row


def _held(case):
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if case.state not in AIDED or not case.handler_id:
        raise StaleState(NOBODY)
    return case


def _record(key, row, by, at, **data):
    said = {"kind": row.get_kind_display(), "name": row.name, **data}
    record(f"case.{key}", by=by, at=at, workflow="case", subject_id=row.case_id, **said)
