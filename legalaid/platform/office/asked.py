"""What a request names, read without trust: whatever was typed, the answer is a value or None, never an error."""

import re
import uuid

LONGEST = 18  # digits that still fit a key of the database


def as_number(text):
    """A whole number written in ASCII digits, or None."""
    return int(text) if re.fullmatch(rf"[0-9]{{1,{LONGEST}}}", text or "") else None


def as_token(text):
    """A UUID, or None."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
