from django.utils.functional import SimpleLazyObject

from .contents import chapter_for
from .domain import HELD
from .rounds import Standing


def manual(request):
    """The chapter that explains this page, and where one stands on the round; neither asks the database."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}

    match = request.resolver_match
    name = match.view_name if match else ""
    return {
        "chapter_here": SimpleLazyObject(lambda: chapter_for(name, user.role)),
        "first_round": Standing.of(user.role, request.session.get(HELD), name),
    }
