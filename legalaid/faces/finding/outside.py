"""Which addresses of the house there are for a supervisor without a post; any other is refused (decision 159)."""

from django.core.exceptions import PermissionDenied

from cases.quality.queries.term import from_outside

REFUSAL = "您只办理交给您的监督任务，这一页不对您开放。"
OPEN = {
    "home", "desk:side", "finding:find", "manual:contents", "manual:terms", "manual:chapter", "manual:print", "manual:round", "cases:offline_key", "documents:paper",
    "accounts:code", "accounts:password", "accounts:totp", "accounts:ping", "accounts:large_type",
    "notifications:inbox", "notifications:read", "notifications:read_all", "notifications:wishes",
    "quality:tasks", "quality:task", "quality:task_finish", "quality:task_correct", "quality:task_return", "quality:task_attempt", "quality:task_reached",
    "quality:opinions", "quality:opinion", "quality:opinion_urge", "quality:opinion_new",
    "quality:amend_opinion", "quality:withdraw_opinion", "quality:accept_answer", "quality:return_answer",
    "quality:observations", "quality:observation", "quality:fill_observation", "quality:correct_observation", "quality:release_observer",
}  # fmt: skip


def opens(user, name):
    """Whether the address of this name is there for this person at all; what may be done there is asked on the page."""
    return name in OPEN or not from_outside(user)


class OutsideMiddleware:
    """Asks before any page does, so that a page written tomorrow is closed too. What needs no login is open to everybody."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        named = request.resolver_match.view_name
        anybody = getattr(view, "public", False) or not request.user.is_authenticated
        if not anybody and not opens(request.user, named):
            raise PermissionDenied(REFUSAL)
