"""The window's one screen: identity, matter, means, material; with a side panel that answers while one types."""

import json
import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from cases.domain.intake import apply
from cases.forms.intake import IntakeForm, crowds_of
from cases.law.checklist import materials
from cases.law.exemption import exempt, green_channel, not_limited
from cases.law.grounds import CROWDS, text_of
from cases.law.scope import matter_of, scope
from cases.models import Case, Cause, Draft, Person
from cases.permissions import station_may
from cases.queries.case import cases_for
from cases.queries.cause import search_causes
from cases.queries.eligibility import cause_path
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind, age, read_id
from stations.enums import Duty
from stations.queries.station import station_of

from .origin import origin_of


class Desk(LoginRequiredMixin, View):
    """Base: only those who may take applications in, and who work at a station."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not request.user.may("cases.apply"):
            raise PermissionDenied("您的岗位不登记申请。")
        self.station = station_of(request.user)
        if self.station is None:
            raise PermissionDenied("您的账号还没有分配站点，请联系系统管理员。")
        if refusal := station_may(self.station, Duty.APPLY):
            raise PermissionDenied(refusal)
        return super().dispatch(request, *args, **kwargs)


def favours(crowds, path):
    """(art. 32 favour or None, art. 42 favour or None)."""
    return next(iter(not_limited(crowds, path)), None), next(iter(exempt(crowds, path)), None)


def checklist_for(cause, crowds, representative):
    path = cause_path(cause)
    free, waived = favours(crowds, path)
    return materials(
        cause.kind,
        path,
        exempt_proof=waived.proof if waived else "",
        not_limited_proof=free.proof if free else "",
        representative=representative,
    )


class Intake(Desk):
    def get(self, request):
        token, data = request.GET.get("draft") or str(uuid.uuid4()), None
        draft = Draft.objects.filter(token=token, owner=request.user).first() if "draft" in request.GET else None
        if draft:
            data = QueryDict(draft.content)
            messages.info(request, f"已恢复{timezone.localtime(draft.saved_at):%m月%d日 %H:%M}自动保存的内容。")
        form = IntakeForm(initial=self.initial(data), checklist=self.checklist(data))
        return self.page(form, token, data)

    def post(self, request):
        token = request.POST.get("token", "")
        if existing := Case.objects.filter(token=token, registered_by=request.user).first():
            return redirect(existing)
        form = IntakeForm(request.POST, checklist=self.checklist(request.POST))
        if form.is_valid():
            try:
                with transaction.atomic():
                    case = self.register(form.cleaned_data, token)
                    origin_of(request.user, request.POST).lead_to(case, by=request.user)
            except DomainError as error:
                form.add_domain_error(error)
            else:
                Draft.objects.filter(token=token, owner=request.user).delete()
                messages.success(request, f"已登记，案件编号{case.number}。")
                return redirect(case)
        return self.page(form, token, request.POST, 422)

    def page(self, form, token, data, status=200):
        cause = self.cause(data)
        side = side_panel(self.request.user, data or QueryDict(), cause)
        origin = origin_of(self.request.user, data or self.request.GET)
        frequent = Cause.objects.filter(frequent__gt=0)[:12]
        context = {"form": form, "token": token, "cause": cause, "frequent": frequent, "origin": origin, **side}
        return render(self.request, "cases/intake.html", context, status=status)

    def cause(self, data):
        value = (data or {}).get("cause", "")
        return Cause.objects.filter(pk=value).first() if value.isdigit() else None

    def checklist(self, data):
        cause = self.cause(data)
        if cause is None:
            return ()
        return checklist_for(cause, known_crowds(data), bool(data.get("representative_name")))

    def initial(self, data):
        if data is None:
            start = {"channel": "visit" if self.station.parent_id is None else "station"}
            return start | origin_of(self.request.user, self.request.GET).initial
        many = ("crowds", "received")
        return {key: data.getlist(key) if key in many else data.get(key) for key in data}

    def register(self, data, token):
        cause, crowds = data["cause"], data["crowds"]
        path = cause_path(cause)
        free, waived = favours(crowds, path)
        green = green_channel(crowds, path)
        today = timezone.localdate()
        fields = {
            "station": self.station,
            "kind": cause.kind,
            "cause": cause,
            "matter": scope(cause.kind, path, role=data["applicant_role"], crowds=crowds).code,
            "crowds": crowds,
            "green": bool(green),
            "green_ground": green[:120],
            "secret": "minor" in crowds or "abuse_victim" in crowds,
            **{k: data[k] for k in ("stage", "applicant_role", "mode", "organ", "amount", "facts", "channel", "urgency")},
        }
        rows = [
            {
                "slot": m.slot,
                "title": m.title[:80],
                "why": m.why,
                "required": m.required,
                "received_on": today if m.slot in data["received"] else None,
            }
            for m in checklist_for(cause, crowds, bool(data["representative_name"]))
        ]
        means = {k: data[k] for k in ("opponent_in_household", "housing", "vehicle", "savings", "committed")}
        means |= {
            "not_limited": free.ground.code if free else "",
            "exempt": waived.ground.code if waived and not free else "",
            "proof": data["proof"] or (waived.proof[:120] if waived and "status_proof" in data["received"] else ""),
            "consented": data["committed"],
        }
        members = []
        if data["own_income"] is not None:
            members = [{"name": data["name"], "relation": "本人", "monthly_income": data["own_income"]}, *data["family"]]
        person = {**{k: data[k] for k in IntakeForm.PERSON}, "id_number": data["id_number"]}
        return apply(
            by=self.request.user, token=token, fields=fields, person=person, short=settings.OFFICE["short"],
            parties=parties_of(data), materials=rows, means=means, members=members,
        )  # fmt: skip


def parties_of(data):
    found = []
    if data["opponent_name"]:
        keys = ("name", "phone", "address")
        found.append({"role": "opponent", **{k: data[f"opponent_{k}"] for k in keys}})
    if data["representative_name"]:
        number = data["representative_id"]
        found.append(
            {
                "role": "representative",
                "name": data["representative_name"],
                "relation": data["representative_relation"],
                "phone": data["representative_phone"],
                "id_kind": IdKind.RESIDENT if number else "",
                "id_number": number,
            }
        )
    return found


def known_crowds(data):
    """Crowds from what is typed so far, complete or not."""
    sex, birth = data.get("sex"), None
    try:
        found = read_id(data.get("id_kind") or IdKind.RESIDENT, data.get("id_number", ""))
        sex, birth = found.sex or sex, found.birth
    except DomainError:
        birth = None
    return crowds_of(data.getlist("crowds"), sex, birth)


def side_panel(user, data, cause):
    """What the panel beside the form says: who this is, earlier visits, scope, favours, green channel, material."""
    panel = {
        "identity": None,
        "identity_error": "",
        "known": None,
        "favour": None,
        "green": "",
        "found": None,
        "checklist": (),
        "crowd_names": [],
        "fill": "{}",
    }
    number, kind = data.get("id_number", "").strip(), data.get("id_kind") or IdKind.RESIDENT
    if number:
        try:
            identity = read_id(kind, number)
        except DomainError as error:
            panel["identity_error"] = error.sentence
        else:
            panel["identity"] = identity
            panel["age"] = age(identity.birth, timezone.localdate()) if identity.birth else None
            panel["known"] = Person.objects.filter(id_blind=blind(identity.number, "person.id_number")).first()
            panel["fill"] = json.dumps(fill_from(identity, panel["known"]), ensure_ascii=False)
            if panel["known"]:
                panel["history"] = cases_for(user).filter(applicant=panel["known"]).order_by("-received_at")[:5]
                panel["elsewhere"] = panel["known"].cases.exclude(pk__in=cases_for(user).values("pk")).count()
    crowds = known_crowds(data) if data else []
    panel["crowd_names"] = [text_of(CROWDS, code) for code in crowds]
    if cause:
        path = cause_path(cause)
        free, waived = favours(crowds, path)
        panel |= {
            "found": scope(cause.kind, path, role=data.get("applicant_role", ""), crowds=crowds),
            "favour": free or waived,
            "green": green_channel(crowds, path),
            "checklist": checklist_for(cause, crowds, bool(data.get("representative_name"))),
            "needs_amount": matter_of(path) in ("wages", "injury", "support"),
            "received": data.getlist("received"),
        }
    return panel


def fill_from(identity, known):
    """What the document and an earlier visit can put into empty boxes."""
    found = {"sex": identity.sex or "", "birth": identity.birth.isoformat() if identity.birth else ""}
    if known:
        names = ("name", "phone", "address", "household_address", "ethnicity", "work_unit", "contact_note")
        found |= {name: getattr(known, name) for name in names}
    return found


class Side(Desk):
    """htmx: the side panel for what is typed so far."""

    def post(self, request):
        value = request.POST.get("cause", "")
        cause = Cause.objects.filter(pk=value).first() if value.isdigit() else None
        return render(request, "cases/_intake_side.html", side_panel(request.user, request.POST, cause))


class CauseSearch(Desk):
    """htmx: causes for what is typed, Chinese or pinyin initials."""

    def get(self, request):
        return render(request, "cases/_causes.html", {"causes": search_causes(request.GET.get("cause_text", "")[:40])})


class SaveDraft(Desk):
    """Autosave: the whole form, encrypted, under its token."""

    def post(self, request):
        try:
            token = uuid.UUID(request.POST.get("token", ""))
        except ValueError:
            return HttpResponse(status=400)
        if Case.objects.filter(token=token).exists():
            return HttpResponse(status=204)
        content = request.POST.copy()
        content.pop("csrfmiddlewaretoken", None)
        title = f"{content.get('name', '')[:1]}某的申请" if content.get("name") else "未填姓名的申请"
        draft = Draft.objects.filter(token=token).first() or Draft(token=token, owner=request.user)
        if draft.owner_id != request.user.pk:
            return HttpResponse(status=403)
        draft.title, draft.content = title, content.urlencode()
        draft.save()
        return HttpResponse(f"已自动保存 {timezone.localtime():%H:%M:%S}")


class DropDraft(Desk):
    def post(self, request, token):
        Draft.objects.filter(token=token, owner=request.user).delete()
        messages.success(request, "草稿已删除。")
        return redirect("home")
