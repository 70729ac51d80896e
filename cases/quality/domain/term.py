"""How long a term may be, of an expert and of a supervisor: the law we have read sets none, so it only catches what was typed wrongly."""

from datetime import timedelta

from legalaid.platform.core.errors import DomainError

LONGEST = timedelta(days=3653)


def check_term(from_on, to_on):
    """Both days belong to it."""
    if to_on < from_on:
        raise DomainError("聘期的最后一天不能早于第一天。", field="to_on")
    if to_on - from_on > LONGEST:
        raise DomainError("聘期不超过十年，请核对年份。", field="to_on")
