"""What of the money waits for a person: batches, proposals and standards whose next act is theirs."""

from subsidies.models import Standard
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
    states = set(batch.payments.values_list("state", flat=True))
    return {key for key, state in NEEDS.items() if state not in states}


def next_steps(workflow, subject, user):
    """What brings the subject on, of what this person may do: no refusals, nothing that can be left out."""
    steps = [step for step in workflow.available(subject, user) if not step.danger]
    idle = nothing_to_do(subject) if any(step.key in NEEDS for step in steps) else ()
    return [step for step in steps if step.key not in idle and (not step.minor or step.key in ("book_return", "retry"))]


def waiting_for(user):
    """[(subject, its next steps)] of what lies on this person's desk: the role's turn, and nothing forbids it."""
    standards = Standard.objects.unfinished() if user.may("subsidies.view") else Standard.objects.none()
    desks = ((BATCH, batches_for(user).unfinished()), (PROPOSAL, proposals_for(user).waiting()), (STANDARD, standards))
    mine = ((workflow, subject) for workflow, subjects in desks for subject in subjects.filter(turn=user.role))
    found = ((subject, next_steps(workflow, subject, user)) for workflow, subject in mine)
    return [(subject, steps) for subject, steps in found if steps]
