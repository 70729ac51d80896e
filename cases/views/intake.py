"""The window's one screen: identity, matter, means, material; with a side panel that answers while one types."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from cases.domain.intake import apply
from cases.enums import FilledBy
from cases.forms.intake import IntakeForm
from cases.forms.intake_facts import (
    conditions,
    material_rows,
    means_facts,
    members_of,
    parties_of,
    person_of,
)
from cases.models import Case, Cause, Draft
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import near_moment
from legalaid.platform.office.asked import as_token
from stations.hall.queries.ticket import at_hand

from .desk import Desk
from .intake_side import cause_in, checklist_in, questions_in, side_panel
from .origin import origin_of


class Intake(Desk):
    def get(self, request):
        if not request.GET and (ticket := at_hand(request.user)):
            return redirect(f"{request.path}?ticket={ticket.pk}")
        token, data = as_token(request.GET.get("draft")) or uuid.uuid4(), None
        draft = Draft.objects.filter(token=token, owner=request.user).first()
        if draft:
            data = QueryDict(draft.content)
            messages.info(
                request,
                f"已恢复{near_moment(draft.saved_at)}自动保存的内容。",
            )
        form = IntakeForm(
            initial=self.initial(data),
            ask=questions_in(data),
            checklist=checklist_in(data),
            rows=data,
        )
        return self.page(form, token, data)

    def post(self, request):
        token = as_token(request.POST.get("token")) or uuid.uuid4()
        if existing := Case.objects.filter(token=token, registered_by=request.user).first():
            return redirect(existing)
        data = request.POST
        form = IntakeForm(data, ask=questions_in(data), checklist=checklist_in(data), rows=data)
        if form.is_valid():
            try:
                with transaction.atomic():
                    origin = origin_of(request.user, request.POST)
                    case = self.register(form, token, origin.number)
                    origin.lead_to(case, by=request.user)
            except DomainError as error:
                form.add_domain_error(error)
            else:
                Draft.objects.filter(token=token, owner=request.user).delete()
                messages.success(request, f"已登记，案件编号{case.number}。")
                return redirect(case)
        return self.page(form, token, request.POST, 422)

    def page(self, form, token, data, status=200):
        side = side_panel(self.request.user, data)
        origin = origin_of(self.request.user, data or self.request.GET)
        frequent = Cause.objects.filter(frequent__gt=0)[:12]
        context = {
            "form": form,
            "token": token,
            "cause": cause_in(data),
            "frequent": frequent,
            "origin": origin,
            **side,
        }
        return render(self.request, "cases/intake.html", context, status=status)

    def initial(self, data):
        if data is None:
            start = {"channel": "visit" if self.station.parent_id is None else "station"}
            return start | origin_of(self.request.user, self.request.GET).initial
        many = ("crowds", "received")
        return {key: data.getlist(key) if key in many else data.get(key) for key in data}

    def register(self, form, token, ticket):
        data, cause = form.cleaned_data, form.cleaned_data["cause"]
        several = data["separable"] and (data["applicant_count"] or 1) > 1
        fields = {
            "station": self.station,
            "ticket": ticket,
            "kind": cause.kind,
            "cause": cause,
            **conditions(cause, data),
            **{
                k: data[k]
                for k in (
                    "stage",
                    "applicant_role",
                    "mode",
                    "organ",
                    "amount",
                    "facts",
                    "channel",
                    "urgency",
                    "unrepresented",
                )
            },
            "applicant_count": data["applicant_count"] or 1,
            "filled_by": data["filled_by"] or FilledBy.STAFF,
            "indivisible": not data["separable"],
        }
        return apply(
            by=self.request.user, token=token, fields=fields, person=person_of(form), short=settings.OFFICE["short"],
            parties=parties_of(form), materials=material_rows(cause, data, data["received"], several),
            means=means_facts(cause, data, data["received"]), members=members_of(form),
        )  # fmt: skip


class SaveDraft(Desk):
    """Autosave: the whole form, encrypted, under its token."""

    def post(self, request):
        token = as_token(request.POST.get("token"))
        if token is None:
            return HttpResponse(status=400)
        if Case.objects.filter(token=token).exists():
            return HttpResponse(status=204)
        content = request.POST.copy()
        content.pop("csrfmiddlewaretoken", None)
        title = (
            f"{content.get('name', '')[:1]}某的申请" if content.get("name") else "未填姓名的申请"
        )
        draft = Draft.objects.filter(token=token).first() or Draft(token=token, owner=request.user)
        if draft.owner_id != request.user.pk:
            return HttpResponse(status=403)
        draft.title, draft.content = title, content.urlencode()
        draft.save()
        return HttpResponse(f"已自动保存 {timezone.localtime():%H:%M:%S}")


class DropDraft(LoginRequiredMixin, View):
    def post(self, request, token):
        Draft.objects.filter(token=token, owner=request.user).delete()
        messages.success(request, "已删除。")
        return redirect("home")
