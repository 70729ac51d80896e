"""The consultation register: list with filters, form 1, what may be done with one, and the hotline's call log."""

import uuid

import django_filters as filters
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from cases.domain.consultation import import_calls, refer, register
from cases.enums import ConsultChannel, ConsultOutcome, ConsultState
from cases.forms.case_list import DAY
from cases.forms.consultation import CallLogForm, ConsultationForm
from cases.imports import CALL_COLUMNS, read_call_log
from cases.law import topics
from cases.models import Consultation
from cases.permissions import station_may
from cases.queries.consultation import consultations_for, earlier_of, find
from cases.queries.handbook import pages_on
from cases.tables.consultation import CONSULTATIONS
from cases.workflow import CONSULTATION
from legalaid.platform.audit.chain import events_for, record
from legalaid.platform.audit.views import RevealPage
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.asked import as_token
from legalaid.platform.office.downloads import XLSX, download
from stations.domain.referral import send
from stations.enums import Duty
from stations.forms.referral import SlipForm
from stations.forms.station import PlaceFilter
from stations.hall.queries.ticket import at_hand, ticket_in
from stations.queries.station import desk_of, stations_for

from .origin import Origin

REVEALS = {"id_number": "证件号码", "phone": "联系电话", "address": "住所地"}


class Counter(LoginRequiredMixin, View):
    """Base: those who give consultations, and where they sit."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.station = desk_of(request.user)
        if not request.user.may("cases.consult") or self.station is None:
            raise PermissionDenied("您的岗位不办理咨询。")
        if refusal := station_may(self.station, Duty.CONSULT):
            raise PermissionDenied(refusal)
        return super().dispatch(request, *args, **kwargs)


class ConsultationFilter(filters.FilterSet):
    q = filters.CharFilter(label="编号、姓名、完整电话或证件", method="by_words")
    channel = filters.ChoiceFilter(
        label="方式", choices=ConsultChannel.choices, empty_label="全部方式"
    )
    topic = filters.ChoiceFilter(
        label="问题类型", choices=topics.CHOICES, field_name="topics__topic", empty_label="全部类型"
    )
    outcome = filters.ChoiceFilter(
        label="处理", choices=ConsultOutcome.choices, empty_label="全部处理"
    )
    state = filters.ChoiceFilter(label="状态", choices=ConsultState.choices, empty_label="全部状态")
    station = PlaceFilter(
        label="站点", queryset=lambda request: stations_for(request.user), empty_label="全部站点"
    )
    since = filters.DateFilter(label="自", field_name="at", lookup_expr="date__gte", **DAY)
    until = filters.DateFilter(label="至", field_name="at", lookup_expr="date__lte", **DAY)

    class Meta:
        model = Consultation
        fields = []

    def by_words(self, queryset, name, value):
        return find(queryset, value)


class ConsultationList(Counter):
    """Filters and page live in the URL; the Excel export gives exactly these rows."""

    def get(self, request):
        mine = consultations_for(request.user)
        filtered = ConsultationFilter(request.GET, queryset=mine.for_lists(), request=request)
        if request.GET.get("export") == "xlsx":
            return self.export(request, filtered.qs)
        context = {
            "table": CONSULTATIONS,
            "page": Paginator(filtered.qs, 25).get_page(request.GET.get("page")),
            "filter": filtered,
            "open": mine.unanswered().count(),
            "late": mine.unanswered().overdue(timezone.now()).count(),
        }
        return render(request, "cases/consultations.html", context)

    def export(self, request, rows):
        if not request.user.may("cases.export"):
            raise PermissionDenied("您的岗位不能导出咨询登记。")
        data, count = CONSULTATIONS.workbook(rows.iterator(2000))
        query = request.GET.copy()
        query.pop("q", None)
        record("list.export", by=request.user, count=count, query=f"咨询 {query.urlencode()}"[:200])
        return download(data, f"consultations-{timezone.localdate():%Y%m%d}.xlsx", XLSX)


class ConsultationNew(Counter):
    def get(self, request):
        if not request.GET and (ticket := at_hand(request.user)):
            return redirect(f"{request.path}?ticket={ticket.pk}")
        start = {"channel": request.GET.get("channel", "visit")} | Origin(
            ticket=ticket_in(request.user, request.GET)
        ).initial
        return self.page(ConsultationForm(initial=start), uuid.uuid4())

    def post(self, request):
        form, token = ConsultationForm(request.POST), request.POST.get("token", "")
        if not form.is_valid():
            return self.page(form, token, 422)
        data, facts = (
            form.cleaned_data,
            form.facts() | {"ticket": ticket_in(request.user, request.POST)},
        )
        row = register(
            by=request.user,
            station=self.station,
            facts=facts,
            topics=data["topics"],
            reply=form.reply(),
            token=token,
        )
        messages.success(request, f"咨询已登记，编号{row.number}。")
        return redirect(row)

    def page(self, form, token, status=200):
        ticket = ticket_in(self.request.user, form.data or self.request.GET)
        context = {
            "form": form,
            "token": token,
            "ticket": ticket,
            **side_panel(self.request.user, form.data),
        }
        return render(self.request, "cases/consultation_form.html", context, status=status)


def side_panel(user, data):
    """Who this is, from what is typed so far, and what the handbook says on the topics ticked."""
    who = {key: data.get(key, "").strip() for key in ("name", "id_number", "phone")}
    panel = {
        "asked": any(who.values()),
        "handbook": pages_on(data.getlist("topics")) if data else (),
    }
    if panel["asked"]:
        panel["earlier"], panel["cases"] = earlier_of(user, who)
    return panel


class ConsultationSide(Counter):
    """htmx: earlier consultations and cases of the same person."""

    def post(self, request):
        return render(
            request, "cases/_consultation_side.html", side_panel(request.user, request.POST)
        )


class ConsultationPage(Counter):
    """Base of what happens with one consultation: the one within one's rights, or 404."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.row = get_object_or_404(
                consultations_for(request.user).for_lists(), pk=kwargs["pk"]
            )
        return super().dispatch(request, *args, **kwargs)


class ConsultationDetail(ConsultationPage):
    def get(self, request, pk):
        row, user = self.row, request.user
        who = {"name": row.name, "id_blind": row.id_blind, "phone_blind": row.phone_blind}
        earlier, cases = earlier_of(user, who, but=row.pk)
        context = {
            "row": row,
            "steps": [
                step
                for step in CONSULTATION.available(row, user)
                if step.key != "escalate" and may_refer(step, row, user)
            ],
            "may_escalate": user.may("cases.apply") and row.case_id is None,
            "earlier": earlier,
            "cases": cases,
            "deadlines": list(row.deadlines),
            "events": events_for("consultation", pk),
            "papers": Paper.objects.filter(workflow="consultation", subject_id=pk),
            "documents": row.documents.select_related("by"),
            "further": row.further_answers.select_related("by"),
            "reveals": REVEALS,
        }
        return render(request, "cases/consultation.html", context)


def may_refer(step, row, user):
    """A slip is sent once, by those who send slips; every other step has no such condition."""
    return step.key != "refer" or (user.may("referrals.send") and row.referral_id is None)


class Refer(ConsultationPage):
    """A referral slip that takes over what the consultation knows of the person and the matter."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not request.user.may("referrals.send"):
            raise PermissionDenied("您的岗位不发出转介单。")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        if self.row.referral_id:
            return redirect(self.row.referral)
        known = {name: getattr(self.row, name) for name in ("name", "phone", "address")}
        resident = self.row.id_number if self.row.id_kind == IdKind.RESIDENT else ""
        start = known | {"id_number": resident, "facts": self.row.question}
        return self.page(SlipForm(initial=start, station=self.station), uuid.uuid4())

    def post(self, request, pk):
        token, form = (
            as_token(request.POST.get("token")) or uuid.uuid4(),
            SlipForm(request.POST, station=self.station),
        )
        if form.is_valid():
            try:
                with transaction.atomic():
                    slip = send(
                        by=request.user,
                        token=token,
                        from_station=self.station,
                        facts=form.cleaned_data,
                    )
                    if self.row.referral_id != slip.pk:
                        refer(self.row, by=request.user, to=str(slip.to_station), slip=slip)
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(request, f"转介单已发出，编号{slip.number}，可打印。")
                return redirect(slip)
        return self.page(form, token, 422)

    def page(self, form, token, status=200):
        context = {"form": form, "token": token, "back": self.row.get_absolute_url()}
        return render(self.request, "stations/referral_form.html", context, status=status)


class ConsultationPrint(ConsultationPage):
    """Form 1, as it stands today."""

    def post(self, request, pk):
        paper = CONSULTATION.issue(
            "consultation_record", self.row, by=request.user, at=timezone.now()
        )
        return redirect("documents:paper", paper.pk)


class ConsultationReveal(RevealPage):
    permission, workflow, reveals = "cases.reveal", "consultation", REVEALS

    def get_queryset(self):
        return consultations_for(self.request.user)

    def heading(self, label):
        return f"咨询人的{label}"


class CallLog(Counter):
    """The hotline's call log: good rows are registered once, each bad row is named with its reason."""

    def get(self, request):
        return self.page(CallLogForm())

    def post(self, request):
        form = CallLogForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, 422)
        try:
            rows, problems, strange = read_call_log(form.cleaned_data["file"])
        except DomainError as error:
            form.add_domain_error(error)
            return self.page(form, 422)
        made, known, refused = import_calls(rows, by=request.user, station=self.station)
        result = {
            "made": made,
            "known": known,
            "problems": sorted(problems + refused),
            "strange": strange,
        }
        return self.page(CallLogForm(), 200, result=result)

    def page(self, form, status=200, **extra):
        columns = [(names[0], "、".join(names[1:])) for names in CALL_COLUMNS.values()]
        context = {"form": form, "columns": columns, "office": settings.OFFICE, **extra}
        return render(self.request, "cases/call_log.html", context, status=status)
