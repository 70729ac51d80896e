"""What an approved sum rests on does not change: a change is found until the approval and refused from then on."""

from django.dispatch import receiver

from cases.domain.help import withdrawing
from cases.domain.matter import restaging
from cases.domain.quality import reassessing, regrading
from legalaid.platform.core.errors import DomainError
from stations.domain.duty import correcting
from stations.enums import HelpKind
from subsidies.law.calculation import calculate
from subsidies.models import Calculation
from subsidies.queries.work import CALLED, CALLED_DAY, HELP, PERSON, REVIEW, WORK_KINDS

from .calculation import stored


@receiver(reassessing)
def guard_evaluation(sender, evaluation, **kwargs):
    """What was approved for an evaluator stays his: only a paid correction frees the file for another."""
    if row := _frozen(work=REVIEW.name(evaluation.pk)):
        raise DomainError(
            f"{evaluation.evaluator}的评估补贴已在“{row.batch}”中审批，"
            "评估人和评估日期不能再改；确有错误的，先列入冲减。",
            field="evaluator",
        )


@receiver(regrading)
def guard_grade(sender, case, **kwargs):
    """The approved sum rests on the grade, where there was one."""
    if case.grade and (row := _frozen(case=case)):
        raise DomainError(
            f"本案补贴已在“{row.batch}”中审批，质量等次不能再改；"
            "确有错误的，先撤回审批或者列入冲减。",
            field="grade",
        )


@receiver(restaging)
def guard_stage(sender, case, **kwargs):
    """So does it on the stage."""
    if row := _frozen(case=case):
        raise DomainError(
            f"本案补贴已在“{row.batch}”中审批，所处阶段和援助方式不能再改；"
            "确有错误的，先撤回审批或者列入冲减。",
            field="stage",
        )


@receiver(correcting)
def guard_persons(sender, shift, helps, persons=None, **kwargs):
    """The approved sum rests on the number of persons; times may be put right."""
    if persons != shift.helped and (row := _frozen(work=PERSON.name(shift.pk))):
        raise DomainError(
            f"这一班的帮助补贴已在“{row.batch}”中审批，受帮助的人数不能再改；确有错误的，先列入冲减。",
            field="acts",
        )

    witnessed = shift.helps.filter(kind=HelpKind.WITNESS).first()
    before = witnessed.count if witnessed else 0
    if helps.get(HelpKind.WITNESS, 0) == before:
        return

    if row := _frozen(work=HELP.name(shift.pk)):
        raise DomainError(
            f"这一班的见证补贴已在“{row.batch}”中审批，见证人次不能再改；确有错误的，先列入冲减。",
            field=HelpKind.WITNESS,
        )


@receiver(withdrawing)
def guard_call(sender, help, **kwargs):
    """So does it on a help outside of a duty, and on the first of a day."""
    named = [kind.name(help.pk) for kind in (CALLED, CALLED_DAY)]
    if row := _frozen(work__in=named):
        raise DomainError(
            f"这次帮助的补贴已在“{row.batch}”中审批，不能再改班次或者作废；确有错误的，先列入冲减。",
            field="shift",
        )


def _frozen(**what):
    """An approved row of this work (two handlers who share a case may stand in two batches). The rows are held first, the batches read
    after them, so that who approves at the same moment is seen."""
    rows = list(Calculation.objects.live().select_for_update().filter(**what).order_by("pk"))
    return next((row for row in rows if row.batch.frozen), None)


def check_work(batch):
    """Refuses while work without a case is not what was computed any more; holds the rows against a change at the same moment."""
    live = batch.calculations.live().exclude(work="").select_related("standard").order_by("pk")
    rows = list(live.select_for_update(of=("self",)))

    standards = {row.standard_id: row.standard for row in rows}
    sheets = {pk: standard.sheet for pk, standard in standards.items()}

    for kind in WORK_KINDS:
        ours = {kind.pk_of(row.work): row for row in rows if kind.named(row.work)}
        done = kind.done(batch.last_day).annotate(service=kind.service).filter(pk__in=ours)
        pieces = {work.pk: kind.read(work) for work in done}

        for pk, row in ours.items():
            if _changed(row, pieces.get(pk), sheets[row.standard_id]):
                raise DomainError(
                    f"{row.subject}核算后改了人员、日期或者数量，请移出本批重新核算。"
                )


def _changed(row, piece, sheet):
    if piece is None:
        return True
    now = piece.on, piece.handler.pk, stored(calculate(sheet, piece.facts))
    return now != (row.on, row.handler_id, row.lines)
