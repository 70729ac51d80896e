"""Step x state x person of every procedure, against tables that are written out (one file each)."""

import pytest

from cases.models import Case
from cases.workflow import CASE
from legalaid.platform.core.errors import NotAllowed, StaleState
from legalaid.platform.procedure.engine import WORKFLOWS
from tests.factories import new_case

from .office import hire
from .steps import check_opening, check_state, users
from .tables import NO, OPENING, YES, Table
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


def test_act_itself_refuses_whoever_may_not_do_the_step(county):
    table, walked = TABLES["case"], PROCEDURES["case"].walk(hire(county))
    case = next(row for row in walked if row.state == "decision")
    who, here = users(table, county), table.in_state("decision")
    for key in table.labels:
        marks = here.get(key, [NO] * len(who))
        for user in (user for user, mark in zip(who.values(), marks, strict=True) if mark != YES):
            with pytest.raises((NotAllowed, StaleState)):
                CASE.acts[key](case, by=user)
    assert Case.objects.get(pk=case.pk).version == case.version


def test_case_is_opened_only_by_those_the_table_says(county):
    table = TABLES["case"]
    who, marks = users(table, hire(county)), table.in_state(OPENING)["apply"]
    for user in (user for user, mark in zip(who.values(), marks, strict=True) if mark != YES):
        with pytest.raises(NotAllowed):
            new_case(county, by=user, station=county.zhan1.staff.station)
    assert Case.objects.count() == 0
