"""What holds a file's evaluator and the calculation of his work together."""

from cases.domain.quality import guard
from cases.models import Evaluation
from legalaid.platform.core.errors import DomainError
from subsidies.enums import Service
from subsidies.models import Calculation
from subsidies.queries.work import REVIEW


@guard
def kept_by_a_batch(evaluation):
    """What was approved for an evaluator stays his: only a paid correction frees the file for another. The row is held first, the batch
    read after it, so that who approves at the same moment is seen.
    """
    row = Calculation.objects.live().select_for_update().filter(work=REVIEW.name(evaluation.pk)).first()
    if row is None or not row.batch.frozen:
        return ""
    return f"{evaluation.evaluator}的评估补贴已在“{row.batch}”中审批，评估人和评估日期不能再改；确有错误的，先列入冲减。"


def check_reviews(batch):
    """Refuses while an evaluator or a day is not what was computed any more; holds the rows against a change at the same moment."""
    rows = batch.calculations.live().filter(service=Service.QUALITY_REVIEW).order_by("pk").select_for_update()
    found = {REVIEW.name(row.pk): row for row in _evaluations(rows)}
    for row in rows:
        now = found.get(row.work)
        if now is None or (now.evaluator_id, now.evaluated_on) != (row.handler_id, row.on):
            raise DomainError(f"{row.subject}核算后改了评估人或评估日期，请移出本批重新核算。")


def _evaluations(rows):
    return Evaluation.objects.in_bulk([int(row.work.partition(":")[2]) for row in rows]).values()
