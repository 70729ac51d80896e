"""Every page of every role in an office that has only its people."""

import time

import pytest

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from tests.house.test_fresh_office import faults_of, fresh, hire  # noqa: F401


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_every_page_works_without_any_data(fresh, role):  # noqa: F811
    hire(fresh)
    began = time.monotonic()
    assert "\n".join(faults_of(User.objects.get(username=role.value))) == ""
    print(f"{role.label}: {time.monotonic() - began:.0f} s")
