"""Who handles a repeated case: handlers similar to the walked one's, in turn, so that no month's list is of one lawyer."""

from collections import defaultdict
from functools import cache

from legalaid.platform.accounts.models import User
from stations.models import Firm, Handler

PLACES = (Handler, Firm, User)


class SimilarHandlers:
    """Handlers of the same kind who were given walked cases of the same kind; those of minors stay with who knows minors."""

    def __init__(self, walked, evaluations):
        self.found = defaultdict(list)
        self.readers = {row.case_id: row.evaluator for rows in evaluations.values() for row in rows}
        for case in walked:
            if case.handler and case.handler not in self.found[_kind(case)]:
                self.found[_kind(case)].append(case.handler)

    def of(self, case, n):
        """The handler of the `n`-th repetition; never of the unit that read the file."""
        if not case.handler:
            return None
        reader, all_alike = self.readers.get(case.pk), self.found[_kind(case)]
        alike = [row for row in all_alike if not reader or row.firm_id != reader.firm_id]
        return alike[(alike.index(case.handler) + n) % len(alike)]


def _kind(case):
    handler = case.handler
    young = case.kind == "criminal" and "minor" in case.crowds

    return (
        case.kind,
        young,
        case.life_or_death,
        handler.kind,
        handler.public_post,
        handler.firm.kind,
    )


def moved(row, old, new):
    """{field: what stands there instead} of a row of `old` that now belongs to `new`."""
    if old.handler_id == new.handler_id:
        return {}

    pairs = {
        place: (was.pk, now)
        for place, was, now in zip(PLACES, _of(old.handler), _of(new.handler), strict=True)
    }
    known = (
        (name, getattr(row, attname), *pairs[place]) for name, attname, place in _keys(type(row))
    )

    return {name: now for name, pk, was, now in known if pk == was}


@cache
def _keys(model):
    keys = (field for field in model._meta.concrete_fields if field.related_model in PLACES)
    return [(field.name, field.attname, field.related_model) for field in keys]


def words(old, new):
    """[(what is said of the one's handler, and of the other's)]."""
    if old.handler_id == new.handler_id:
        return []

    was, now = old.handler, new.handler
    pairs = [
        (str(was.firm), str(now.firm)),
        (was.licence, now.licence),
        (was.mobile, now.mobile),
        (was.user.phone, now.user.phone),
        (str(was), str(now)),
    ]

    return [(one, other) for one, other in pairs if one]


def _of(handler):
    return handler, handler.firm, handler.user
