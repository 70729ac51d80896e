"""A word that was forgotten: whoever asked comes to the window with a document, and gets a new one; the old one opens nothing any more."""

import secrets

from django.db import transaction
from django.utils import timezone

from legalaid.faces.portal.apply import codes
from legalaid.platform.accounts import limits
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import codes as audit_codes
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.errors import DomainError

from .domain import code_of, word_blind
from .enums import Shown
from .models import Asked

audit_codes(asking_shown=dict(Shown.choices))
verb(
    "consultation.word_renewed",
    "咨询人到窗口，重新设定看答复的口令（{shown:asking_shown}）：{said}",
    data=("shown",),
    personal=("said",),
)
SHORTEST, WORDS = 4, 2
UNKNOWN = "提问时没有留电话，只能凭查询码或者四个词核实；都没有的，请其重新提问。"
UNSAID = "请写明看了什么证件、怎样说出问题的（不少于4个字）。"


def ways_of(asked):
    """[(Shown, its words)] by which whoever asked may be known: the code; a telephone that was given, with the name where one was. A name
    alone ties nobody to a question."""
    given = asked.consultation
    ways = [(Shown.CODE, Shown.CODE.label)]
    if given.phone:
        ways.append((Shown.NAMED, Shown.NAMED.label if given.name else "电话与提问时留的相符"))
    return ways


@transaction.atomic
def renew_word(asked, *, by, shown, said, at=None):
    """The new word, told to nobody but whoever stands there. `shown`: by what the person made sure of being who asked; `said`: which
    document was seen, and how they told what was asked."""
    if len(said.strip()) < SHORTEST:
        raise DomainError(UNSAID, field="said")
    if shown not in dict(ways_of(asked)):
        raise DomainError(UNKNOWN, field="shown")

    row = Asked.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    word = "".join(secrets.choice(codes.word_list()) for _ in range(WORDS))
    row.word_blind = word_blind(row.token, word)
    row.save(update_fields=["word_blind"])
    for tried in (code_of(row.token), "".join(codes.words_of(code_of(row.token)))):
        limits.forget("asking_code", blind(tried, "asking.tried"))

    facts = {"shown": shown, "said": said.strip()}
    where = {"workflow": "consultation", "subject_id": row.consultation_id}
    record("consultation.word_renewed", by=by, at=at or timezone.now(), **where, **facts)
    return word
