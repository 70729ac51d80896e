"""Words of banks the house did not know: learnt by the cashier, on record, taken back when they were wrong."""

from django.db import IntegrityError, transaction

from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError
from subsidies.law.returns import FAILED, PAID, word_of
from subsidies.models import BankWord

verb(
    "bank.word_learnt",
    "登记银行用语“{word}”：{meaning}",
    data=("word", "meaning"),
    label="登记银行用语",
)
verb(
    "bank.word_dropped",
    "删除银行用语“{word}”（{meaning}）",
    data=("word", "meaning"),
    label="删除银行用语",
)


def learn(word, paid, *, by):
    """Raises DomainError(field="word") for a word that is known, as it stands in returns."""
    said = word_of(word)
    if not said:
        raise DomainError("请照回单写出这个词。", field="word")
    if said in PAID + FAILED:
        meaning = "已到账" if said in PAID else "退回"
        raise DomainError(f"“{said}”系统已经认识：{meaning}。", field="word")

    try:
        with transaction.atomic():
            row = BankWord.objects.create(word=said, paid=paid, by=by)
            record("bank.word_learnt", by=by, word=said, meaning=row.get_paid_display())
    except IntegrityError:
        raise DomainError(f"“{said}”已经登记过。", field="word") from None
    return row


def drop(row, *, by):
    """What was booked by it stays booked."""
    with transaction.atomic():
        row.delete()
        record("bank.word_dropped", by=by, word=row.word, meaning=row.get_paid_display())


def learnt():
    """{word: whether it is paid}"""
    return dict(BankWord.objects.values_list("word", "paid"))
