"""Every page at 390 px: nothing sticks out; axe reads the pages of those who work on a phone."""

import pytest

from .eyes import look_everywhere


@pytest.mark.django_db(transaction=True)
def test_nothing_is_wrong_with_any_page_on_a_phone(people, seat):
    faults, missed = look_everywhere(people, seat, phone=True)
    assert faults == {}
    assert missed == set()
