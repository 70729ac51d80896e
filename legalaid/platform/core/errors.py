class DomainError(Exception):
    """An act that cannot be done, with the sentence the user reads and, where there is one, the form field it belongs to."""

    def __init__(self, sentence, *, field=None):
        super().__init__(sentence)
        self.sentence, self.field = sentence, field


class NotAllowed(DomainError):
    """The person may not do this."""


class StaleState(DomainError):
    """The subject has moved on since the page was loaded."""
