"""What can be wrong with a registered case so that the tables count it wrongly; each is a bit of one number."""

from enum import IntFlag

from .counting import CROWD_BITS

GRACE = 30  # days from the closing date to the closing file
SILENT = 60  # days without an entry
REPEAT = 180  # days within which the same matter is the same application
PAID = ("won", "partly_won", "mediated", "settled", "arbitrated")


class Fault(IntFlag):
    WITHOUT_RESULT = 1
    WITHOUT_AMOUNT = 2
    CROWD = 4
    ORDER = 8
    ROLE = 16
    DOUBLE = 32
    UNREPORTED = 64  # closed, and its file not sent: once GRACE is over


def result(closed_on, outcome, reported):
    """A closing date without a result, or without the closing report behind it."""
    return closed_on is not None and not (outcome and reported)


def amount(closed_on, outcome, asked, won):
    """Something was at stake and was won, and nobody wrote down how much."""
    return closed_on is not None and outcome in PAID and (asked or 0) > 0 and won is None


def crowd(bits, age, sex):
    """Minor, elderly or woman ticked against what the identity says, or not ticked."""
    if age is None:
        return False
    true = {"minor": age < 18, "elderly": age >= 60, "woman": sex == "F" and age >= 18}
    return any(bool(bits & CROWD_BITS[code]) != is_so for code, is_so in true.items())


def order(pairs):
    """Of two days or moments that follow one another the later comes first; what did not happen is in nobody's way."""
    return any(
        later is not None and earlier is not None and later < earlier for earlier, later in pairs
    )


def role(kind, row, route, who):
    """A criminal application without the legal position table 5 asks for."""
    asked = route in ("direct", "transferred")
    return kind == "criminal" and asked and who == "other" and row != "petition"
