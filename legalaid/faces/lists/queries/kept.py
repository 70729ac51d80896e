"""What a list page asks of its reader's views and habits."""

from legalaid.faces.lists.models import ListHabit, SavedView
from legalaid.platform.office.keeping import Habit, NamedView, keeper
from stations.queries.station import station_of


def views_for(user):
    """A view of anybody else is not there."""
    return SavedView.objects.seen_by(user, station_of(user))


class Kept:
    def habit(self, user, key):
        row = ListHabit.objects.filter(owner=user, listing=key).first()
        return Habit(tuple(row.columns), row.order) if row else Habit()

    def leave(self, user, key, habit):
        facts = {"columns": list(habit.columns), "order": habit.order}
        ListHabit.objects.update_or_create(owner=user, listing=key, defaults=facts)

    def views(self, user, key):
        """Own ones first, then those shared."""
        rows = views_for(user).filter(listing=key).select_related("owner")
        seen = [
            NamedView(
                row.name,
                row.text,
                row.order,
                columns=tuple(row.columns),
                pk=row.pk,
                by="" if row.owner_id == user.pk else row.owner.name,
            )
            for row in rows
        ]
        return sorted(seen, key=lambda view: bool(view.by))


keeper(Kept())
