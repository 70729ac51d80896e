from django.template.loader import render_to_string

from subsidies.queries.todo import disputes_for, waiting_for


def home(request, user):
    """On everybody's first page: what of the money waits for them."""
    context = {"waiting": waiting_for(user), "disputes": disputes_for(user)[:20]}
    return render_to_string("subsidies/_home.html", context) if any(context.values()) else ""
