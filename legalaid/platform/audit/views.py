from django.views.generic import ListView

from legalaid.platform.office.access import PermissionMixin

from .models import Event
from .verbs import NOUNS, VERBS, outline


class EventList(PermissionMixin, ListView):
    """Newest first, a page of 50 before `before`; personal data is never shown here, only that there was some."""

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
        if query.get("about") in NOUNS:
            events = events.filter(workflow=query["about"])
        if query.get("number", "").isdigit():
            events = events.filter(subject_id=int(query["number"][:15]))
        return events[:50]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            verbs=sorted((v.name, v.key) for v in VERBS.values()), nouns=NOUNS, **kwargs
        )
        for event in context["events"]:
            event.outline, event.noun = outline(event), NOUNS.get(event.workflow, event.workflow)
        return context
