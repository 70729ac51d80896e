"""What holds a sum and the work it was computed from together: a change is found until the approval and refused from then on."""

from django.dispatch import receiver

from cases.domain.quality import reassessing, regrading
from legalaid.platform.core.errors import DomainError
from stations.domain.duty import correcting
from stations.enums import HelpKind
from subsidies.law.calculation import calculate
from subsidies.models import Calculation
from subsidies.queries.work import HELP, KINDS, REVIEW

from .calculation import stored


@receiver(reassessing)
def keep_evaluation(sender, evaluation, **kwargs):
    """What was approved for an evaluator stays his: only a paid correction frees the file for another."""
    if row := _frozen(work=REVIEW.name(evaluation.pk)):
        words = f"{evaluation.evaluator}的评估补贴已在“{row.batch}”中审批，评估人和评估日期不能再改；确有错误的，先列入冲减。"
        raise DomainError(words, field="evaluator")


@receiver(regrading)
def keep_grade(sender, case, **kwargs):
    """The approved sum rests on the grade."""
    if row := _frozen(case=case):
        words = f"本案补贴已在“{row.batch}”中审批，质量等次不能再改；确有错误的，先撤回审批或者列入冲减。"
        raise DomainError(words, field="grade")


@receiver(correcting)
def keep_persons(sender, shift, helps, **kwargs):
    """The approved sum rests on the number of persons; times may be put right."""
    before = shift.helps.filter(kind=HelpKind.WITNESS).first()
    if helps.get(HelpKind.WITNESS, 0) == (before.count if before else 0):
        return
    if row := _frozen(work=HELP.name(shift.pk)):
        words = (
            f"这一班的见证补贴已在“{row.batch}”中审批，见证人次不能再改；确有错误的，先列入冲减。"
        )
        raise DomainError(words, field=HelpKind.WITNESS)


def _frozen(**what):
    """The approved row of this work. It is held first, the batch read after it, so that who approves at the same moment is seen."""
    row = Calculation.objects.live().select_for_update().filter(**what).first()
    return row if row and row.batch.frozen else None


def check_work(batch):
    """Refuses while work without a case is not what was computed any more; holds the rows against a change at the same moment."""
    rows = list(
        batch.calculations.live()
        .exclude(work="")
        .select_related("standard")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    sheets = {row.standard_id: row.standard for row in rows}
    sheets = {pk: standard.sheet for pk, standard in sheets.items()}
    for kind in KINDS:
        ours = {kind.pk_of(row.work): row for row in rows if kind.named(row.work)}
        now = {
            work.pk: kind.read(work)
            for work in kind.done(batch.last_day).annotate(service=kind.service).filter(pk__in=ours)
        }
        for pk, row in ours.items():
            piece = now.get(pk)
            if piece is None or _computed(piece, sheets[row.standard_id]) != (
                row.on,
                row.handler_id,
                row.lines,
            ):
                raise DomainError(
                    f"{row.subject}核算后改了人员、日期或者数量，请移出本批重新核算。"
                )


def _computed(piece, sheet):
    return piece.on, piece.handler.pk, stored(calculate(sheet, piece.facts))
