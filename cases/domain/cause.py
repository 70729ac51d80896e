"""What people call matters: words the office adds, so that who takes in an application finds the cause by them."""

from django.db import IntegrityError, transaction

from cases.models import CauseWord
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.names import plain
from legalaid.platform.core.readings import letters

TABLE = "群众的说法"


def keep_word(row, word, causes, *, by):
    """Keeps the word and the causes it means. Raises DomainError(field="word") for one that is there."""
    row.word = plain(word).strip()
    row.initials = letters(row.word)
    try:
        with transaction.atomic():
            if row.pk:
                CauseWord.objects.select_for_update().filter(pk=row.pk).first()
            row.save()
            row.causes.set(causes)
            names = "、".join(cause.name for cause in causes)
            record("office.setting", by=by, what=f"{TABLE}“{row}”", change=names)
    except IntegrityError:
        raise DomainError(f"“{row}”已经登记过。", field="word") from None
    return row


def drop_word(row, *, by):
    with transaction.atomic():
        row.delete()
        record("office.setting", by=by, what=f"{TABLE}“{row}”", change="删除")
