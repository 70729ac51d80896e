"""Imports every module that registers verbs, so that the audit log can read them once the app is ready."""

from .domain import handler, staff, station  # noqa: F401
