"""Who may open a file is the domain app's answer: it registers a policy per workflow."""

from legalaid.platform.core.registry import Registry

_POLICIES = Registry()


def register(workflow, policy):
    """policy(user, subject_id, write=False) -> bool."""
    _POLICIES[workflow] = policy


def allowed(user, workflow, subject_id, *, write=False):
    policy = _POLICIES.get(workflow)
    return bool(policy and policy(user, subject_id, write=write))
