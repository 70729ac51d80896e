"""A published month for whoever serves or exchanges a duty."""

import pytest

from .factories import post, published, shift_of


@pytest.fixture
def shift(county):
    """The first duty of `lvshi` in a published month: 9 to 18."""
    post(county)
    published(county)
    return shift_of("lvshi")
