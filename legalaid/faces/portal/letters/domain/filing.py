"""What came with a letter joins the file of the case, when a person of the office takes it over."""

from django.db import transaction
from django.utils import timezone

from cases.domain.material import take_file
from legalaid.platform.audit import verbs
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.core.queueing import one_by_one

from ..enums import Kind
from ..queries import in_case, letters_for
from .settling import NOT_YOURS
from .writing import place_of

verbs.verb("letter.file_taken", "网上来信第{number}号的附件收入案卷：{title}", data=("number",), personal=("title",))  # fmt: skip

TAKEN = "这份附件已经在案卷里。"
STAYS = "投诉的附件不收入案卷，被投诉的人看得到案卷。"


@transaction.atomic
def keep(letter, file, *, slot, title, by, at=None):
    """A copy of it among the files of the case, under `slot`, of which `title` says what it is; it stays with the letter."""
    at = at or timezone.now()
    one_by_one(f"letters:{letter.case_id}:files")
    if not letters_for(by).filter(pk=letter.pk).exists():
        raise NotAllowed(NOT_YOURS)
    if letter.kind == Kind.COMPLAINT:
        raise NotAllowed(STAYS)
    if in_case(letter, [file]):
        raise DomainError(TAKEN)

    title = f"{title[:80]}（网上来信第{letter.pk}号）"
    twin = take_file(letter.case, file, by=by, slot=slot, title=title)
    told = {"number": letter.pk, "title": file.original_name}
    record("letter.file_taken", by=by, at=at, **place_of(letter), **told)
    return twin
