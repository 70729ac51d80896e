"""Every odd word in every name and every part of an address, one by one."""

import pytest

from tests.rights.test_odd import (  # noqa: F401  asked here with more words
    clients,
    test_no_odd_word_anywhere_is_answered_with_500,
)


@pytest.fixture(autouse=True)
def thorough(monkeypatch):
    monkeypatch.setenv("THOROUGH", "1")
