"""Imports every module that registers acts, so that the table is whole once the app is ready."""

from .domain import archive, assignment, closure, decision, eligibility, followup, intake, progress, reminders, tally  # noqa: F401
from .queries import agenda  # noqa: F401
