"""Scans that come to a duty lawyer's help, and go."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from cases.domain.scans import add_scan, keeps_scans, take_back_scan
from cases.enums import HelpScan
from cases.queries.help import helps_for, scans_of
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.pages import RowActPage

from .help import HelpDetail


class AddScans(HelpDetail):
    """Several files at once; a wrong one is refused with its sentence and the rest are kept."""

    def get(self, request, *args, **kwargs):
        return redirect(self.object)

    def post(self, request, *args, **kwargs):
        if not keeps_scans(request.user, self.object):
            raise PermissionDenied("此法律帮助现在不能上传扫描件。")
        slot = request.POST.get("slot", "")
        if slot not in HelpScan:
            raise Http404

        refused = self.keep(request.FILES.getlist("files"), slot)
        if not refused:
            return redirect(self.object)
        return self.render_to_response(self.get_context_data(upload_errors=refused), status=422)

    def keep(self, files, slot):
        """The sentences of the files that were refused; that there was none is one too."""
        refused = []
        for file in files:
            try:
                add_scan(self.object, file, slot=slot, by=self.request.user)
            except DomainError as error:
                refused.append(error.sentence)

        if kept := len(files) - len(refused):
            messages.success(self.request, f"已保存{kept}个文件。")
        return refused if files else ["请先选择文件。"]


class TakeBackScan(RowActPage):
    permission, refusal = "cases.help", "您的岗位不办理法律帮助。"

    def get_queryset(self):
        return helps_for(self.request.user)

    def act(self):
        file = get_object_or_404(scans_of(self.object), pk=self.kwargs["file"])
        reason = self.request.POST.get("reason", "")
        take_back_scan(self.object, file, by=self.request.user, reason=reason)
        self.done = f"已取回“{file.title}”。"
        return self.object
