from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact

from . import crypto


class ExactlyEmpty(Exact):
    def get_prep_lookup(self):
        if self.rhs != "":
            field = self.lhs.output_field
            raise FieldError(f"{field.context} is encrypted and cannot be compared with a value; use its blind index.")
        return self.rhs


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
        if lookup_name == "exact":
            return ExactlyEmpty
        if lookup_name != "isnull":
            raise FieldError(f"{self.context} is encrypted and cannot be looked up by {lookup_name}; use its blind index.")
        return super().get_lookup(lookup_name)
