"""Acts on a proposal: entered by one person, approved by another, who puts it into the ledger with the balance before them."""

from django.db import transaction
from django.utils import timezone

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.money import yuan
from legalaid.platform.documents import uploads
from legalaid.platform.documents.access import register
from stations.models import Firm
from subsidies.enums import ProposalKind
from subsidies.law.calculation import ZERO
from subsidies.models import Allotment, Entry, Proposal
from subsidies.queries.proposal import proposals_for
from subsidies.workflow import PROPOSAL

from .fund import open_fund, post_appropriation, post_payment, post_transfer, reverse
from .ledger import money
from .refund import refund
from .share import settle
from .year import close_year


def enter(*, by, station, token, kind, reason, file=None, at=None, **facts):
    """Enters a proposal after trying its posting, so that what cannot be posted is refused at once. The same form sent twice finds the first."""
    earlier = Proposal.objects.filter(token=token).first()
    if earlier:
        return earlier

    at = at or timezone.now()
    proposal = Proposal(token=token, station=station, kind=kind, reason=reason, **facts)
    proposal.entered_by, proposal.entered_at = by, at
    with transaction.atomic():
        _enter(proposal, by=by, at=at, what=str(proposal))
        if file:
            uploads.store(
                file, workflow="proposal", subject_id=proposal.pk, slot="", title="依据文件", by=by
            )
    return proposal


@PROPOSAL.step("enter")
def _enter(proposal, *, by, at, what):
    proposal.save()
    fund = proposal.fund
    with transaction.atomic():
        POSTINGS[proposal.kind](proposal, by=by, at=at)
        transaction.set_rollback(True)  # it was only tried

    proposal.fund = fund
    return proposal


@PROPOSAL.step("approve")
def approve(proposal, *, by, at, opinion):
    """Posts what was entered; the balance is checked under lock."""
    proposal.decided_by, proposal.decided_at = by, at
    proposal.posted = POSTINGS[proposal.kind](proposal, by=by, at=at)
    return proposal.posted


@PROPOSAL.step("reject")
def reject(proposal, *, by, at, reason):
    proposal.decided_by, proposal.decided_at = by, at


@PROPOSAL.step("withdraw")
def withdraw(proposal, *, by, at, reason):
    if proposal.entered_by_id != by.pk:
        raise DomainError("这一事项不是您录入的，只能由录入人撤回。")


def _appropriate(proposal, *, by, at):
    """An appropriation opens the fund of its source and year; the paper's number is taken once."""
    fund = open_fund(
        station=proposal.station,
        source=proposal.source,
        year=proposal.year,
        earmarks=proposal.earmarks,
        purpose=proposal.reason,
        difficult_percent=proposal.difficult_percent,
    )
    differs = sorted(fund.earmarks) != sorted(proposal.earmarks)
    if proposal.earmarks and differs:
        uses = "、".join(fund.earmark_labels) or "不限"
        raise DomainError(f"{fund}已有的限定用途是：{uses}，与填写的不同。", field="earmarks")

    proposal.fund = fund
    paper = f"{fund.pk}:{proposal.line}:{proposal.document_number}"
    return post_appropriation(
        fund=fund,
        line=proposal.line,
        amount=proposal.amount,
        memo=f"{proposal.document_number}拨款",
        reference=_paper_of(paper),
        on=proposal.on,
        **_who(proposal, by, at),
    )


def _paper_of(reference):
    """How the entry names its paper: a paper is entered once, and once more each time its entry was reversed."""
    reversed_entries = Entry.objects.filter(reversed_by__isnull=False)
    name, number = reference, 1
    while reversed_entries.filter(reference=f"appropriation:{name}").exists():
        number += 1
        name = f"{reference}#{number}"
    return name


def _spend(proposal, *, by, at):
    firm = Firm.objects.filter(name=proposal.payee).first()
    return post_payment(
        fund=proposal.fund,
        kind=proposal.expense,
        amount=proposal.amount,
        payee=firm or proposal.payee,
        memo=proposal.reason,
        reference=f"proposal:{proposal.pk}",
        on=proposal.on,
        **_who(proposal, by, at),
    )


def _transfer(proposal, *, by, at):
    return post_transfer(
        fund=proposal.fund,
        line=proposal.line,
        to_line=proposal.to_line,
        amount=proposal.amount,
        memo=proposal.reason,
        reference=f"proposal:{proposal.pk}",
        on=proposal.on,
        **_who(proposal, by, at),
    )


def _allow_overdraft(proposal, *, by, at):
    """Sets how far one budget line may go below zero, 0 takes it back; posts nothing."""
    limit = money(proposal.amount) if proposal.amount else ZERO
    fund, line = proposal.fund, proposal.line
    if fund.closed:
        raise DomainError(f"{fund.year}年已经结账，不能准予超支。", field="fund")

    Allotment.objects.get_or_create(fund=fund, line=line)
    allotment = Allotment.objects.select_for_update().get(fund=fund, line=line)
    if allotment.available + limit < 0:
        raise DomainError(
            f"{allotment}已超支{yuan(-allotment.available)}元，限额不能低于它。", field="amount"
        )

    allotment.overdraft = limit
    allotment.save(update_fields=["overdraft"])


def _reverse(proposal, *, by, at):
    return reverse(proposal.corrects, reason=proposal.reason, **_who(proposal, by, at))


def _close_year(proposal, *, by, at):
    close_year(station=proposal.station, year=proposal.year, **_who(proposal, by, at))


def _share(proposal, *, by, at):
    settle(proposal.case, handler=proposal.handler, percent=proposal.percent)


def _refund(proposal, *, by, at):
    return refund(
        proposal.calculation_id,
        receipt=proposal.document_number,
        on=proposal.on,
        **_who(proposal, by, at),
    )


def _who(proposal, by, at):
    return {"by": proposal.entered_by, "checked_by": by, "at": at}


POSTINGS = {
    ProposalKind.APPROPRIATION: _appropriate,
    ProposalKind.EXPENSE: _spend,
    ProposalKind.TRANSFER: _transfer,
    ProposalKind.OVERDRAFT: _allow_overdraft,
    ProposalKind.REVERSAL: _reverse,
    ProposalKind.SHARE: _share,
    ProposalKind.REFUND: _refund,
    ProposalKind.YEAR_END: _close_year,
}


def may_open_proposal(user, subject_id, *, write=False):
    """Policy for the papers behind a proposal: whoever sees the proposal reads them; they are stored with it and never after."""
    return not write and proposals_for(user).filter(pk=subject_id).exists()


register("proposal", may_open_proposal)
