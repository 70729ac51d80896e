from django.core.exceptions import FieldError
from django.db import models

from . import crypto


class EncryptedTextField(models.TextField):
    """Text encrypted at rest, bound to its model and field. Only isnull and `exact=""` can be looked up; use a blind index to search."""

    @property
    def context(self):
        return f"{self.model._meta.label}.{self.name}"

    def from_db_value(self, value, expression, connection):
        return crypto.unseal(value, self.context) if value else value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return crypto.seal(value, self.context) if value else value

    def get_lookup(self, lookup_name):
        if lookup_name not in ("isnull", "exact"):
            raise FieldError(
                f"{self.context} is encrypted and cannot be looked up by {lookup_name}; use its blind index."
            )
        return super().get_lookup(lookup_name)
