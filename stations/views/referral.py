"""Referral slips: the lists of a unit, one slip, its steps, and the return rates."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.views import RevealPage
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import uploads
from legalaid.platform.documents.models import Attachment, Paper
from legalaid.platform.office import panels
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.paging import WidePaginator
from legalaid.platform.procedure.views import StepView
from stations.domain.referral import send
from stations.enums import SlipState
from stations.forms import referral as forms
from stations.queries.referral import received_by, referrals_for, with_answers
from stations.queries.station import station_of
from stations.workflow import REFERRAL

REVEALS = {"name": "姓名", "id_number": "身份证号码", "phone": "联系电话", "address": "住所地"}


class SlipPage(PermissionMixin, View):
    """Base: those who send and answer slips, and the unit they work at."""

    permission = "referrals.send"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.may(self.permission):
            self.station = station_of(request.user)
            if self.station is None:
                raise PermissionDenied("您的账号还没有分配站点，请联系系统管理员。")
        return super().dispatch(request, *args, **kwargs)


class ReferralList(SlipPage):
    """Received and sent, by state; what waits for one's own answer first."""

    def get(self, request):
        way, state = request.GET.get("way", "received"), request.GET.get("state", "")
        rows = referrals_for(request.user)
        mine = {
            "received": rows.filter(to_station=self.station),
            "sent": rows.filter(from_station=self.station),
            "all": rows,
        }
        shown = mine.get(way, mine["received"])
        if state in SlipState.values:
            shown = shown.filter(state=state)
        context = {
            "page": WidePaginator(shown.for_lists(), 25).get_page(request.GET.get("page")),
            "way": way,
            "state": state,
            "states": SlipState.choices,
            "ways": (("received", "收到的"), ("sent", "发出的"), ("all", "全部")),
            "waiting": mine["received"].waiting().count(),
        }
        return render(request, "stations/referrals.html", context)


class ReferralNew(SlipPage):
    def get(self, request):
        return self.page(forms.SlipForm(station=self.station), uuid.uuid4())

    def post(self, request):
        token, form = (
            request.POST.get("token", ""),
            forms.SlipForm(request.POST, station=self.station),
        )
        if form.is_valid():
            try:
                slip = send(
                    by=request.user,
                    token=uuid.UUID(token),
                    from_station=self.station,
                    facts=form.cleaned_data,
                )
            except DomainError as error:
                form.add_domain_error(error)
            except ValueError:
                return redirect("stations:referral_new")
            else:
                messages.success(request, f"转介单已发出，编号{slip.number}，可打印。")
                return redirect(slip)
        return self.page(form, token, 422)

    def page(self, form, token, status=200):
        return render(
            self.request,
            "stations/referral_form.html",
            {"form": form, "token": token},
            status=status,
        )


class OneSlip(SlipPage):
    """Base of what happens with one slip: one's own unit's, or 404."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.may(self.permission):
            self.slip = get_object_or_404(referrals_for(request.user).for_lists(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)


class ReferralDetail(OneSlip):
    def get(self, request, pk):
        return self.show(request)

    def show(self, request, status=200, **extra):
        slip, where = self.slip, {"workflow": "referral", "subject_id": self.slip.pk}
        context = {
            "slip": slip,
            "steps": REFERRAL.available(slip, request.user),
            "answers": slip.answers.select_related("by"),
            "feedback": slip.feedback.select_related("by"),
            "deadlines": list(slip.deadlines),
            "events": events_for("referral", slip.pk),
            "papers": Paper.objects.filter(**where),
            "files": Attachment.objects.filter(**where, removed_at=None),
            "may_upload": slip.from_station_id == self.station.pk
            and slip.state in (SlipState.SENT, SlipState.RETURNED),
            "reveals": REVEALS,
            "panels": panels.render("referral", request, slip),
            "accept": uploads.ACCEPT,
            **extra,
        }
        return render(request, "stations/referral.html", context, status=status)


class ReferralUpload(ReferralDetail):
    """Files that go with the slip; a wrong one is refused with its sentence."""

    def get(self, request, pk):
        return redirect(self.slip)

    def post(self, request, pk):
        if self.slip.from_station_id != self.station.pk or self.slip.state not in (
            SlipState.SENT,
            SlipState.RETURNED,
        ):
            raise PermissionDenied("只有转出单位在对方接收前可以附材料。")
        refused = []
        for upload in request.FILES.getlist("files"):
            try:
                uploads.store(
                    upload,
                    workflow="referral",
                    subject_id=pk,
                    slot="slip",
                    title=upload.name[:120],
                    by=request.user,
                )
            except DomainError as error:
                refused.append(error.sentence)
        return self.show(request, 422, upload_errors=refused) if refused else redirect(self.slip)


class ReferralReveal(RevealPage):
    """Only the unit that sent the slip and the unit it went to."""

    permission, workflow, reveals = "cases.reveal", "referral", REVEALS

    def get_queryset(self):
        mine = station_of(self.request.user)
        return referrals_for(self.request.user).filter(Q(from_station=mine) | Q(to_station=mine))

    def heading(self, label):
        return f"当事人的{label}"


class ReturnRates(SlipPage):
    """How many slips each unit received, answered, sent back and closed."""

    def get(self, request):
        form = forms.PeriodForm.of_this_year(request.GET)
        rows = received_by(request.user, **form.cleaned_data) if form.is_valid() else []
        page = Paginator(rows, 50).get_page(request.GET.get("page"))
        context = {
            "form": form,
            "page": page,
            "rows": with_answers(page, request.user, **form.cleaned_data) if rows else [],
        }
        return render(request, "stations/referral_rates.html", context)


class SlipStep(StepView):
    workflow = REFERRAL
    template_name = "stations/referral_step.html"

    def get_scope(self):
        return referrals_for(self.request.user).for_lists()


class WithFacts(SlipStep):
    def get_facts(self, form):
        return form.facts()


class AcceptSlip(SlipStep):
    step_key, form_class = "accept_slip", forms.NoteForm
    done = "已接收，回执可打印。"


class ReturnSlip(WithFacts):
    step_key, form_class = "return_slip", forms.ReturnSlipForm
    done = "已退回，转出单位已收到通知。"


class ResendSlip(SlipStep):
    step_key, form_class = "resend_slip", forms.ResendForm

    def get_initial(self):
        return {"facts": self.subject.facts, "documents": "\n".join(self.subject.documents)}


class RecallSlip(SlipStep):
    step_key, form_class = "recall_slip", forms.RecallForm


class GiveFeedback(SlipStep):
    step_key, form_class = "give_feedback", forms.FeedbackForm


class CloseSlip(WithFacts):
    step_key, form_class = "close_slip", forms.CloseForm


STEP_VIEWS = (AcceptSlip, ReturnSlip, ResendSlip, RecallSlip, GiveFeedback, CloseSlip)
