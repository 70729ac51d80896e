"""Of several applicants: the decision on one of them, and what is printed for each of them, all in one file."""

from django.utils import timezone

from cases.domain.members import member_of
from cases.law import grounds
from cases.queries.group import standing_of
from cases.workflow import CASE
from legalaid.platform.core.words import day
from legalaid.platform.documents.models import Paper

from .decision import LAW, _refused
from .facts import base, crowds, guardian, identity, letter, named, printed
from .progress import power_of_attorney
from .termination import objecting


def _alone(case, by, at, person):
    """A letter to one of them alone, that names nobody else."""
    member = member_of(case, person)
    alone = {"applicant": str(member), "several": False, "others": None, "member": member.pk}
    alone |= {"guardian": _acting(case, member, at)}
    return member, letter(case, by, at, to=str(member)) | alone


@CASE.paper("decision_refuse_one")
def decision_refuse_one(case, *, by, at, person, **facts):
    """Form 10 for one of several."""
    member, said = _alone(case, by, at, person)
    applied_on = member.joined_on or case.received_at
    return {**said, **_refused(case, member, member.decided_on), "received_on": day(applied_on)}


@CASE.paper("termination_decision_one")
def termination_decision_one(case, *, by, at, person, **facts):
    """Form 18 for one of several."""
    member, said = _alone(case, by, at, person)
    granted_on = member.decided_on or timezone.localdate(case.decided_at)
    return {
        **said,
        "ground": member.what.ground,
        "article": member.what.article.removeprefix(LAW),
        "provision": member.ended_provision if member.what.item == 8 else "",
        "granted_on": day(granted_on),
        "notice": None,
        "dead": False,
        "reasons": member.ended_reasons,
        **objecting(at),
    }


@CASE.paper("termination_revoked_one")
def termination_revoked_one(case, *, by, at, person, reason="", **facts):
    """To this one alone: aid goes on."""
    member, said = _alone(case, by, at, person)
    letter_of = Paper.objects.filter(workflow="case", subject_id=case.pk, superseded_by=None)
    ended = letter_of.filter(kind="termination_decision_one", issued_at__lte=at)
    mine = [row for row in ended.order_by("pk") if row.facts["member"] == member.pk]
    decided_on = day(mine[-1].issued_at) if mine else ""
    return {**said, "organ": "", "firm": "", "decided_on": decided_on, "reason": reason}


@CASE.paper("decision_grant_one")
def decision_grant_one(case, *, by, at, person, **facts):
    """Form 9 for one of several: who joined later, or was refused wrongly; on the grounds the case was granted on."""
    member, said = _alone(case, by, at, person)
    cited = [grounds.find(code) for code in case.decision.grounds]
    articles = [ground.article.removeprefix(LAW) for ground in cited if ground and ground.article]

    return {
        **said,
        "received_on": day(member.joined_on or case.received_at),
        "articles": list(dict.fromkeys(articles)),
        "mode": case.decision.mode,
        "handler": str(case.handler) if case.handler_id else "",
        "firm": str(case.handler.firm) if case.handler_id else "",
    }


@CASE.paper("member_mandates")
def member_mandates(case, *, by, at, people=(), **facts):
    """Form 3 once for each of them (of `people`: these alone), as each signs the own."""
    of_all = power_of_attorney(case, by=by, at=at) | {"others": None, "several": False}
    one = [
        of_all | {"applicant": row["name"], "person": row, "guardian": row["guardian"]}
        for row in _each(case, people, at)
    ]
    return {**base(case, by, at), "each": one}


@CASE.paper("member_receipts")
def member_receipts(case, *, by, at, people=(), document="", **facts):
    """Form 22 once for each of them."""
    each = [
        {"applicant": row["name"], "guardian": row["guardian"]} for row in _each(case, people, at)
    ]
    return {**base(case, by, at), "each": each, "document": document}


@CASE.paper("member_list")
def member_list(case, *, by, at, **facts):
    """Everybody with what is asked and won, to be signed (名单)."""
    rows = [
        _identity(case, one)
        | {
            "crowds": one.joint.crowd_words if one.joint else "、".join(crowds(case)),
            "amount": "" if one.claimed is None else f"{one.claimed:,.2f}",
            "phone": printed(one.reached_as, one.who.phone),
            "representative": one.representative,
        }
        for one in standing_of(case)
    ]
    return {**base(case, by, at), "rows": rows, "title": named(case)}


def _each(case, people, at):
    rows = standing_of(case)
    rows = rows.filter(pk__in=people) if people else rows
    return [_identity(case, one) | {"guardian": _acting(case, one, at)} for one in rows]


def _acting(case, member, at):
    """Who acts for this one: of the first on the list as the case says, of another until the eighteenth birthday."""
    return guardian(case, at) if member.leads else member.acted_for(timezone.localdate(at))


def _identity(case, member):
    if member.leads:
        return identity(case.applicant)
    row = member.joint
    return {
        "name": row.name,
        "id_kind": row.get_id_kind_display() or "证件号码",
        "id_number": row.id_number,
    }
