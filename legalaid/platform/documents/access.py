"""Who may open a file is the domain app's answer: it registers a policy per workflow."""

from legalaid.platform.core.registry import Registry

_POLICIES, _TURNS = Registry(), Registry()


def register(workflow, policy, turn=None):
    """policy(user, subject_id, write=False) -> bool; turn(user, subject_id) -> bool: whether it waits for this person now."""
    _POLICIES[workflow] = policy
    if turn:
        _TURNS[workflow] = turn


def allowed(user, workflow, subject_id, *, write=False):
    policy = _POLICIES.get(workflow)
    return bool(policy and policy(user, subject_id, write=write))


def has_turn(user, workflow, subject_id):
    turn = _TURNS.get(workflow)
    return bool(turn and turn(user, subject_id))
