"""The window's one screen: identity, matter, means, material; with a side panel that answers while one types."""

import uuid
from functools import cached_property
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from cases.domain.draft import save_draft
from cases.domain.intake import apply
from cases.domain.twin import check_anew
from cases.enums import Channel
from cases.forms.intake import IntakeForm
from cases.forms.intake_facts import facts_of
from cases.forms.typed import Typed
from cases.law.catalogue import APPLICATION_SLOTS
from cases.models import Case, Cause, Draft
from legalaid.platform.core.office import office_at
from legalaid.platform.core.words import near_moment
from legalaid.platform.office import panels
from legalaid.platform.office.asked import as_token
from legalaid.platform.office.pages import ActPage, FormPage, SentOnce
from stations.enums import StationHost
from stations.hall.queries.ticket import at_hand

from .brought import applied
from .desk import Desk
from .intake_side import known_of, side_panel
from .origin import origin_of

LISTS = ("crowds", "received", "forbidden")  # fields with several values


class Intake(Desk, SentOnce, FormPage):
    template_name = "cases/intake.html"
    form_class = IntakeForm

    def get(self, request):
        if not request.GET and (ticket := at_hand(request.user)):
            return redirect(f"{request.path}?ticket={ticket.pk}")
        if "check" in request.GET and self.data is not None:
            return self.checked()
        return super().get(request)

    def checked(self):
        """A draft that came from a device, with what is still to be put right in it."""
        form = self.form_class(**self.get_form_kwargs() | {"data": self.data})
        form.is_valid()
        return self.show(form, 200)

    def post(self, request):
        sent = Case.objects.filter(token=self.token, registered_by=request.user).first()
        return redirect(sent) if sent else super().post(request)

    @cached_property
    def token(self):
        """That of the draft to go on with, where one is named."""
        of_draft = as_token(self.request.GET.get("draft"))
        return as_token(self.request.POST.get("token")) or of_draft or uuid.uuid4()

    @cached_property
    def data(self):
        """What the form holds: as sent, or as a draft kept it; None for a blank one."""
        if self.request.method == "POST":
            return self.request.POST

        draft = Draft.objects.filter(token=self.token, owner=self.request.user).first()
        if draft is None:
            return None
        messages.info(self.request, f"已恢复{near_moment(draft.saved_at)}自动保存的内容。")
        return QueryDict(draft.content)

    @cached_property
    def typed(self):
        return Typed(self.data)

    @cached_property
    def origin(self):
        return origin_of(self.request.user, self.data or self.request.GET)

    def get_initial(self):
        if self.data is None:
            self.origin.tell(self.request.user)
            channel = channel_of(self.station)
            return {"channel": channel} | self.told | self.origin.initial
        return {
            name: self.data.getlist(name) if name in LISTS else self.data.get(name)
            for name in self.data
        }

    @cached_property
    def told(self):
        """What whoever has this number told when they booked, where no row knows more."""
        others = self.origin.consultation or self.origin.help or self.origin.referral
        return {} if others else applied(self.request.user, self.origin.ticket)

    def get_form_kwargs(self):
        shown = {"ask": self.typed.questions, "checklist": self.typed.checklist, "rows": self.data}
        return super().get_form_kwargs() | shown

    @property
    def device(self):
        """`copy`: the form as a device keeps it; messages wait for the page the person sees."""
        copy = {"copy": True, "messages": ()} if "offline" in self.request.GET else {}
        return {"photo_slots": APPLICATION_SLOTS, "limit": settings.UPLOAD_MAX_BYTES, **copy}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **self.device,
            cause=self.typed.cause or (self.origin.help and self.origin.help.cause),
            frequent=Cause.objects.filter(frequent__gt=0)[:12],
            origin=self.origin,
            brought=panels.render("ticket.brought", self.request, self.origin.ticket)
            if self.origin.ticket
            else (),
            **side_panel(self.request.user, self.typed),
            **kwargs,
        )

    @transaction.atomic
    def act(self, form):
        facts, user = facts_of(form), self.request.user
        facts["fields"] |= {"station": self.station, "ticket": self.origin.number}
        facts["known"] = known_of(user, self.typed)
        facts["fields"]["anew"] = form.cleaned_data["anew"]
        case = self.register(facts | {"short": office_at(timezone.now())["short"]})
        check_anew(case)

        self.origin.lead_to(case, by=user)
        Draft.objects.filter(token=self.token, owner=user).delete()
        self.done = f"已登记，案件编号{case.number}。"
        return case

    def register(self, facts):
        return apply(by=self.request.user, token=self.token, **facts)


def channel_of(station):
    """How an application comes that is taken in there."""
    if station.host == StationHost.MILITARY:
        return Channel.MILITARY
    return Channel.VISIT if station.parent_id is None else Channel.STATION


class FromDevice(Intake):
    """The form as a device sends it, once there is a connection: the same act, answered in JSON for static/js/pocket.js."""

    http_method_names = ("post",)

    def post(self, request):
        if as_token(request.POST.get("token")) is None:
            return HttpResponse(status=400)

        answer = super().post(request)
        if answer.status_code != HTTPStatus.FOUND:
            return answer
        case = Case.objects.get(token=self.token)
        photos = reverse("cases:pocket_material", args=[case.pk])
        return JsonResponse({"url": case.get_absolute_url(), "photos": photos})

    def show(self, form, status, **context):
        said = (f"{label}：{sentence}" if label else sentence for label, sentence in form.problems)
        return JsonResponse({"said": "；".join(said)}, status=status)


class SaveDraft(Desk, View):
    """Autosave: the whole form, encrypted, under its token."""

    def path(self):
        """Where it is gone on with; "" for the intake form."""
        return ""

    def post(self, request):
        token = as_token(request.POST.get("token"))
        if token is None:
            return HttpResponse(status=400)
        if Case.objects.filter(token=token).exists():
            return HttpResponse(status=204)
        if Draft.objects.filter(token=token).exclude(owner=request.user).exists():
            return HttpResponse(status=403)

        name = request.POST.get("name", "")
        title = f"{name[:1]}某的申请" if name else "未填姓名的申请"
        said = save_draft(token, by=request.user, typed=request.POST, title=title, path=self.path())
        return HttpResponse(said)


class DropDraft(ActPage):
    """Only one's own."""

    done = "已删除。"

    def permits(self, user):
        return True

    def act(self):
        Draft.objects.filter(token=self.kwargs["token"], owner=self.request.user).delete()
        return "home"
