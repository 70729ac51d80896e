"""Step x state x person of every procedure, against tables that are written out (one file each)."""

import pytest

from legalaid.platform.procedure.engine import WORKFLOWS

from .office import hire
from .steps import Table, check_opening, check_state, users
from .walks import PROCEDURES

TABLES = {name: Table(name) for name in PROCEDURES}


@pytest.mark.parametrize("name", PROCEDURES)
def test_every_person_may_do_in_every_state_what_the_table_says(county, name):
    procedure, table = PROCEDURES[name], TABLES[name]
    who, reached = users(table, hire(county)), []
    for subject in procedure.walk(county):
        if not reached:
            check_opening(procedure, table, subject, who)
        check_state(procedure, table, subject, who)
        reached.append(subject.state)
    assert set(reached) == set(table.states)


@pytest.mark.parametrize("name", PROCEDURES)
def test_columns_are_the_people_of_the_table(name):
    table = TABLES[name]
    assert [cell for cell in table.groups[1:] if cell] == [group for group, *_ in table.people]
    assert [cell for cell in table.letters[1:] if cell] == [cells for _, cells, *_ in table.people]


def test_every_procedure_has_its_tables_with_every_state_and_step():
    assert {procedure.flow.name for procedure in PROCEDURES.values()} == set(WORKFLOWS)
    for flow in WORKFLOWS.values():
        mine = [TABLES[name] for name, found in PROCEDURES.items() if found.flow is flow]
        assert {state for table in mine for state in table.states} == set(flow.places)
        written = {key: label for table in mine for key, label in table.labels.items()}
        assert written == {key: step.label for key, step in flow.steps.items()}
