"""Long runs on a house of their own: `make soak`, never `make test`."""

import os

import pytest

from tests.notifications.test_delivery import post  # noqa: F401  a real mail server

from .house import House

collect_ignore_glob = [] if os.environ.get("SOAK") else ["test_*.py"]


@pytest.fixture
def house(tmp_path, request):
    """The demo county in a folder of its own; started by the test, stopped after it."""
    one = House(tmp_path)
    yield one
    one.stop()
