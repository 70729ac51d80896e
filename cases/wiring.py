"""Imports every module that registers acts, so that the table is whole once the app is ready."""

from .domain import (  # noqa: F401
    amendment,
    archive,
    assignment,
    closure,
    consultation,
    cooperation,
    decision,
    eligibility,
    followup,
    handbook,
    intake,
    notice,
    passage,
    progress,
    quality,
    referral,
    reminders,
    succession,
    tally,
    ticket,
    window,
)
from .queries import agenda  # noqa: F401
