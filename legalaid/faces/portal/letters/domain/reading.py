"""Whoever follows a case opens what the office wrote to them; the first time is kept, so that the office knows."""

from django.db import transaction
from django.utils import timezone

from legalaid.platform.accounts.queries import system_user
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.queueing import one_by_one

from ..models import LetterOpening

verb("letter.opened", "{who}在网上首次打开给其的信第{number}号", data=("who", "number"))


@transaction.atomic
def open_letter(letter, *, at=None):
    at = at or timezone.now()
    one_by_one(f"letter:{letter.pk}")
    if LetterOpening.objects.filter(letter=letter).exists():
        return letter

    LetterOpening.objects.create(letter=letter, at=at)
    told = {"who": letter.who, "number": letter.pk}
    record("letter.opened", by=system_user(), at=at, workflow="case", subject_id=letter.case_id, **told)  # fmt: skip
    return letter
