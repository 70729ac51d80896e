"""Compares a procedure with its table: every step in every state for every person, in the words of the refusal."""

from copy import copy

from django.db import transaction

from legalaid.platform.accounts.queries import system_user
from legalaid.platform.core.errors import DomainError, NotAllowed

from .tables import OPENING, ROLES, YES

BY_ITSELF = "此步骤由系统按期限自动办理。"


def users(table, county):
    """{column: user}: the person of the group, in the role of the column."""
    found = {}
    for group, letters, logins, _ in table.people:
        named = dict(part.split(":") for part in logins.split())
        for letter in letters.split():
            user = copy(getattr(county, named.get(letter) or named["*"]))
            user.role = ROLES[letter][0]
            found[group, letter] = user
    return found


def tried(flow, key, subject, user):
    """The refusal of the act itself, which may ask for more than the table of the procedure does."""
    try:
        with transaction.atomic():
            flow.acts[key](subject, by=user, at=subject.changed_at)
            transaction.set_rollback(True)
    except NotAllowed as error:
        return error.sentence
    except DomainError:
        return ""
    return ""


def differing(found, wanted):
    """A line for every row that is not as the table has it."""
    rows = {**wanted, **found}
    pairs = ((key, " ".join(found.get(key, ())), " ".join(wanted.get(key, ()))) for key in rows)
    return [f"{key}: {here}, not {there}" for key, here, there in pairs if here != there]


def check_state(procedure, table, subject, who):
    """Everything that is said of `subject` where it stands now."""
    flow, state = procedure.flow, subject.state
    unwritten = [key for key in flow.steps if key not in table.labels]
    assert ", ".join(unwritten) == "", "steps without a row in the table"

    place, wanted = flow.places[state], table.in_state(state)
    assert (subject.get_state_display(), place.turn or "", place.public) == table.states[state]
    assert differing(_steps(procedure, table, subject, who), wanted) == []
    assert differing(_beside(procedure, table, subject, who), table.beside_in(state)) == []
    _check_system(flow, table, subject, who)

    if not procedure.tries:
        for number, user in enumerate(who.values()):
            offered = [step.key for step in flow.available(subject, user)]
            assert offered == [key for key, marks in wanted.items() if marks[number] == YES]


def _steps(procedure, table, subject, who):
    """{step: its marks} of those that somebody might do in this state."""
    flow, found = procedure.flow, {}
    for key, step in flow.steps.items():
        if step.system:
            continue
        said = [flow.refusal(step, subject, user) for user in who.values()]
        if set(said) == {table.elsewhere(subject.state, key)}:
            continue
        if procedure.tries:
            asked = zip(said, who.values(), strict=True)
            said = [no or tried(flow, key, copy(subject), user) for no, user in asked]
        found[key] = table.marks(said)
    return found


def _beside(procedure, table, subject, who):
    return {
        key: table.marks([refusal(user, subject) for user in who.values()])
        for key, refusal in procedure.beside.items()
    }


def _check_system(flow, table, subject, who):
    robot = system_user()
    steps = [step for step in flow.steps.values() if step.system]
    offered = [step for step in steps if not flow.refusal(step, subject, robot)]
    assert [step.key for step in offered] == table.system_in(subject.state)
    for step in offered:
        assert {flow.refusal(step, subject, user) for user in who.values()} == {BY_ITSELF}


def check_opening(procedure, table, subject, who):
    """Who might have made `subject`, which has just been made."""
    flow = procedure.flow
    found = {
        key: table.marks([flow.denial(step.permission, user, subject) for user in who.values()])
        for key, step in flow.steps.items()
        if step.opening and not step.system
    }
    assert differing(found, table.in_state(OPENING)) == []
