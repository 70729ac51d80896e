"""Imports every module that registers acts or contents, so that the table is whole once the app is ready."""

from . import content, domain, funds  # noqa: F401
