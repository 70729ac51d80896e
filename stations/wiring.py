"""Imports every module that registers verbs, so that the audit log can read them once the app is ready."""

from . import clocks, papers  # noqa: F401  rules and paper contexts register on import
from .domain import (  # noqa: F401
    duty,
    handler,
    outreach,
    referral,
    roster,
    staff,
    station,
    succession,
    swap,
    training,
)
