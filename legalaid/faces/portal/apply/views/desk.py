"""Staff pages: what came in by the network, each beside its photographs, and the staff's own form filled in from it."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from cases import periods
from cases.domain.filled import tell_filled
from cases.enums import Channel, FilledBy
from cases.models import Draft as HalfTyped
from cases.views.intake import Intake, SaveDraft
from cases.views.origin import Origin
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.views import RevealPage
from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import REVEAL
from legalaid.platform.documents.picture import can_show
from legalaid.platform.office.asked import as_token
from legalaid.platform.office.pages import ListPage, RowActPage, RowPage
from legalaid.platform.procedure.deadlines import due, rule_for
from legalaid.platform.procedure.models import Deadline
from legalaid.platform.procedure.views import StepView

from ..domain import submission as acts
from ..enums import Helper, SubmissionState
from ..forms.desk import AsideForm, ReasonForm, ReferForm
from ..models import Arrived
from ..pressing import limit_on
from ..queries import submissions_for
from ..summary import told
from ..tables import SUBMISSIONS
from ..workflow import SUBMISSION

REFUSAL = "您的岗位不办理网上申请。"
REVEALS = {"phone": "电话", "answers": "申请人填写的全部内容"}
TAKEN = "这份网上申请{}现为“{}”。"


def may_open(user, subject_id, *, write=False):
    return not write and submissions_for(user).filter(pk=subject_id).exists()


def waits_for(user, subject_id):
    here = submissions_for(user).waiting().filter(pk=subject_id)
    return user.may("submissions.handle") and here.exists()


register_access(
    "submission", may_open, turn=waits_for, right="cases.reveal", page="submissions:detail"
)


class SubmissionList(ListPage):
    """What waits first; the rest by `show`."""

    permission, refusal = "submissions.view", REFUSAL
    template_name = "portal/apply/list.html"

    def get_queryset(self):
        rows, show = submissions_for(self.request.user).for_lists(), self.request.GET.get("show")
        return rows if show == "all" else rows.waiting().order_by("received_at", "pk")

    def get_context_data(self, **kwargs):
        every = self.request.GET.get("show") == "all"
        return super().get_context_data(table=SUBMISSIONS, every=every, **kwargs)


class SubmissionPage(RowPage):
    permission, refusal = "submissions.view", REFUSAL
    template_name = "portal/apply/detail.html"
    context_object_name = "row"

    def get_queryset(self):
        return submissions_for(self.request.user).select_related("station", "case", "handled_by")

    def get_context_data(self, **kwargs):
        row = self.object
        return super().get_context_data(
            told=told(row, masked=True),
            files=files_of(row, self.request.user),
            steps=SUBMISSION.available(row, self.request.user),
            examined_by=examined_by(row),
            deadlines=list(Deadline.objects.of("submission", row.pk)),
            events=events_for("submission", row.pk),
            arrived=list(row.arrived.select_related("file", "taken_by")),
            **kwargs,
        )


def examined_by(row):
    """When the seven days run out that count from its receipt."""
    rule = rule_for(periods.EXAMINATION.key, timezone.localdate(row.received_at))
    return due(rule, row.received_at, [])


def files_of(row, user):
    """The photographs, each with whether this person is shown its pages."""
    may_read = user.may(REVEAL)
    files = list(row.files)
    for file in files:
        file.can_show = may_read and can_show(file)
    return files


class SubmissionReveal(RevealPage):
    permission, workflow, reveals = "cases.reveal", "submission", REVEALS

    def get_queryset(self):
        return submissions_for(self.request.user)

    def value(self, field):
        if field == "phone":
            return self.object.dial
        lines = [line for part in told(self.object) for line in part.lines]
        return "\n".join(f"{label}：{answer}" for label, answer in lines)

    def caution(self):
        return self.object.warning


class SubmissionStep(StepView):
    workflow = SUBMISSION
    template_name = "portal/apply/step.html"

    def get_scope(self):
        return submissions_for(self.request.user).select_related("station", "case")


class ReferOn(SubmissionStep):
    step_key, form_class = "refer_on", ReferForm
    done = "已告知向其他机构申请，申请人凭查询码可以看到。"


class SetAside(SubmissionStep):
    step_key, form_class = "set_aside", AsideForm
    done = "已按不作为申请登记处理，内容和材料仍然保存。"


class TakeUp(SubmissionStep):
    step_key, form_class = "take_up", ReasonForm
    done = "已重新转为待登记。"


class Register(Intake):
    """The staff's own form, filled in from what was sent, with the photographs beside it; a person checks and completes it."""

    permission, refusal = "submissions.handle", REFUSAL
    template_name = "portal/apply/register.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            rows = submissions_for(request.user).select_related("station", "case")
            self.row = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request)

    def get(self, request):
        if self.row.state != SubmissionState.RECEIVED:
            return redirect(self.row.case or self.row)
        if not request.user.may("cases.reveal"):
            raise PermissionDenied(REFUSAL)
        tell_filled(of=("submission", self.row.pk), by=request.user, why="登记网上申请")
        return self.show(self.get_form(), 200)

    @cached_property
    def token(self):
        """That of the submission: whoever registers it, and however often, it becomes one case."""
        return self.row.token

    @cached_property
    def data(self):
        if self.request.method == "POST":
            return self.request.POST
        return super().data if self.half_typed else prefilled(self.row)

    @property
    def half_typed(self):
        return HalfTyped.objects.filter(token=self.token, owner=self.request.user).exists()

    @cached_property
    def origin(self):
        return Origin()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            row=self.row,
            files=files_of(self.row, self.request.user),
            examined_by=examined_by(self.row),
            helper=helper_of(self.row),
            wished=self.row.first("wish") if self.row.first("cause") == "0" else "",
            **kwargs,
        )

    def register(self, facts):
        return acts.register(self.row, by=self.request.user, facts=facts)


class SaveTyped(SaveDraft):
    """Half typed, it leads back here from the desk."""

    permission, refusal = "submissions.handle", REFUSAL

    def path(self):
        return reverse("submissions:register", args=[self.kwargs["pk"]])

    def post(self, request, pk):
        row = get_object_or_404(submissions_for(request.user).waiting(), pk=pk)
        if as_token(request.POST.get("token")) != row.token:
            return HttpResponse(status=400)
        return super().post(request)


def helper_of(row):
    """Who helped to fill it in, in words."""
    chosen = row.first("helper")
    named = row.first("helper_name")
    label = Helper(chosen).label if chosen in Helper else ""
    return f"{label}（{named}）" if named else label


def prefilled(row):
    """The answers as the intake form takes them, each of its names once."""
    data = row.as_query
    for name in (
        "who",
        "helper",
        "helper_name",
        "told",
        "honest",
        "checked",
        "consent",
        "station",
        "wish",
    ):
        data.pop(name, None)
    if data.get("cause") == "0":
        data.pop("cause")

    data["contact_note"] = row.contact_note
    data["channel"] = Channel.WEB
    data["filled_by"] = (
        FilledBy.AGENT if row.first("who") in ("guardian", "agent") else FilledBy.APPLICANT
    )
    data["urgency"] = "limit" if limit_on(row) else "normal"
    slots = dict.fromkeys(file.slot for file in row.files)
    data.setlist("received", ["application_form", *slots])
    return data


class TakePaper(RowActPage):
    """A paper sent in afterwards joins the file of the case."""

    permission, refusal = "submissions.handle", REFUSAL
    done = "已收入案卷。核对无误的，请在案件中登记“收到补正”。"

    def get_queryset(self):
        return submissions_for(self.request.user)

    def act(self):
        rows = Arrived.objects.select_related("submission__case", "file")
        paper = get_object_or_404(rows, pk=self.kwargs["paper"], submission=self.object)
        with transaction.atomic():
            acts.take_paper(paper, by=self.request.user)
        return self.object
