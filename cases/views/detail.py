from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View
from django_htmx.http import HttpResponseClientRedirect

from cases.domain.material import add_file, remove_file
from cases.law.grounds import CROWDS, text_of
from cases.models import Case, MaterialItem
from cases.queries.case import cases_for, complete, next_steps
from cases.queries.sevenones import seven_ones_of
from cases.workflow import CASE, PHASES
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.views import RevealPage
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Attachment
from legalaid.platform.jobs.models import Job
from legalaid.platform.notifications.send import notify
from legalaid.platform.office import panels
from stations.queries.station import people_over

from .parts import PARTS, may_upload, slots

REVEALS = {
    "id_number": "证件号码",
    "phone": "联系电话",
    "address": "住所地",
    "household_address": "户籍地",
}


# the date on which a phase was reached
REACHED = {
    "申请": "received_at", "受理": "accepted_at", "决定": "decided_at", "指派": "assigned_at", "办理": "first_met_on",
    "结案": "closed_on", "回访": "followed_up_at", "归档": "archived_at",
}  # fmt: skip

EXAMINED = ("受理", "审查", "决定")  # what a notified case goes without (Law art. 36)

NOT_RECEIVED = Subquery(
    MaterialItem.objects.filter(case=OuterRef("pk"), required=True, received_on=None)
    .order_by()
    .values("case")
    .annotate(n=Count("pk"))
    .values("n")
)


class CasePage(LoginRequiredMixin, View):
    """Base of what happens on one case: the case within one's rights, or 404."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            answer = self.handle_no_permission()
            return HttpResponseClientRedirect(answer.url) if request.htmx else answer
        self.case = get_object_or_404(self.cases(cases_for(request.user)), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def cases(self, cases):
        return cases.for_lists().prefetch_related("parties")


class Detail(CasePage):
    """Who, what, state, next act, whose turn, by when; ten steps; seven ones; the parts, each when it is opened."""

    def cases(self, cases):
        return cases.for_page().annotate(missing=NOT_RECEIVED)

    def get(self, request, pk):
        tab = request.GET.get("tab")
        if request.htmx and tab in PARTS:
            _, context, template = PARTS[tab]
            return render(
                request, template, {"case": self.case, **context(self.case, request.user)}
            )
        return self.show(request, tab=tab)

    def show(self, request, status=200, tab=None, **extra):
        case = complete(self.case)
        now = PHASES.index(CASE.places[case.state].phase)
        available, main = CASE.available(case, request.user), next_steps(case, request.user)
        reached = {phase: getattr(case, name) for phase, name in REACHED.items()}
        reached["审查"] = case.review.reviewed_at if hasattr(case, "review") else None
        whole = "all" in request.GET
        opened = [name for name in PARTS if whole or name in ("overview", tab)]
        context = {
            "case": case,
            "steps": [
                (
                    "通知" if case.by_notice and name == "申请" else name,
                    "done" if i < now or case.finished else "now" if i == now else "",
                    reached.get(name),
                )
                for i, name in enumerate(PHASES)
                if not (case.by_notice and name in EXAMINED)
            ],
            "main_steps": main,
            "minor_steps": [s for s in available if s not in main and not s.danger],
            "danger_steps": [s for s in available if s.danger],
            "turn": Role(case.turn).label if case.turn else "",
            "seven": seven_ones_of(case) if case.aided else (),
            "parts": [
                (name, label, template if name in opened else "")
                for name, (label, _, template) in PARTS.items()
            ],
            "whole": whole,
            "tab": tab or "",
            "job": Job.objects.filter(kind="build_dossier", args__case=case.pk).first()
            if case.state == "sealing"
            else None,
            "crowds": [text_of(CROWDS, code) for code in case.crowds],
            "reveals": REVEALS,
            "panels": panels.render("case", request, case),
            "earlier": self.earlier(),
            "consultations": case.consultations.only("number")
            if request.user.may("cases.consult")
            else (),
            "handovers": case.handovers.all(),
            **extra,
        }
        for name in opened:
            context |= PARTS[name][1](case, request.user)
        return render(request, "cases/detail.html", context, status=status)

    def earlier(self):
        others = (
            cases_for(self.request.user)
            .of_person(self.case.applicant)
            .exclude(pk=self.case.pk)
            .order_by("-received_at")
        )
        return others.only("number", "state", "received_at")[:10]


class Upload(Detail):
    """Several files at once; a wrong one is refused with its sentence and the rest are kept."""

    def post(self, request, pk):
        if not may_upload(self.case, request.user):
            raise PermissionDenied("此案现在不能上传材料。")
        titles = dict(slots(self.case, request.user))
        slot = request.POST.get("slot", "")
        if slot not in titles:
            raise Http404
        kept, refused = 0, []
        for upload in request.FILES.getlist("files"):
            try:
                add_file(self.case, upload, slot=slot, title=titles[slot], by=request.user)
            except DomainError as error:
                refused.append(error.sentence)
            else:
                kept += 1
        if kept:
            messages.success(request, f"已保存{kept}个文件。")
        if refused or not kept:
            self.case = self.cases(cases_for(request.user)).get(
                pk=pk
            )  # with what has been received meanwhile
            return self.show(
                request, 422, tab="materials", upload_errors=refused or ["请先选择文件。"]
            )
        return redirect(f"{self.case.get_absolute_url()}#materials")


class Remove(CasePage):
    def post(self, request, pk, file):
        row = get_object_or_404(
            Attachment, pk=file, workflow="case", subject_id=pk, removed_at=None
        )
        try:
            remove_file(self.case, row, by=request.user)
        except NotAllowed as error:
            raise PermissionDenied(error.sentence) from None
        messages.success(request, f"已移除“{row.title}”。")
        return redirect(f"{self.case.get_absolute_url()}#materials")


class Reveal(RevealPage):
    permission, workflow, reveals = "cases.reveal", "case", REVEALS

    def get_queryset(self):
        return cases_for(self.request.user).select_related("applicant")

    def value(self, field):
        return getattr(self.object.applicant, field)

    def heading(self, label):
        return f"{self.object.applicant.name}的{label}"


class AskAccess(LoginRequiredMixin, View):
    """For a limited hit of the search: tells the directors of the case's station who asks, and why."""

    def post(self, request, pk):
        if not request.user.may("cases.search") or request.user.role == Role.HANDLER:
            raise PermissionDenied("您的岗位不申请查阅案件。")
        case = get_object_or_404(Case, pk=pk)
        reason = request.POST.get("reason", "").strip()[:200]
        if len(reason) < 2:
            messages.error(request, "请写明申请查阅的理由。")
            return redirect("cases:search")
        record("access.request", by=request.user, workflow="case", subject_id=pk, reason=reason)
        for director in people_over(case.station, Role.DIRECTOR):
            key = f"access:{pk}:{request.user.pk}:{timezone.localdate()}:{director.pk}"
            text = f"{request.user}申请查阅{case}，理由见该案“经过”。"  # the reason may name people, and this text is mailed
            notify(director, key=key, kind="access", text=text, url=case.get_absolute_url())
        messages.success(request, "已向中心负责人提出查阅申请。")
        return redirect("home")
