from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from cases.workflow import CASE
from legalaid.platform.audit.chain import record
from legalaid.platform.documents import issue as documents
from legalaid.platform.documents.models import Paper

from .detail import CasePage

ON_REQUEST = {"means_statement": "经济困难状况说明表", "service_receipt": "送达回证"}


class IssuePaper(CasePage):
    """Papers printed when asked for: the means statement, a receipt of service for one named paper."""

    def post(self, request, pk):
        kind = request.POST.get("kind", "")
        if kind not in ON_REQUEST or not request.user.may("cases.papers") or self.case.finished:
            raise PermissionDenied("此案现在不能出具这份文书。")
        if kind == "means_statement" and not hasattr(self.case, "means"):
            messages.error(request, "本案没有经济困难状况说明，无需打印。")
            return redirect(self.case)
        paper = CASE.issue(kind, self.case, by=request.user, at=timezone.now(), document=request.POST.get("document", ""))
        return redirect("documents:paper", paper.pk)


class CorrectPaper(CasePage):
    """A corrected paper from today's data; the earlier one stays and points to it."""

    def post(self, request, pk, paper):
        old = get_object_or_404(Paper, pk=paper, workflow="case", subject_id=pk, superseded_by=None)
        reason = request.POST.get("reason", "").strip()[:200]
        if not request.user.may("cases.papers") or self.case.finished or old.kind not in ON_REQUEST | {"application": ""}:
            raise PermissionDenied("这份文书不能在此更正。")
        if len(reason) < 2:
            messages.error(request, "请写明更正理由。")
            return redirect(self.case)
        at = timezone.now()
        context = CASE.paper_contexts[old.kind](self.case, by=request.user, at=at)
        documents.supersede(old, context=context, by=request.user, at=at, reason=reason)
        record(
            "paper.supersede", by=request.user, workflow="case", subject_id=pk, number=old.number_text or old.title, reason=reason
        )
        messages.success(request, f"已更正“{old.title}”，原件保留并注明。")
        return redirect(self.case)
