"""Who has which permission, against a table that is written out (permissions.txt)."""

import pytest

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import PERMISSIONS, Role
from legalaid.platform.procedure.engine import WORKFLOWS

from .tables import NO, ROLES, YES, read

TABLE = read("permissions.txt")
ROWS = {
    key: dict(zip(ROLES, cells.split(), strict=True))
    for (_, *rows) in TABLE.values()
    for key, cells, _ in rows
}


def test_every_section_has_its_columns_in_the_same_order():
    assert {heads[1] for heads, *_ in TABLE.values()} == {"w s r d h m q f b a"}


def test_roles_are_those_of_the_table():
    assert dict(ROLES.values()) == dict(Role.choices)


@pytest.mark.parametrize("letter", ROLES)
def test_role_has_the_permissions_of_its_column_and_no_other(letter):
    role, _ = ROLES[letter]
    user = User(username=role, role=role)
    assert {key: YES if user.may(key) else NO for key in ROWS} == {
        key: cells[letter] for key, cells in ROWS.items()
    }
    assert set(PERMISSIONS[role]) - set(ROWS) == set()


@pytest.mark.parametrize("letter", ROLES)
def test_person_who_has_left_has_no_permission(letter):
    user = User(username="left", role=ROLES[letter][0], is_active=False)
    assert [key for key in ROWS if user.may(key)] == []


def test_every_step_asks_for_a_permission_of_the_table():
    asked = {step.permission for flow in WORKFLOWS.values() for step in flow.steps.values()}
    assert asked - set(ROWS) == {
        "cases.record_payment"
    }  # nobody's: the house itself notes a payment
