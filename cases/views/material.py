"""Files that come to a case, and go."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cases.domain.material import add_file, remove_file
from cases.queries.case import cases_for
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Attachment

from .case import CaseAct
from .detail import Detail
from .tabs import may_upload, slots


def materials_tab(case):
    return f"{case.get_absolute_url()}#materials"


class Upload(Detail):
    """Several files at once; a wrong one is refused with its sentence and the rest are kept."""

    def get_queryset(self):
        return cases_for(self.request.user).for_page()

    def tab_asked(self):
        return "materials" if self.request.method == "POST" else super().tab_asked()

    def post(self, request, *args, **kwargs):
        if not may_upload(self.object, request.user):
            raise PermissionDenied("此案现在不能上传材料。")

        titles, slot = dict(slots(self.object, request.user)), request.POST.get("slot", "")
        if slot not in titles:
            raise Http404

        refused = self.keep(request.FILES.getlist("files"), slot, titles[slot])
        return self.told(refused) if refused else redirect(materials_tab(self.object))

    def keep(self, uploads, slot, title):
        """The sentences of the files that were refused; that there was none is one too."""
        refused = []
        for upload in uploads:
            try:
                add_file(self.object, upload, slot=slot, title=title, by=self.request.user)
            except DomainError as error:
                refused.append(error.sentence)

        if kept := len(uploads) - len(refused):
            messages.success(self.request, f"已保存{kept}个文件。")
        return refused if uploads else ["请先选择文件。"]

    def told(self, refused):
        self.object = self.get_queryset().get(pk=self.object.pk)  # with what came meanwhile
        context = self.get_context_data(upload_errors=refused)
        return self.render_to_response(context, status=422)


class Remove(CaseAct):
    def act(self):
        of_case = Attachment.objects.filter(workflow="case", subject_id=self.object.pk)
        file = get_object_or_404(of_case, pk=self.kwargs["file"], removed_at=None)

        asked = self.request.POST
        remove_file(self.object, file, by=self.request.user, reason=asked.get("reason", ""))
        self.done = f"已取回“{file.title}”。"
        return reverse("home") if asked.get("then") == "desk" else materials_tab(self.object)
