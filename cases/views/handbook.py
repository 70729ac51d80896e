"""The desk's handbook: its pages, one page with its versions, and writing them."""

import uuid

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from cases.domain.handbook import save_page
from cases.forms.handbook import PageForm
from cases.models import HandbookPage
from cases.queries.handbook import search_handbook
from legalaid.platform.core.errors import StaleState
from legalaid.platform.office.access import PermissionMixin


class Handbook(PermissionMixin, View):
    permission = "handbook.view"

    def get(self, request):
        asked = request.GET.get("q", "")[:40]
        unused = (
            HandbookPage.objects.filter(active=False) if request.user.may("handbook.edit") else ()
        )
        return render(
            request,
            "cases/handbook.html",
            {"pages": search_handbook(asked), "asked": asked, "unused": unused},
        )


class Page(PermissionMixin, View):
    """As it stands, or as it stood: `?version=2`."""

    permission = "handbook.view"

    def get(self, request, pk):
        page = get_object_or_404(HandbookPage, pk=pk)
        versions = page.versions.select_related("by")
        asked = request.GET.get("version", "")
        earlier = get_object_or_404(page.versions, number=asked) if asked.isdigit() else None
        context = {"row": page, "text": earlier or page, "earlier": earlier, "versions": versions}
        return render(request, "cases/handbook_page.html", context)


class PageNew(PermissionMixin, View):
    permission = "handbook.edit"
    title = "新写一页"

    def row(self):
        return HandbookPage(code=f"page-{uuid.uuid4().hex[:8]}")

    def get(self, request, **kwargs):
        row = self.row()
        return self.show(PageForm(instance=row), row.version)

    def post(self, request, **kwargs):
        row, seen = self.row(), request.POST.get("seen", "")
        form = PageForm(request.POST, instance=row)
        if not form.is_valid():
            return self.show(form, seen, 422)
        facts = {
            "reason": form.cleaned_data["reason"],
            "seen": int(seen) if seen.isdigit() else None,
        }
        try:
            page = save_page(form.save(commit=False), by=request.user, **facts)
        except StaleState as error:
            form.add_domain_error(error)
            return self.show(form, seen, 409)
        messages.success(request, f"已保存为第{page.version}版。")
        return redirect(page)

    def show(self, form, seen, status=200):
        return render(
            self.request,
            "cases/handbook_form.html",
            {"form": form, "title": self.title, "seen": seen},
            status=status,
        )


class PageEdit(PageNew):
    title = "修改接待手册"

    def row(self):
        return get_object_or_404(HandbookPage, pk=self.kwargs["pk"])
