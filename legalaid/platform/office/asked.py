"""What a request names, read without trust."""

import uuid


def as_token(text):
    """The form's token, or None when the address or the field was tampered with."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
