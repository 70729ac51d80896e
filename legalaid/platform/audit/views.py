from django.views.generic import ListView

from legalaid.platform.accounts.access import PermissionMixin

from .models import Event
from .verbs import VERBS


class EventList(PermissionMixin, ListView):
    """Newest first, a page of 50 before `before`; personal data is never shown here."""

    permission = "audit.view"
    template_name = "audit/list.html"
    context_object_name = "events"

    def get_queryset(self):
        events = Event.objects.order_by("-seq").select_related("actor")
        query = self.request.GET
        if query.get("before", "").isdigit():
            events = events.filter(seq__lt=int(query["before"]))
        if query.get("who"):
            events = events.filter(actor_name__icontains=query["who"].strip())
        if query.get("verb") in VERBS:
            events = events.filter(verb=query["verb"])
        return events[:50]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            verbs=sorted((v.key, v.sentence.split("：")[0].split("{")[0]) for v in VERBS.values()), **kwargs
        )
