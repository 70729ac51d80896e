"""What must be written down, and is too short to say anything."""

from legalaid.platform.core.errors import DomainError

LEAST = 4  # characters


def written(text, field, what=""):
    """Refuses a text that says nothing. `what` it should say, in words."""
    if len(text.strip()) < LEAST:
        raise DomainError(f"请写明{what}（不少于{LEAST}个字）。", field=field)


def reasoned(reason, what="理由"):
    written(reason, "reason", what)
