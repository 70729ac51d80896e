from django.template.loader import render_to_string

from subsidies.queries.todo import waiting_for


def home(request, user):
    """On everybody's first page: what of the money waits for them."""
    waiting = waiting_for(user)
    return render_to_string("subsidies/_home.html", {"waiting": waiting}) if waiting else ""
