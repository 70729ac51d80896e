"""My long work: progress, cancel, open."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from legalaid.faces.statistics.domain import export as exports
from legalaid.faces.statistics.models import Export
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.storage import serve
from legalaid.platform.jobs.models import Job

RUNNING = (Job.State.QUEUED, Job.State.RUNNING)


class Exports(LoginRequiredMixin, View):
    """The list; asked by htmx it answers with the rows alone, and stops asking once nothing runs."""

    def get(self, request):
        rows = list(Export.objects.filter(owner=request.user)[:50])
        jobs = Job.objects.in_bulk([row.job_id for row in rows if row.job_id])
        pairs = [(row, jobs.get(row.job_id)) for row in rows]
        running = any(job and job.state in RUNNING for _, job in pairs)
        name = "statistics/_exports.html" if request.htmx else "statistics/exports.html"
        return render(request, name, {"pairs": pairs, "running": running})


class Open(LoginRequiredMixin, View):
    def get(self, request, pk):
        row = get_object_or_404(Export, pk=pk, owner=request.user)
        try:
            file = exports.opened(row, by=request.user)
        except DomainError as error:
            messages.error(request, error.sentence)
            return redirect("home")
        return serve(file, row.file_name, row.mime)


class Cancel(LoginRequiredMixin, View):
    def post(self, request, pk):
        exports.cancel(get_object_or_404(Export, pk=pk, owner=request.user), by=request.user)
        messages.success(request, "已取消。")
        return redirect("statistics:exports")
