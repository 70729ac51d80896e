import pytest

from .gateway import connect, opened


@pytest.fixture
def gateway(settings):
    """A gateway on this machine, and the settings that lead to it."""
    with opened() as server:
        connect(settings, server)
        yield server
