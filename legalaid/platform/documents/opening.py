"""How a paper that prints personal data is opened: whole with the right and a reason, masked without (decision 46)."""

from django.utils import timezone

from legalaid.platform.audit.disclosure import disclose
from legalaid.platform.audit.models import Event

from . import render
from .access import has_turn
from .kinds import PAPER_KINDS
from .masking import masked

WHAT = "文书中的个人信息"  # what the record says was shown
ACTS = ("paper.issue", "file.upload")  # beside the steps of the procedure


def is_personal(paper):
    return bool(PAPER_KINDS[paper.kind].personal)


def printed(paper):
    """In words: 证件号码、电话."""
    return "、".join(PAPER_KINDS[paper.kind].personal)


def may_reveal(user, paper):
    return user.may(PAPER_KINDS[paper.kind].right)


def needs_reason(user, paper):
    """Whether this person, who may, still has to say why today: the case is neither theirs to act on now nor acted on by them today."""
    place = (paper.workflow, paper.subject_id)
    return not (has_turn(user, *place) or _acted_or_said(user, *place))


def opens_whole(user, paper):
    if not is_personal(paper):
        return True
    return may_reveal(user, paper) and not needs_reason(user, paper)


def say_why(user, paper, why):
    """Holds until the end of the day for every paper of the same subject. Raises NotAllowed, DomainError(field="reason")."""
    right = PAPER_KINDS[paper.kind].right
    disclose(WHAT, of=(paper.workflow, paper.subject_id), by=user, why=why, right=right)


def masked_pdf(paper):
    """A rendering of its own, kept nowhere; what was issued is never touched."""
    facts = {**masked(paper.facts), "is_masked": True}
    return render.pdf(render.paper_html(paper.kind, facts, paper.number_text))


def _acted_or_said(user, workflow, subject_id):
    events = Event.objects.filter(actor=user, workflow=workflow, subject_id=subject_id)
    today = events.filter(at__gte=_midnight())
    return any(
        verb.startswith(f"{workflow}.") or verb in ACTS or data.get("field") == WHAT
        for verb, data in today.values_list("verb", "data")
    )


def _midnight():
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
