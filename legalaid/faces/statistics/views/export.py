"""My long work: progress, cancel, open."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from legalaid.faces.statistics.domain import export as exports
from legalaid.faces.statistics.lists import EXPORTS
from legalaid.faces.statistics.models import Export
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.storage import serve
from legalaid.platform.jobs.models import Job
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.pages import ActPage, RowMixin

RUNNING = (Job.State.QUEUED, Job.State.RUNNING)


class Exports(LoginRequiredMixin, View):
    """The list; asked by htmx it answers with the rows alone, and stops asking once nothing runs."""

    def get(self, request):
        rows = list(Export.objects.filter(owner=request.user)[:50])
        jobs = Job.objects.in_bulk([row.job_id for row in rows if row.job_id])
        pairs = [(row, jobs.get(row.job_id)) for row in rows]
        running = any(job and job.state in RUNNING for _, job in pairs)
        name = "statistics/_exports.html" if request.htmx else "statistics/exports.html"
        return render(request, name, {"table": EXPORTS, "pairs": pairs, "running": running})


class Own(RowMixin):
    """A file of one's own, or 404."""

    def permits(self, user):
        return True

    def get_queryset(self):
        return Export.objects.filter(owner=self.request.user)


class Open(Own, PermissionMixin, View):
    def get(self, request, pk):
        try:
            file = exports.opened(self.object, by=request.user)
        except DomainError as error:
            messages.error(request, error.sentence)
            return redirect("home")
        return serve(file, self.object.file_name, self.object.mime)


class Cancel(Own, ActPage):
    done = "已取消。"

    def act(self):
        exports.cancel(self.object, by=self.request.user)
        return reverse("statistics:exports")
