"""Pages of the second person: what waits to be confirmed, and the buttons for it."""

import json

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import ListView

from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.pages import ActPage

from .changes import RIGHT, acknowledge, confirm, refuse, words
from .invitations import invitation_note
from .large_type import page_of
from .models import Change


def settled_note(request, user, token):
    """What whoever changed an account reads: the link, or that another one confirms."""
    if token:
        return invitation_note(request, user, token)
    return f"{user.name}的账号涉及审查、决定、付款或者账号管理，变动要由另一人（中心负责人、司法局或者另一名系统管理员）在“账号变动”里确认后生效。"


class Changes(PermissionMixin, ListView):
    """What waits for the second person, and what became of the rest."""

    permission = RIGHT
    template_name = "accounts/changes.html"
    context_object_name = "changes"

    def get_queryset(self):
        return Change.objects.select_related("person", "by", "second")[:50]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        me, now = self.request.user.pk, timezone.now()
        for row in context["changes"]:
            row.open = row.outcome == Change.Outcome.WAITING and row.lapses_at > now
            row.what = words(json.loads(row.facts), whole=row.open)
            row.mine, row.about_me = row.by_id == me, row.person_id == me
        return context


class ChangeAct(ActPage):
    """One button of a change: confirm; refuse, or take back what one proposed."""

    def permits(self, user):
        """Whom it concerns may refuse; the rest is asked below."""
        return True

    def change(self):
        user, rows = self.request.user, Change.objects.select_related("person", "by")
        if not user.may(RIGHT):
            rows = rows.filter(Q(person=user) | Q(by=user))
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def act(self):
        acts = {"confirm": self.confirm, "refuse": self.refuse}
        if self.kwargs["key"] not in acts:
            raise Http404
        acts[self.kwargs["key"]](self.change())
        return self.back()

    def confirm(self, change):
        token = confirm(change, by=self.request.user)
        self.done = "已确认，变动已生效。"
        if token:
            self.done += invitation_note(self.request, change.person, token)

    def refuse(self, change):
        refuse(change, by=self.request.user)
        self.done = "已办理，账号没有变动。"

    def back(self):
        return "accounts:changes" if self.request.user.may(RIGHT) else "home"


class Acknowledge(ActPage):
    """The person has read what became of the own account."""

    def permits(self, user):
        return True

    def act(self):
        acknowledge(self.request.user)
        return page_of(self.request)
