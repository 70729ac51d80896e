"""What of the money waits for a person: batches, proposals and standards whose next act is theirs."""

from subsidies.enums import BatchState
from subsidies.models import Calculation, Standard
from subsidies.workflow import BATCH, PROPOSAL, STANDARD

from .batch import batches_for
from .proposal import proposals_for

NEEDS = {
    "book_return": "sent",
    "retry": "failed",
    "give_up": "failed",
    "record_receipt": "paid",
}  # steps on transfers in this state


def nothing_to_do(batch):
    """Steps on transfers of which the batch has none."""
    states = set(batch.payments.due().values_list("state", flat=True))
    return {key for key, state in NEEDS.items() if state not in states}


def anothers(batch, user):
    """Whether another person is putting the amounts together: whoever steps in can no longer pay the batch."""
    return (
        batch.state == BatchState.PREPARED
        and user.pk != batch.prepared_by_id
        and user.pk not in batch.makers
    )


def next_steps(workflow, subject, user):
    """What brings the subject on, of what this person may do: no refusals, nothing that can be left out, nothing another has in hand."""
    if workflow is BATCH and anothers(subject, user):
        return []
    steps = [step for step in workflow.available(subject, user) if not step.danger]
    idle = nothing_to_do(subject) if any(step.key in NEEDS for step in steps) else ()
    return [
        step
        for step in steps
        if step.key not in idle and (not step.minor or step.key in ("book_return", "retry"))
    ]


def disputes_for(user):
    """Objections this person may answer, the oldest first. On most days there is none, and then nothing more is asked."""
    open_ones = Calculation.objects.disputed()
    if (
        not (user.may("subsidies.prepare") or user.may("subsidies.review"))
        or not open_ones.exists()
    ):
        return open_ones.none()
    return open_ones.filter(batch__in=batches_for(user)).order_by("disputed_at").for_lists()


def waiting_for(user):
    """[(subject, its next steps)] of what lies on this person's desk: the role's turn, and nothing forbids it."""
    standards = (
        Standard.objects.unfinished() if user.may("subsidies.view") else Standard.objects.none()
    )
    desks = (
        (BATCH, batches_for(user).unfinished()),
        (PROPOSAL, proposals_for(user).waiting()),
        (STANDARD, standards),
    )
    mine = (
        (workflow, subject)
        for workflow, subjects in desks
        for subject in subjects.filter(turn=user.role)
    )
    found = ((subject, next_steps(workflow, subject, user)) for workflow, subject in mine)
    return [(subject, steps) for subject, steps in found if steps]
