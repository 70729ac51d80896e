"""Who may open a file is the domain app's answer: it registers a policy per workflow."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from legalaid.platform.core.registry import Registry

_POLICIES = Registry()


def _nobody(user, subject_id):
    return False


def _none(user, subject_id):
    return ()


@dataclass(frozen=True)
class Policy:
    """`allows(user, subject_id, write=False)`; `turn(user, subject_id)`: whether it waits for this person now. `right`: of whoever opens its
    scans and volumes for a reason; "" where they hold nothing personal. `page`: the name of the address of the subject's own page.
    `hides(user, subject_id)`: kinds of papers this person does not read for now."""

    allows: Callable
    turn: Callable = _nobody
    right: str = ""
    page: str = ""
    hides: Callable = _none


NONE = Policy(allows=lambda user, subject_id, write=False: False)


def register(workflow, allows, **more):
    _POLICIES[workflow] = Policy(allows, **more)


def _of(workflow):
    return _POLICIES.get(workflow) or NONE


def allowed(user, workflow, subject_id, *, write=False):
    return bool(_of(workflow).allows(user, subject_id, write=write))


def hidden(user, workflow, subject_id):
    return _of(workflow).hides(user, subject_id)


def has_turn(user, workflow, subject_id):
    return _of(workflow).turn(user, subject_id)


def right(workflow):
    return _of(workflow).right


def page(workflow, subject_id):
    """The address of the subject's own page, or ""."""
    name = _of(workflow).page
    return reverse(name, args=[subject_id]) if name else ""
