from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from tests.factories import START


class Walk:
    """One row; each of its steps is so much later."""

    def __init__(self, flow, row, *, at=START, pace=timedelta(days=1)):
        self.flow, self.model, self.pk = flow, type(row), row.pk
        self.at, self.pace = at, pace

    @property
    def row(self):
        return self.model.objects.get(pk=self.pk)

    @property
    def today(self):
        return timezone.localdate(self.at)

    def act(self, key, by, **facts):
        self.at += self.pace
        self.flow.acts[key](self.row, by=by, at=self.at, **facts)
        return self.row

    def aside(self, key, by, **facts):
        """The row as it stands after a step that is taken back once it has been looked at."""
        before = self.at
        with transaction.atomic():
            yield self.act(key, by, **facts)
            transaction.set_rollback(True)
        self.at = before
