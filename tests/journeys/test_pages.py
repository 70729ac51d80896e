"""Every page of a living county at 1440 and 390 px: axe finds nothing, nothing sticks out, no page is heavier than 150 kB, no link leads astray."""

import pytest

from .eyes import look_everywhere


@pytest.mark.django_db(transaction=True)
def test_nothing_is_wrong_with_any_page(people, seat):
    faults, missed = look_everywhere(people, seat)
    assert faults == {}
    assert missed == set()
