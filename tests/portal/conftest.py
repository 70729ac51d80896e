import pytest

from legalaid.faces.portal import doubt


@pytest.fixture
def answers_all(monkeypatch):
    """A machine that knows every answer: it is held up by no question, and by the limits all the same."""
    monkeypatch.setattr(doubt, "SHARE", 2)
