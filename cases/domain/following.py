"""What is shown of a case online, as the person asked for it, and a new code where the old one was lost."""

from django.db import transaction
from django.utils import timezone

from cases.models import Case, Following
from cases.queries.electronic import consent_of
from cases.queries.following import is_kept
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import codes, verb
from legalaid.platform.core.errors import DomainError, StaleState

from ..enums.following import Shown
from .electronic import agree, take_back

codes(following_shown=dict(Shown.choices))
verb(
    "case.following_set",
    "网上查询：{shown:following_shown}{anew}。当事人的要求：{said}",
    data=("shown", "anew"),
    personal=("said",),
)

CHANGED = "此案已有新的办理，请核对后重新提交。"
SHORTEST = 4
PERSON = "当事人"


@transaction.atomic
def set_following(case, *, by, shown, said, renew=False, electronic=None, seen=None, at=None):
    """`said`: how the person asked for it, in whose presence or by which call. `renew`: the code there was opens nothing any more;
    `electronic`: whether they agree to be served by what they open there."""
    at = at or timezone.now()
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if seen is not None and seen != case.version:
        raise StaleState(CHANGED)
    if len(said.strip()) < SHORTEST:
        raise DomainError("请写明当事人怎样提出的（不少于4个字）。", field="said")

    case.version += 1  # whoever has the form open sees that somebody was here
    case.save(update_fields=["version"])
    row = Following.objects.filter(case=case).first() or Following(case=case)
    row.shown, row.said, row.by, row.at = shown, said.strip(), by, at
    row.kept = is_kept(case)
    row.renewed += renew
    row.save()

    facts = {"shown": shown, "anew": "，更换查询码" if renew else "", "said": row.said}
    record("case.following_set", by=by, at=at, workflow="case", subject_id=case.pk, **facts)
    if electronic is not None and electronic != bool(consent_of(case)):
        change = agree if electronic else take_back
        change(case, who=PERSON, said=row.said, by=by, at=at)
    return case
