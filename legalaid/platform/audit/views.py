from textwrap import wrap

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.generic import ListView, View

from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.pages import Page, RowMixin

from . import anchors, verdict
from .disclosure import disclose
from .models import Event
from .tables import EVENTS
from .verbs import NOUNS, VERBS, outline


class EventList(PermissionMixin, ListView):
    """Newest first, a page of 50 before `before`; personal data is never shown here, only that there was some."""

    permission = "audit.view"
    template_name = "audit/list.html"
    table = EVENTS
    context_object_name = "events"

    def get_queryset(self):
        events = Event.objects.order_by("-seq").select_related("actor")
        query = self.request.GET
        if before := as_number(query.get("before")):
            events = events.filter(seq__lt=before)
        if query.get("who"):
            events = events.filter(actor_name__icontains=query["who"].strip())
        if query.get("verb") in VERBS:
            events = events.filter(verb=query["verb"])
        if query.get("about") in NOUNS:
            events = events.filter(workflow=query["about"])
        if number := as_number(query.get("number")):
            events = events.filter(subject_id=number)

        return events[:50]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            verbs=sorted((v.name, v.key) for v in VERBS.values()), nouns=NOUNS, **kwargs
        )
        for event in context["events"]:
            event.outline, event.noun = outline(event), NOUNS.get(event.workflow, event.workflow)
        return context


class Sheet(Page):
    """The end of the chain on a page to print and file; a sheet of another day is typed in and compared."""

    permission = "audit.view"
    template_name = "audit/sheet.html"

    def get_context_data(self, **kwargs):
        end = anchors.end_of_chain()
        context = super().get_context_data(end=end, **kwargs)
        if end:
            context["digits"] = " ".join(wrap(end.head[: anchors.SHEET], 4))

        asked = self.request.GET
        if "number" in asked:
            number = as_number(asked["number"])
            context["found"] = verdict.of_sheet(number, asked.get("digits", "")) if number else None

        return context


class RevealPage(RowMixin, PermissionMixin, View):
    """POST only: one field of a row in clear, for one reason, once. `reveals`: {field: its name}, `workflow`: whose history tells of it."""

    http_method_names = ("post",)
    permission = ""
    workflow = ""
    reveals = {}

    def permits(self, user):
        """Whose row it is comes first; the right is asked by the disclosure."""
        return True

    def value(self, field):
        return getattr(self.object, field)

    def back(self):
        return self.object.get_absolute_url()

    def heading(self, label):
        return label

    def caution(self):
        """Safe HTML of what must be read before the value is used."""
        return ""

    def dial(self, field):
        """The number that may be called from here, or ""."""
        return self.value(field) if field == "phone" else ""

    def post(self, request, pk):
        field = request.POST.get("field", "")
        if field not in self.reveals:
            raise PermissionDenied("您的岗位不能查看这项信息。")

        label, why = self.reveals[field], request.POST.get("reason", "")
        try:
            disclose(label, of=(self.workflow, pk), by=request.user, why=why, right=self.permission)
        except NotAllowed as error:
            raise PermissionDenied(error.sentence) from None
        except DomainError as error:
            messages.error(request, error.sentence)
            return redirect(self.back())

        context = {
            "heading": self.heading(label),
            "value": self.value(field) or "未登记",
            "caution": self.caution(),
            "dial": self.dial(field),
            "back": self.back(),
        }
        return render(request, "audit/revealed.html", context)


class PersonReveal(RevealPage):
    """Of somebody the office helps: how they may be reached stands first and decides which number may be dialled."""

    safe = {"safe_phone": "安全电话、暗语"}

    @classmethod
    def offered(cls, person):
        """What may be asked for of this person."""
        return cls.reveals | (cls.safe if person.guarded else {})

    @property
    def person(self):
        return self.object

    def post(self, request, pk):
        self.reveals = self.offered(self.person)
        return super().post(request, pk)

    def value(self, field):
        if field == "safe_phone":
            said = (self.person.safe_phone or "没有登记安全电话", self.person.code_word)
            return "　暗语：".join(filter(None, said))
        return getattr(self.person, field)

    def dial(self, field):
        return self.person.dial if field in ("phone", "safe_phone") else ""

    def caution(self):
        return render_to_string("_safe_contact.html", {"person": self.person})
