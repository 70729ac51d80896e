"""How a document with personal data is opened: whole with the right and a reason, a paper masked without the right (decision 46)."""

from django.utils import timezone

from legalaid.platform.audit.disclosure import disclose
from legalaid.platform.audit.models import Event

from . import access, render
from .kinds import PAPER_KINDS
from .masking import masked
from .models import Paper

WHAT = "文书、材料中的个人信息"  # what the record says was shown
ANY = ("个人信息",)  # a scan or a volume cannot say what is in it
ACTS = ("paper.issue", "file.upload")  # beside the steps of the procedure


def printed(row):
    """In words what of people stands in a paper, scan or volume: 证件号码、电话; "" for nothing."""
    found = PAPER_KINDS[row.kind].personal if isinstance(row, Paper) else _scanned(row)
    return "、".join(found)


def _scanned(row):
    return ANY if access.right(row.workflow) else ()


def _right(row):
    """What a scan shows nobody can mask: whoever may see its subject opens it, but says why."""
    return PAPER_KINDS[row.kind].right if isinstance(row, Paper) else access.right(row.workflow)


def may_reveal(user, row):
    return user.may(_right(row))


def needs_reason(user, row):
    """Whether this person, who may, still has to say why today: the case is neither theirs to act on now nor acted on by them today."""
    place = (row.workflow, row.subject_id)
    return not (access.has_turn(user, *place) or _acted_or_said(user, *place))


def opens_whole(user, row):
    if not printed(row):
        return True
    return may_reveal(user, row) and not needs_reason(user, row)


def say_why(user, row, why):
    """Holds until the end of the day for every document of the same subject. Raises NotAllowed, DomainError(field="reason")."""
    place = (row.workflow, row.subject_id)
    disclose(WHAT, of=place, by=user, why=why, right=_right(row))


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
