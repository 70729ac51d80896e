"""Stored files that no row names: what a request or job kept and took back, and what a power cut left between file and row."""

import logging
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.db import DatabaseError
from django.utils import timezone

from .fields import PrivateFileField
from .storage import fresh_names, private_storage

AGE = timedelta(days=1)
log = logging.getLogger(__name__)


def private_fields():
    """Every (model, field) of the house that names stored files."""
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, PrivateFileField)
    ]


def is_named(name):
    return any(
        model._base_manager.filter(**{field.name: name}).exists()
        for model, field in private_fields()
    )


def begin(**signal):
    """At the start of a request or job: what was kept before is not its own."""
    fresh_names()


def settle(**signal):
    """At the end of a request or job: what it kept and no row names now was taken back, and goes."""
    for name in fresh_names():
        try:
            if not is_named(name):
                private_storage().delete(name)
        except DatabaseError as error:
            log.warning("a file is left to the nightly sweep: %s", type(error).__name__)


def sweep(now=None):
    """Removes files older than a day that no row names, half written ones too. Returns how many."""
    storage, before = private_storage(), ((now or timezone.now()) - AGE).timestamp()
    old = {name for name in storage.names() if _changed_at(storage, name) < before}
    for model, field in private_fields():
        named = model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
        old.difference_update(named.iterator())

    gone = [name for name in old if not is_named(name)]
    for name in gone:
        storage.delete(name)
    return len(gone)


def _changed_at(storage, name):
    try:
        return Path(storage.path(name)).stat().st_mtime
    except FileNotFoundError:
        return float("inf")  # removed meanwhile
