"""What the papers of the subsidies say: pay sheet, payment voucher, publication list, a handler's yearly statement."""

from django.db.models import Q
from django.utils import timezone

from cases.enums import Grade
from legalaid.platform.core.money import capitals, yuan
from legalaid.platform.core.office import office_at
from legalaid.platform.core.text import mask_account, mask_phone
from legalaid.platform.core.words import day
from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import PaperKind, register
from stations.models import Handler
from stations.queries.station import stations_for
from subsidies.law.paysheet import COLUMNS
from subsidies.models import Calculation
from subsidies.models.calculation import amounts_of, matter_words, subject_words
from subsidies.queries.batch import batches_for
from subsidies.queries.papers import (
    accounts_of,
    adjustments_of,
    for_publication,
    for_sheet,
    people_of,
    standards_of,
)
from subsidies.workflow import BATCH

BASIC = ("direct", "labour", "group")  # the lines that are not an addition or a deduction
GRADES = dict(Grade.choices)
KEPT_APART = "（密卷）"
register(
    PaperKind("subsidy_sheet", "", "法律援助补贴发放表", "补"),
    PaperKind("subsidy_voucher", "", "付款凭单", "付"),
    PaperKind("unit_voucher", "", "法律援助办案补贴领款凭单", "领"),
    PaperKind("subsidy_publication", "", "法律援助补贴发放公示", "补公"),
    PaperKind("subsidy_statement", "", "法律援助补贴年度对账单"),
)


def may_open_batch(user, subject_id, *, write=False):
    return not write and batches_for(user).filter(pk=subject_id).exists()


def may_open_statement(user, subject_id, *, write=False):
    mine = Q(user=user)
    if user.may("subsidies.prepare"):
        mine |= Q(station__in=stations_for(user))
    return not write and Handler.objects.filter(mine, pk=subject_id).exists()


register_access("batch", may_open_batch)
register_access("handler", may_open_statement)


def rows_of(batch, *, whole=False):
    """The rows of the 补贴发放表, as the Excel and the paper print them; phones and accounts in full only where `whole`. Each row names its
    standard where the batch has several.
    """
    adjustments, source = adjustments_of(batch), batch.fund.get_source_display()
    people, accounts = people_of(batch), accounts_of(batch)
    if not whole:
        people = {pk: (name, mask_phone(phone)) for pk, (name, phone) in people.items()}
        accounts = {pk: (bank, mask_account(number)) for pk, (bank, number) in accounts.items()}
    several = len(standards_of(batch)) > 1

    rows = []
    for serial, row in enumerate(for_sheet(batch), 1):
        person, account = people[row.handler], " ".join(accounts[row.firm])
        sums = _sums_of(row, adjustments[row.pk], several=several)
        work = [*_work_of(row), row.firm__name, *person, *_days_of(row)]
        rows.append([serial, *work, *sums, account, "", source])
    return rows


def _work_of(row):
    applicant, cause = row.case__applicant__name or "", row.case__cause__name or ""
    if (
        row.case__secret
    ):  # money is paid by the number; whose story it is, only those know who work on it
        applicant, cause = KEPT_APART, ""
    return [_subject(row), applicant, cause, _matter(row)]


def _days_of(row):
    """When it was assigned and closed, and how it was graded."""
    at = row.case__assigned_at
    assigned = str(timezone.localdate(at)) if at else ""
    return [assigned, str(row.on), GRADES.get(row.grade, "")]


def _sums_of(row, adjusted, *, several):
    """By the standard, of that direct costs, what was added or taken off and why, what is due, what was paid."""
    lines = amounts_of(row.lines)
    by_standard = sum((amount for kind, amount, *_ in lines if kind in BASIC), 0)
    direct = sum((amount for kind, amount, *_ in lines if kind == "direct"), 0)
    if several:
        by_standard = f"{row.standard__title} {yuan(by_standard)}"

    changes = [(amount, reason) for kind, amount, reason, _ in lines if kind not in BASIC]
    words = "；".join(f"{amount:+.2f}{reason}" for amount, reason in (*changes, *adjusted))
    paid = row.total if row.payment__paid_on else None
    return [by_standard, direct, words, row.total, paid]


def _subject(row):
    return subject_words(row.case__number, row.service, row.on, row.stage)


def _matter(row):
    return matter_words(row.case__kind, row.service, row.stage)


@BATCH.paper("subsidy_sheet")
def subsidy_sheet(batch, *, by, at, **facts):
    standards = standards_of(batch)

    return {
        **_head(batch, at),
        "wide": True,
        "head": [name for name, _ in COLUMNS],
        "rest": len(COLUMNS) - 2,
        "standards": "、".join(standards),
        "several": len(standards) > 1,
        "rows": [[_printed(cell) for cell in row] for row in rows_of(batch)],
    }


def _printed(cell):
    """A sum as money, what is not there as nothing."""
    if cell is None:
        return ""
    return cell if isinstance(cell, str | int) else yuan(cell)


@BATCH.paper("subsidy_voucher")
def subsidy_voucher(batch, *, by, at, **facts):
    payments = batch.payments.filter(sent_at=at, amount__gt=0)
    total = sum((payment.amount for payment in payments), 0)

    return {
        **_head(batch, at),
        "payments": [_transfer(payment) for payment in payments],
        "total": yuan(total),
        "capitals": capitals(total),
        "paid_by": by.name,
    }


@BATCH.paper("unit_voucher")
def unit_voucher(batch, *, by, at, payment, **facts):
    """领款凭单 of one unit: what its people did, of what each sum is made, to which account; the unit signs that it is so (facts section 5)."""
    firm = payment.firm_id
    adjustments, people = adjustments_of(batch, firm), people_of(batch, firm)

    return {
        **_head(batch, at),
        "wide": True,  # upright, what is due would stand beyond the edge
        "firm": firm,
        "unit": payment.account_name,
        "account": f"{payment.bank} {mask_account(payment.account_number)}",
        "lines": [
            _drawn(row, people[row.handler][0], adjustments[row.pk])
            for row in for_sheet(batch, firm)
        ],
        "total": yuan(payment.amount),
        "capitals": capitals(payment.amount),
        "source": batch.fund.get_source_display(),
    }


def _drawn(row, handler, adjusted):
    """One piece of work on the voucher of its unit, its sum by kind: direct costs, labour, what else and why."""
    lines = amounts_of(row.lines)
    sums = {"direct": 0, "labour": 0} | {kind: amount for kind, amount, *_ in lines}
    rest = [
        (amount, reason) for kind, amount, reason, _ in lines if kind not in ("direct", "labour")
    ]
    added = [f"{amount:+.2f}{reason}" for amount, reason in (*rest, *adjusted)]
    if [kind for kind, *_ in lines] == ["direct"]:  # by receipts alone
        added.insert(0, lines[0][2])

    return {
        "subject": _subject(row),
        "matter": _matter(row),
        "handler": handler,
        "direct": yuan(sums["direct"]),
        "labour": yuan(sums["labour"]),
        "rest": "；".join(added),
        "total": yuan(row.total),
    }


def _transfer(payment):
    return {
        "number": payment.transfer,
        "name": payment.account_name,
        "account": f"{payment.bank} {mask_account(payment.account_number)}",
        "amount": yuan(payment.amount),
        "capitals": capitals(payment.amount),
    }


@BATCH.paper("subsidy_publication")
def subsidy_publication(batch, *, by, at, until, **facts):
    """Case number, kind, unit, amount: no person, no phone, no account (法律援助法第五十八条). From when to when it is shown."""
    return {
        **_head(batch, at),
        "lines": [
            {
                "subject": _subject(row),
                "matter": _matter(row),
                "firm": row.firm__name,
                "amount": yuan(row.total),
            }
            for row in for_publication(batch)
        ],
        "complaints": office_at(at)["bureau"],
        "planned": batch.published_at is None,
        "until": day(until),
    }


def statement(handler, year):
    """A year of one handler: what was paid, and the sum."""
    rows = Calculation.objects.filter(handler=handler).for_lists()
    paid = rows.paid().filter(payment__paid_on__year=year).order_by("payment__paid_on", "pk")
    total = sum((row.total for row in paid), 0)

    return {
        "year": year,
        "handler": str(handler),
        "firm": handler.firm.name,
        "lines": [_paid(row) for row in paid],
        "total": yuan(total),
        "capitals": capitals(total),
        "date": day(timezone.localdate()),
        "seal": office_at(timezone.now())["center"],
    }


def _paid(row):
    return {
        "paid_on": str(row.payment.paid_on),
        "subject": row.subject,
        "matter": row.matter,
        "grade": row.get_grade_display(),
        "batch": row.batch.number,
        "amount": yuan(row.total),
    }


def _head(batch, at):
    people = ("prepared_by", "reviewed_by", "approved_by", "paid_by")

    return {
        "title": batch.title,
        "number": batch.number,
        "fund": str(batch.fund),
        "count": batch.count,
        "total": yuan(batch.total),
        "capitals": capitals(batch.total),
        "date": day(timezone.localdate(at)),
        **{name: str(getattr(batch, name) or "") for name in people},
    }
