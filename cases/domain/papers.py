"""Papers printed when asked for, and those issued anew when what they print was amended; never on a sealed case."""

import json

from django.db import transaction
from django.utils import timezone

from cases.enums import SEALED, State
from cases.models import Case
from cases.queries.group import standing_of
from cases.queries.verification import bar_of
from cases.workflow import CASE
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents import issue as documents
from legalaid.platform.documents.models import Paper

ON_REQUEST = ("means_statement", "commitment", "service_receipt", "consent_record")
OF_MEMBERS = ("member_list", "member_mandates", "member_receipts")
OF_THE_PRINTING = ("date", "officer", "OFFICE", "WORDING")
SIGNED = ("application", "means_statement")  # by the applicant


def print_paper(case, kind, *, by, document="", people=()):
    """Issues a paper of ON_REQUEST, or one for each of several applicants (of `people`: keys, these alone); `document` names what a
    receipt of service is for. Raises DomainError."""
    with transaction.atomic():
        locked = _open(case, by)
        if kind not in (*ON_REQUEST, *OF_MEMBERS):
            raise NotAllowed("此案现在不能出具这份文书。")
        if kind in OF_MEMBERS:
            _check_members(locked, kind, people)
        if kind == "means_statement" and not hasattr(locked, "means"):
            raise DomainError("本案没有经济困难状况说明，无需打印。")
        if kind == "consent_record" and not _asks_consent(locked):
            raise DomainError("承办人接受指派以后，通知辩护（代理）的案件才打印征询意见笔录。")
        if kind == "commitment":
            _check_commitment(locked)

        facts = {"document": document[:120], "people": people}
        paper = CASE.issue(kind, locked, by=by, at=timezone.now(), **facts)
        record("paper.issue", by=by, workflow="case", subject_id=locked.pk, title=paper.title)
    return paper


def _asks_consent(case):
    return case.by_notice and case.handler_id is not None and case.state != State.OFFERED


def _check_commitment(case):
    """Not of whom art. 32 and 42 spare, nor of who may not commit any more."""
    if spared := case.means_spared:
        raise DomainError(f"不用诚信承诺书（{spared}）。")
    if bar_of(case.applicant):
        raise DomainError("此人不得再适用个人诚信承诺，请查询核实。")


def _check_members(case, kind, people):
    named = standing_of(case)
    if people and named.filter(pk__in=people).count() != len(people) or not named.exists():
        raise DomainError("名单中没有这个人，或者还没有名单。")
    if kind == "member_mandates" and (case.handler_id is None or case.state == State.OFFERED):
        raise DomainError("承办人接受指派以后才能打印授权委托书。")


def renew(case, *, by, at, reason, kinds=SIGNED, since=None, **facts):
    """The last paper of each of these kinds, issued anew where the data it prints have changed; the earlier one stays and points to it.
    `since`: none issued before that moment; `facts`: what the act gave the papers besides."""
    papers = Paper.objects.filter(workflow="case", subject_id=case.pk, superseded_by=None)
    papers = papers.filter(issued_at__gte=since) if since else papers
    last = {paper.kind: paper for paper in papers.filter(kind__in=kinds).order_by("pk")}

    for old in last.values():
        context = CASE.paper_contexts[old.kind](case, by=by, at=at, **facts)
        if _lasting(json.loads(documents.frozen(old.kind, context, at))) != _lasting(old.facts):
            documents.supersede(old, context=context, by=by, at=at, reason=reason[:200])


def _lasting(facts):
    """What a paper states, whoever prints it on whatever day."""
    return {name: value for name, value in facts.items() if name not in OF_THE_PRINTING}


def _open(case, by):
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if not by.may("cases.papers") or locked.state in SEALED:
        raise NotAllowed("您不能出具文书，或者此案已经封存。")
    return locked
