"""Referral slips: the lists of a unit, one slip, its steps, and the return rates."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone

from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.disclosure import disclose
from legalaid.platform.audit.views import PersonReveal
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents import uploads
from legalaid.platform.documents.models import Attachment, Paper
from legalaid.platform.office import panels
from legalaid.platform.office.keeping import NamedView
from legalaid.platform.office.listing import WorkList
from legalaid.platform.office.pages import FormPage, Page, RowActPage, RowPage, SentOnce
from legalaid.platform.procedure.deadlines import within
from legalaid.platform.procedure.views import StepView
from stations.domain.referral import open_slip, send
from stations.enums import SlipMatter, SlipState, StationKind
from stations.forms import referral as forms
from stations.periods import SLIP_NOTICE, SLIP_RECEIPT
from stations.queries.referral import (
    listed_for,
    read_by,
    received_by,
    referrals_for,
    watched_by,
    with_answers,
)
from stations.tables.referral import RATES, SLIPS
from stations.workflow import REFERRAL

from .desk import AtStation

REVEALS = {"name": "姓名", "id_number": "身份证号码", "phone": "联系电话", "address": "住所地"}


class ReferralList(AtStation, WorkList):
    """Received and sent, by state; what waits for one's own answer first."""

    permission = "referrals.send"
    template_name = "stations/referrals.html"
    key = "stations:referrals"
    filterset_class, table = forms.SlipFilter, SLIPS
    views = (
        NamedView("收到的"),
        NamedView("等待接收", "方向:收到的 状态:待接收"),
        NamedView("发出的", "方向:发出的"),
        NamedView("全部", "方向:全部"),
    )
    unit, sorted_by, placeholder = "件", "新转出的在前", "方向:收到的 状态:待接收"

    def get_queryset(self):
        return listed_for(self.request.user).for_lists()

    def get_context_data(self, **kwargs):
        received = referrals_for(self.request.user).filter(to_station=self.station)
        return super().get_context_data(waiting=received.waiting().count(), **kwargs)


class ReferralNew(AtStation, SentOnce, FormPage):
    permission = "referrals.send"
    template_name = "stations/referral_form.html"
    form_class = forms.SlipForm

    def get_context_data(self, **kwargs):
        now = timezone.now()
        limits = {"answer_within": within(SLIP_RECEIPT, now)}
        if self.station.notifies:
            limits["notice_within"] = within(SLIP_NOTICE, now)
        return super().get_context_data(**limits, **kwargs)

    def get_initial(self):
        """What an organ sends is mostly a notice, and to the centre it stands under."""
        above = self.station.parent
        if not (self.station.notifies and above and above.kind == StationKind.CENTER):
            return {}
        return {"matter": SlipMatter.NOTICE, "to_station": above.pk}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"station": self.station}

    def act(self, form):
        slip = send(
            by=self.request.user,
            token=self.token,
            from_station=self.station,
            facts=form.cleaned_data,
        )
        self.done = f"转介单已发出，编号{slip.number}，可打印。"
        return slip


class ReferralDetail(AtStation, RowPage):
    permission = "referrals.send"
    template_name = "stations/referral.html"
    context_object_name = "slip"

    def get_queryset(self):
        return watched_by(self.request.user).for_lists()

    @cached_property
    def reads(self):
        return read_by(self.request.user).filter(pk=self.object.pk).exists()

    def get_template_names(self):
        return [self.template_name if self.reads else "stations/referral_outside.html"]

    def get_context_data(self, **kwargs):
        if self.reads:
            return self.content(**kwargs)
        may_open = self.request.user.role == Role.DIRECTOR
        deadlines = list(self.object.deadlines)
        return super().get_context_data(may_open=may_open, deadlines=deadlines, **kwargs)

    def content(self, **kwargs):
        slip, user = self.object, self.request.user
        subject = {"workflow": "referral", "subject_id": slip.pk}

        return super().get_context_data(
            steps=REFERRAL.available(slip, user),
            answers=slip.answers.select_related("by"),
            feedback=slip.feedback.select_related("by"),
            deadlines=list(slip.deadlines),
            events=events_for("referral", slip.pk),
            papers=Paper.objects.filter(**subject),
            files=Attachment.objects.filter(**subject, removed_at=None),
            may_upload=self.may_upload(),
            mends_by_phone=self.sends and slip.state == SlipState.ACCEPTED,
            reveals=ReferralReveal.offered(slip),
            panels=panels.render("referral", self.request, slip),
            accept=uploads.ACCEPT,
            **kwargs,
        )

    @property
    def sends(self):
        return self.object.from_station_id == self.station.pk

    def may_upload(self):
        """The unit that sent the slip, as long as the other has not taken it on."""
        return self.sends and self.object.state in (SlipState.SENT, SlipState.RETURNED)


class ReferralOpen(AtStation, RowActPage):
    """The director says why, and reads it today."""

    permission = "referrals.send"

    def get_queryset(self):
        return watched_by(self.request.user)

    def act(self):
        reason = self.request.POST.get("reason", "")
        return open_slip(self.object, by=self.request.user, reason=reason)

    def refused(self, error):
        if isinstance(error, NotAllowed):
            raise PermissionDenied(error.sentence)
        return super().refused(error)


class ReferralUpload(ReferralDetail):
    """Files that go with the slip; a wrong one is refused with its sentence."""

    def get_queryset(self):
        return referrals_for(self.request.user).for_lists()

    def get(self, request, pk):
        return redirect(self.get_object())

    def post(self, request, pk):
        self.object = self.get_object()
        if not self.may_upload():
            raise PermissionDenied("只有转出单位在对方接收前可以附材料。")

        refused = list(self.refusals(request.FILES.getlist("files")))
        if not refused:
            return redirect(self.object)
        return self.render_to_response(self.get_context_data(upload_errors=refused), status=422)

    def refusals(self, files):
        """Keeps the files; why some were not kept."""
        for file in files:
            try:
                uploads.store(
                    file,
                    workflow="referral",
                    subject_id=self.object.pk,
                    slot="slip",
                    title=file.name[:120],
                    by=self.request.user,
                )
            except DomainError as error:
                yield error.sentence


class ReferralReveal(PersonReveal):
    """The unit that sent the slip, the unit it went to, and whoever opened it for a reason."""

    permission, workflow, reveals = "cases.reveal", "referral", REVEALS

    def get_queryset(self):
        return read_by(self.request.user)

    def heading(self, label):
        return f"当事人的{label}"


class ReturnRates(AtStation, Page):
    """How many slips each unit received, answered, sent back and closed."""

    permission = "referrals.send"
    template_name = "stations/referral_rates.html"
    table = RATES

    def get_context_data(self, **kwargs):
        user, form = self.request.user, forms.PeriodForm.of_this_year(self.request.GET)
        units = received_by(user, **form.cleaned_data) if form.is_valid() else []
        page = Paginator(units, 50).get_page(self.request.GET.get("page"))
        if units:
            page.object_list = with_answers(page, user, **form.cleaned_data)
        return super().get_context_data(form=form, page=page, **kwargs)


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

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"station": self.subject.from_station}

    def get_initial(self):
        return self.form_class.filled_in(self.subject)

    def get(self, request, *args, **kwargs):
        """The form shows in clear what its page masks; one that is refused shows nothing and records nothing."""
        page = super().get(request, *args, **kwargs)
        of = ("referral", self.subject.pk)
        disclose(
            "登记过的信息", of=of, by=request.user, why="补正退回的转介单", right="referrals.send"
        )
        return page


class RecallSlip(SlipStep):
    step_key, form_class = "recall_slip", forms.RecallForm


class GiveFeedback(SlipStep):
    step_key, form_class = "give_feedback", forms.FeedbackForm


class CloseSlip(WithFacts):
    step_key, form_class = "close_slip", forms.CloseForm


STEP_VIEWS = (AcceptSlip, ReturnSlip, ResendSlip, RecallSlip, GiveFeedback, CloseSlip)
