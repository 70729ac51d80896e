"""The desk's handbook: its pages, one page with its versions, and writing them."""

import uuid

from django.shortcuts import get_object_or_404

from cases.domain.handbook import save_page
from cases.forms.handbook import PageForm
from cases.models import HandbookPage
from cases.queries.handbook import search_handbook
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.pages import EditPage, FormPage, MadeOnce, Page, RowPage


class Handbook(Page):
    permission = "handbook.view"
    template_name = "cases/handbook.html"

    def get_context_data(self, **kwargs):
        asked = self.request.GET.get("q", "")[:40]
        edits = self.request.user.may("handbook.edit")
        return super().get_context_data(
            pages=search_handbook(asked),
            asked=asked,
            unused=HandbookPage.objects.filter(active=False) if edits else (),
            **kwargs,
        )


class HandbookDetail(RowPage):
    """One page as it stands, or as it stood: `?version=2`."""

    permission = "handbook.view"
    template_name = "cases/handbook_page.html"
    context_object_name = "row"
    model = HandbookPage

    def get_context_data(self, **kwargs):
        versions = self.object.versions.select_related("by")
        number = as_number(self.request.GET.get("version"))
        earlier = get_object_or_404(versions, number=number) if number is not None else None
        return super().get_context_data(
            text=earlier or self.object, earlier=earlier, versions=versions, **kwargs
        )


class Writing:
    """A page is written as its next version."""

    permission = "handbook.edit"
    template_name = "cases/handbook_form.html"
    form_class = PageForm

    def act(self, form):
        page = save_page(
            form.save(commit=False),
            by=self.request.user,
            reason=form.cleaned_data["reason"],
            seen=self.seen(),
        )
        self.done = f"已保存为第{page.version}版。"
        return page


class PageNew(Writing, MadeOnce, FormPage):
    title = "新写一页"

    def get_form_kwargs(self):
        row = HandbookPage(code=f"page-{uuid.uuid4().hex[:8]}")
        return super().get_form_kwargs() | {"instance": row}


class PageEdit(Writing, EditPage):
    title = "修改接待手册"

    def get_queryset(self):
        return HandbookPage.objects.all()
