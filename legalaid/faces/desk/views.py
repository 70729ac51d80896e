from django.utils import timezone

from legalaid.platform.office.pages import Page

from .desks import DESKS
from .waiting import Desk


class Today(Page):
    """The first page: what waits for me, what hurts first."""

    def permits(self, user):
        return True

    def get_template_names(self):
        return [DESKS[self.request.user.role].template]

    def get_context_data(self, **kwargs):
        user, now = self.request.user, timezone.now()
        more = DESKS[user.role].read(user, now)
        return super().get_context_data(desk=desk_of(user, now), now=now, **more, **kwargs)


def desk_of(user, now):
    """All that waits for this person, of every app."""
    return Desk(one for source in DESKS[user.role].sources for one in source(user, now))
