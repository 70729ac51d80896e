"""Showing personal data in clear: one act for pages and papers alike."""

from legalaid.platform.core.errors import DomainError, NotAllowed

from .chain import record

SHORTEST, LONGEST = 2, 200  # characters of a reason


def disclose(what, *, of, by, why, right):
    """`what` (named in words) of the subject `of` (workflow, id) is shown in clear to `by`, who holds `right` and says why.

    The event is written before anything is shown. Raises NotAllowed without the right, DomainError without a reason.
    """
    if not by.may(right):
        raise NotAllowed("您的岗位不能查看这项信息。")

    reason = why.strip()
    if len(reason) < SHORTEST:
        raise DomainError("请写明查看的理由。", field="reason")

    workflow, subject_id = of
    record(
        "record.reveal",
        by=by,
        workflow=workflow,
        subject_id=subject_id,
        field=what,
        right=right,
        reason=reason[:LONGEST],
    )
