"""A draft is sent in: frozen, counted as received at this moment, given to the people of the office it was sent to."""

from django.db import transaction
from django.utils import timezone

from cases.models import Cause
from legalaid.faces.portal.reaching import heeded
from legalaid.platform.accounts.limits import attempt
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.safety import SAFE, Safe
from legalaid.platform.core.words import near
from legalaid.platform.documents.models import Attachment
from legalaid.platform.notifications.send import notify_all
from stations.queries.station import people_over

from ..models import Draft, Submission, digest_of
from ..pressing import limit_on
from ..queries import place_of
from ..workflow import SUBMISSION, whose_turn
from .draft import GONE

UNANSWERED = "还有没填的：{}。请补上后再提交。"
LISTS = ("forbidden",)


def send(draft, *, unanswered, at=None):
    """The Submission; the one there is where it was sent before (back, twice, two tabs). `unanswered(draft)`: the pages still open."""
    at = at or timezone.now()
    if sent := Submission.objects.filter(token=draft.token).first():
        return sent
    if phone := draft.first("phone"):
        attempt("apply_phone", blind(phone, "person.phone"), at=at)

    with transaction.atomic():
        locked = Draft.objects.select_for_update().filter(pk=draft.pk).first()
        if locked is None:
            return _sent_meanwhile(draft)
        if missing := unanswered(locked):
            raise DomainError(UNANSWERED.format("、".join(page.title for page in missing)))
        return _receive(locked, at)


def _sent_meanwhile(draft):
    if sent := Submission.objects.filter(token=draft.token).first():
        return sent
    raise DomainError(GONE)


def _receive(draft, at):
    copied = ("token", "code_blind", "words_blind", "answers", "seen_by")
    submission = Submission(
        **{name: getattr(draft, name) for name in copied},
        **_safe(draft),
        name=draft.first("name"),
        phone=draft.first("phone"),
        wish=_wish(draft, timezone.localdate(at)),
        station=place_of(draft),
        received_at=at,
        sha256=digest_of(draft.answers),
    )

    files = Attachment.objects.filter(workflow=Draft.KEPT_AS, subject_id=draft.pk, removed_at=None)
    facts = {"papers": files.count(), "draft": draft, "files": files}
    return _keep(submission, by=system_user(), at=at, **facts)


@SUBMISSION.step("receive")
def _keep(submission, *, by, at, papers, draft, files):
    submission.save()
    files.update(workflow=Submission.KEPT_AS, subject_id=submission.pk)
    limit = limit_on(draft, timezone.localdate(at))
    told = f"{near(limit)}期限届满，请马上核对登记" if limit else "请核对后登记"
    draft.delete()
    tell(submission, f"收到网上申请（第{submission.pk}号），{told}。", "received")
    return submission


def tell(submission, text, what):
    """The people whose turn it is, without a word about whose it is: it may be mailed."""
    role = whose_turn(submission, SUBMISSION.places[submission.state])
    people = people_over(submission.station, role) if role else []
    about = f"submission:{submission.pk}:{what}"
    notify_all(people, about=about, kind="turn", text=text, url=submission.get_absolute_url())


def _safe(draft):
    """Who gave another number that is safe is reached there; of the others, what they said first is heeded too: who sees the telephone."""
    said = {name: draft.first(name) for name in (*SAFE, "contact_note") if name not in LISTS}
    safely = said["safe"] == Safe.STATED and said["safe_phone"]
    note = said["contact_note"] if safely else heeded(draft.seen_by, said["contact_note"])
    return said | {"forbidden": draft.said.get("forbidden", []), "contact_note": note}


def _wish(draft, today):
    """What it is about, as the list tells it; first of all a limit that runs out within days."""
    chosen = draft.first("cause")
    cause = Cause.objects.filter(pk=chosen).first() if chosen.isdigit() else None
    limit = limit_on(draft, today)
    said = f"{near(limit)}期限届满：" if limit else ""
    return f"{said}{cause or draft.first('wish')}"[:120]
