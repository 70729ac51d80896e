"""Work without a page: nightly, it fetches, calls one act, logs by number; due dates are never counted here, only read. Long lists as files."""

import logging
from datetime import timedelta
from types import SimpleNamespace

from celery import shared_task
from django.http import QueryDict
from django.utils import timezone

from cases.domain import presence
from cases.domain.archive import release_stuck
from cases.domain.assistance import remind_assistance
from cases.domain.consultation import remind_unanswered
from cases.domain.help import remind_forward
from cases.domain.inbound import remind_inbound
from cases.domain.reminders import remind
from cases.domain.reminding import remind_people
from cases.domain.sums import check
from cases.domain.warning import escalate
from cases.forms.case_list import CaseFilter
from cases.queries.case import cases_for
from cases.queries.papers import papers_for
from cases.tables.case_list import CASES, FIRST_DUE, ordering, workbook
from legalaid.platform.audit.chain import record
from legalaid.platform.documents.issue import ensure_file
from legalaid.platform.documents.merge import merged
from legalaid.platform.documents.opening import masked_pdf, opens_whole
from legalaid.platform.office.downloads import XLSX
from legalaid.platform.office.exports import kind

log = logging.getLogger(__name__)


@kind("cases", "cases.export")
def case_list(owner, step, *, query, columns):
    """The case list as its owner's filters and columns make it now, within the rights they have now."""
    asked = QueryDict(query)
    request = SimpleNamespace(user=owner, GET=asked)
    cases = CaseFilter(asked, queryset=cases_for(owner), request=request).qs
    total = cases.count()

    def progress(done):
        step(done, total, "")

    order = ordering(asked.get("order", FIRST_DUE))
    data, _ = workbook(cases.order_by(*order), CASES.only(columns), progress)
    return data, f"cases-{timezone.localdate():%Y%m%d}.xlsx", XLSX


@kind("case_papers", "cases.papers")
def case_papers(owner, step, *, cases, kinds):
    """The papers of these kinds of the cases its owner sees now, as one file; each is on record as opened, masked where no reason was given."""
    seen = cases_for(owner).filter(pk__in=cases).values("pk")
    papers = papers_for(owner, seen).filter(kind__in=kinds)
    by_case = sorted(papers, key=lambda paper: (cases.index(paper.subject_id), paper.pk))
    return merged(_opened(by_case, owner, step)), "文书.pdf", "application/pdf"


def _opened(papers, owner, step):
    for done, paper in enumerate(papers):
        step(done, len(papers), paper.title)
        facts = {"workflow": "case", "subject_id": paper.subject_id, "title": paper.title}
        if not opens_whole(owner, paper):
            record("paper.masked", by=owner, **facts)
            yield masked_pdf(paper)
            continue

        record("paper.download", by=owner, **facts)
        with ensure_file(paper).file.open("rb") as file:
            yield file.read()


@shared_task(words="检查没有生成的卷宗")
def release_stuck_dossiers():
    """Frees cases whose volumes could not be built."""
    log.info("released %s", release_stuck())


@shared_task(words="清理页面上“同时打开”的记录")
def sweep_presence():
    """What those left behind who did not come back."""
    log.info("swept %s", presence.sweep(timezone.now()))


@shared_task(words="期限提醒")
def send_reminders():
    """Reminds whose turn it is: two days before, on the day it is missed, and weekly after."""
    now = timezone.now()
    count = (
        remind(now, timedelta(days=2)) + escalate(now) + remind_unanswered(now, timedelta(days=1))
    )
    count += remind_forward(now, timedelta(days=1))
    count += remind_assistance(now) + remind_inbound(now) + remind_people(now)
    log.info("reminded %s", count)


@shared_task(words="核对合计数")
def check_sums():
    """Counts anew what is kept beside the rows; that it differed is a fault of ours."""
    if wrong := check(timezone.localdate()):
        log.error("sums of months that differed from their rows: %s", wrong)
