"""The consultation register: list with filters, form 1, and one consultation with what may be done with it."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from cases.domain.consultation import refer, register
from cases.domain.filled import tell_filled
from cases.enums import ConsultChannel
from cases.forms.consultation import ConsultationForm
from cases.forms.consultation_list import ConsultationFilter
from cases.forms.typed import Typed
from cases.queries.cause import causes_said, search_causes
from cases.queries.consultation import consultations_for, earlier_of
from cases.queries.elsewhere import heed
from cases.queries.handbook import pages_about, pages_on
from cases.queries.local import local_names
from cases.tables.consultation import CONSULTATIONS
from cases.workflow import CONSULTATION
from legalaid.platform.audit.chain import events_for, record
from legalaid.platform.audit.views import PersonReveal
from legalaid.platform.core.identifiers import IdKind
from legalaid.platform.core.safety import details_of
from legalaid.platform.documents.models import Paper
from legalaid.platform.office import panels
from legalaid.platform.office.downloads import XLSX, download
from legalaid.platform.office.keeping import NamedView
from legalaid.platform.office.listing import WorkList
from legalaid.platform.office.pages import (
    FormPage,
    Page,
    RowActPage,
    RowFormPage,
    RowMixin,
    SentOnce,
)
from stations.domain.referral import send
from stations.enums import SlipMatter
from stations.forms.referral import SlipForm
from stations.hall.queries.ticket import at_hand, ticket_in

from .brought import asked
from .case_list import without_words
from .counter import Counter
from .origin import Origin, earlier_in

REVEALS = {"id_number": "证件号码", "phone": "联系电话", "address": "住所地"}


VIEWS = (
    NamedView("全部"),
    NamedView("待答复", "状态:待答复"),
    NamedView("今天的", "时间:今天"),
    NamedView("本月的", "时间:本月"),
)


class ConsultationList(Counter, WorkList):
    """Filters and page live in the URL; the Excel export gives exactly these rows."""

    key = "cases:consultations"
    template_name = "cases/consultations.html"
    filterset_class = ConsultationFilter
    table, exports, views = CONSULTATIONS, "cases.export", VIEWS
    sorted_by = "新登记的在前"
    placeholder = "编号、姓名、完整电话或证件，或者 状态:待答复"
    paginator_class = Paginator

    def get(self, request):
        self.object_list = self.get_queryset()
        if request.GET.get("export") == "xlsx":
            return self.export(self.rows)
        return self.render_to_response(self.get_context_data())

    def get_queryset(self):
        return consultations_for(self.request.user).for_lists()

    def get_context_data(self, **kwargs):
        unanswered = consultations_for(self.request.user).unanswered()
        context = super().get_context_data(
            open=unanswered.count(),
            late=unanswered.overdue(timezone.now()).count(),
            **kwargs,
        )
        self.mark(context["page"])
        return context

    def mark(self, page):
        """What a higher app says of a row: that it may be pressing."""
        page.object_list = list(page.object_list)
        marks = panels.cells("consultations", self.request, page.object_list)
        for row in page.object_list:
            row.mark = marks.get(row.pk, "")

    def export(self, rows):
        if not self.request.user.may(self.exports):
            raise PermissionDenied("您的岗位不能导出咨询登记。")

        data, count = CONSULTATIONS.workbook(rows.iterator(2000))
        said = f"咨询 {without_words(self.filter, self.request.GET)}"[:200]
        record("list.export", by=self.request.user, count=count, query=said)
        return download(data, f"consultations-{timezone.localdate():%Y%m%d}.xlsx", XLSX)


class ConsultationNew(Counter, SentOnce, FormPage):
    template_name = "cases/consultation_form.html"
    form_class = ConsultationForm

    def get(self, request):
        if not request.GET and (ticket := at_hand(request.user)):
            return redirect(f"{request.path}?ticket={ticket.pk}")
        return super().get(request)

    def get_initial(self):
        channel = self.request.GET.get("channel", "visit")
        earlier = earlier_in(self.request.user, self.request.GET)
        ticket = self.ticket()
        known = Origin(ticket=ticket, earlier=earlier).initial
        return {"channel": channel} | asked(self.request.user, ticket) | known

    def ticket(self):
        return ticket_in(self.request.user, self.request.POST or self.request.GET)

    def get_context_data(self, **kwargs):
        side = visitor_panel(self.request.user, self.request.POST)
        charge = Typed(self.request.POST).cause
        ticket = self.ticket()
        brought = panels.render("ticket.brought", self.request, ticket) if ticket else ()
        told = {"ticket": ticket, "brought": brought, "charge": charge}
        return super().get_context_data(**told, **side, **kwargs)

    def act(self, form):
        row = register(
            by=self.request.user,
            station=self.station,
            facts=form.facts() | {"ticket": self.ticket()},
            topics=form.cleaned_data["topics"],
            reply=form.reply(),
            token=self.token,
        )
        self.done = f"咨询已登记，编号{row.number}。"
        return row


def visitor_panel(user, data):
    """Who this is, from what is typed so far; what the question sounds like, and what the handbook says on it and the topics ticked."""
    who = {
        key: data.get(key, "").replace("\0", "").strip() for key in ("name", "id_number", "phone")
    }
    asked = any(who.values())
    panel = {"asked": asked, "handbook": (), "meant": ()}
    if data:
        panel["meant"] = causes_said(data.get("question", "").replace("\0", ""))
        panel["handbook"] = pages_on(data.getlist("topics")) or pages_about(panel["meant"])
    if asked:
        panel["earlier"], panel["cases"] = earlier_of(user, who)
    return panel


class ConsultationCharges(Counter, View):
    """htmx: charges for what is typed."""

    def get(self, request):
        charges = search_causes(request.GET.get("cause_text", "")[:40], kind="criminal")
        return render(request, "cases/_causes.html", {"causes": charges})


class ConsultationSide(Counter, View):
    """htmx: earlier consultations and cases of the same person."""

    def post(self, request):
        context = visitor_panel(request.user, request.POST)
        return render(request, "cases/_consultation_side.html", context)


class OneConsultation(Counter):
    """The consultation within one's rights; any other is 404."""

    def permits(self, user):
        """Which consultations one may see is said by the queryset."""
        return True

    def get_queryset(self):
        return consultations_for(self.request.user).for_lists()


class ConsultationDetail(RowMixin, OneConsultation, Page):
    template_name = "cases/consultation.html"

    def get_context_data(self, **kwargs):
        row, user = self.object, self.request.user
        who = {"name": row.name, "id_blind": row.id_blind, "phone_blind": row.phone_blind}
        earlier, cases = earlier_of(user, who, but=row.pk)

        return super().get_context_data(
            row=row,
            local=local_names(row),
            steps=[step for step in CONSULTATION.available(row, user) if offers(step, row, user)],
            may_escalate=user.may("cases.apply") and row.case_id is None,
            earlier=earlier,
            cases=cases,
            deadlines=list(row.deadlines),
            events=events_for("consultation", row.pk),
            papers=Paper.objects.filter(workflow="consultation", subject_id=row.pk),
            documents=row.documents.select_related("by"),
            further=row.further_answers.select_related("by"),
            reveals=ConsultationReveal.offered(row),
            panels=panels.render("consultation", self.request, row),
            **kwargs,
        )


def offers(step, row, user):
    """The application has a button of its own; a slip is sent once, by those who send slips."""
    if step.key == "refer":
        return user.may("referrals.send") and row.referral_id is None
    if step.key == "take_back":
        return row.channel == ConsultChannel.WEB
    return step.key != "escalate"


class Refer(OneConsultation, SentOnce, RowFormPage):
    """A referral slip that takes over what the consultation knows of the person and the matter."""

    template_name = "stations/referral_form.html"
    form_class = SlipForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not request.user.may("referrals.send"):
            raise PermissionDenied("您的岗位不发出转介单。")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        slip = self.object.referral
        return redirect(slip) if slip else super().get(request, pk)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"station": self.station}

    def get_initial(self):
        row = self.object
        if row.id_number or row.phone or row.address:
            why = "由咨询发出转介单"
            tell_filled(of=("consultation", row.pk), by=self.request.user, why=why)
        resident = row.id_number if row.id_kind == IdKind.RESIDENT else ""
        person = {name: getattr(row, name) for name in ("name", "phone", "address")}
        abused = {"matter": SlipMatter.ABUSE} if "abuse_victim" in row.crowds else {}
        return person | {"id_number": resident, "facts": row.question} | abused | details_of(row)

    @transaction.atomic
    def act(self, form):
        row, by = self.object, self.request.user
        facts = form.cleaned_data
        slip = send(by=by, token=self.token, from_station=self.station, facts=facts)
        if row.referral_id != slip.pk:
            refer(row, by=by, to=str(slip.to_station), slip=slip)

        self.done = f"转介单已发出，编号{slip.number}，可打印。"
        return slip


class ConsultationPrint(OneConsultation, RowActPage):
    """Form 1, as it stands today."""

    def act(self):
        by, at = self.request.user, timezone.now()
        paper = CONSULTATION.issue("consultation_record", self.object, by=by, at=at)
        return reverse("documents:paper", args=[paper.pk])


class ConsultationReveal(PersonReveal):
    permission, workflow, reveals = "cases.reveal", "consultation", REVEALS

    def get_queryset(self):
        return consultations_for(self.request.user)

    @property
    def person(self):
        return heed(self.object)

    def heading(self, label):
        return f"咨询人的{label}"
