"""Served by what one opens online: agreed to case by case, taken back at any time; received is what was opened, when it was first opened."""

from django.db import transaction
from django.utils import timezone

from cases.enums import ServedHow
from cases.law.serving import PERSON, SEVERAL
from cases.models import Case, ElectronicConsent, PaperOpening
from cases.queries.electronic import consent_of, is_of_several, papers_online
from cases.queries.following import is_kept
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.queueing import one_by_one
from legalaid.platform.core.words import moment
from legalaid.platform.jobs.kinds import rows_of
from legalaid.platform.jobs.queue import enqueue, job

verb("case.electronic_agreed", "{who}同意电子送达：{said}", data=("who",), personal=("said",))
verb("case.electronic_ended", "{who}不再同意电子送达：{said}", data=("who",), personal=("said",))
verb("case.paper_opened", "{who}在网上首次打开{title}", data=("who", "title"))
verb("case.paper_read", "{who}在网上看{title}", data=("who", "title"))

SEVERAL_PEOPLE = "这件案子有几个申请人，文书逐人送达，不用电子送达。"
AT_THE_WINDOW = "为了安全，这件案子要看文书的，请带身份证到窗口提出。"
ALREADY = "已经登记同意电子送达。"
NONE = "没有登记同意电子送达。"
NOT_THERE = "这份文书现在不能在网上看，请到窗口领取。"
ONLINE = "本人在网上“我的案件”中勾选同意"
TAKEN_BACK = "本人在网上“我的案件”中收回"
HELD_BEFORE = "须安全联系、密卷以前的同意不再有效"
KIND = "serve_opened"


@transaction.atomic
def agree(case, *, who, said=ONLINE, by=None, address="", at=None):
    """Without `by`: by whoever followed the case online. Of whom one may reach only as agreed, and of a file kept apart, at the window alone."""
    at = at or timezone.now()
    one_by_one(f"electronic:{case.pk}")
    if is_of_several(case):
        raise DomainError(SEVERAL_PEOPLE)
    if by is None and is_kept(case):
        raise DomainError(AT_THE_WINDOW)
    if consent_of(case):
        raise DomainError(ALREADY)

    by, told = by or system_user(), {"who": who, "said": said}
    case.electronic_consents.standing().update(ended_at=at, ended_said=HELD_BEFORE)
    facts = {"kept": is_kept(case), "address": address, **told}
    row = ElectronicConsent.objects.create(case=case, by=by, at=at, **facts)
    record("case.electronic_agreed", by=by, at=at, workflow="case", subject_id=case.pk, **told)
    return row


@transaction.atomic
def take_back(case, *, who, said=TAKEN_BACK, by=None, at=None):
    """From now on nothing is shown; what was opened stays received."""
    at, by = at or timezone.now(), by or system_user()
    one_by_one(f"electronic:{case.pk}")
    row = consent_of(case)
    if row is None:
        raise DomainError(NONE)

    row.ended_at, row.ended_said = at, said
    row.save(update_fields=["ended_at", "ended_said"])
    told = {"who": who, "said": said}
    record("case.electronic_ended", by=by, at=at, workflow="case", subject_id=case.pk, **told)
    return row


@transaction.atomic
def open_paper(case, key, *, who, address="", at=None):
    """The Paper; the first time is kept, and registered as its service by the office's own process."""
    at, consent = at or timezone.now(), consent_of(case)
    paper = papers_online(case).filter(pk=key).first() if consent else None
    if paper is None or is_of_several(case):
        raise DomainError(NOT_THERE)

    one_by_one(f"opening:{paper.pk}")
    first = not PaperOpening.objects.filter(paper=paper).exists()
    if first:
        said = {"consent": consent, "who": who, "address": address, "at": at}
        opening = PaperOpening.objects.create(paper=paper, **said)
        enqueue(KIND, opening=opening.pk)
    what = "case.paper_opened" if first else "case.paper_read"
    told = {"who": who, "title": str(paper)}
    record(what, by=system_user(), at=at, workflow="case", subject_id=case.pk, **told)
    return paper


@job(KIND, "登记网上打开的文书已经送达", about="opening", named=rows_of(PaperOpening))
def serve_opened(job, *, opening):
    register_opening(PaperOpening.objects.select_related("paper", "consent").get(pk=opening))


def register_opening(opening):
    """Its service, unless one stands that the office registered itself."""
    paper, consent = opening.paper, opening.consent
    case = Case.objects.select_related("applicant").get(pk=consent.case_id)
    addressee = PERSON if paper.kind in SEVERAL else ""
    standing = case.services.standing().filter(paper=paper, addressee=addressee, member=None)
    if standing.exists():
        return None

    ready = max(paper.issued_at, consent.at)
    return CASE.acts["serve"](
        case,
        by=system_user(),
        paper=paper,
        addressee=addressee,
        recipient=case.applicant.name[:60],
        how=ServedHow.ELECTRONIC,
        agreed=str(consent)[:200],
        sent_on=timezone.localdate(ready),
        received_on=timezone.localdate(opening.at),
        note=f"{opening.who}{moment(opening.at)}在网上首次打开",
    )
